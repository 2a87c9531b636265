import ArgumentParser
import AssayVocabularies

/// `assay vocab remove`
struct VocabRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove an imported vocabulary.",
        discussion: """
            Examples:
              assay vocab remove llama3
            """)

    @Argument(help: "The vocabulary's name.")
    var name: String

    func run() throws {
        let library = VocabularyLibrary()
        guard !library.embeddedNames.contains(name) else {
            throw Failure("\(name) is part of the program and cannot be removed")
        }
        let store = try library.requireStore()
        do throws(VocabularyError) {
            try store.remove(named: name)
        } catch {
            throw Failure(error.description)
        }
    }
}
