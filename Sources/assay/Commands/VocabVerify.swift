import ArgumentParser

/// `assay vocab verify`
struct VocabVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare vocabularies with their checksums.",
        discussion: """
            Examples:
              assay vocab verify                 all of them
              assay vocab verify llama3
            """)

    @Argument(help: "Names; nothing is all of them.")
    var names: [String] = []

    func run() throws {
        let library = VocabularyLibrary()
        let output = OutputWriter.standard
        let wanted = names.isEmpty ? library.embeddedNames + (try library.importedNames()) : names
        for name in wanted {
            do {
                try library.verify(name)
                output.write("\(name): ok\n")
            } catch {
                Diagnostics.standard.error(error.description)
            }
        }
        try Exit.finish(output)
    }
}
