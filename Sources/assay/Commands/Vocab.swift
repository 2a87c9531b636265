import ArgumentParser

struct Vocab: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "x")
}
