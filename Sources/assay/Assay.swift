import ArgumentParser

@main
struct Assay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay", abstract: "Exact tokens, honest cost, and what in a prompt is waste.")
}
