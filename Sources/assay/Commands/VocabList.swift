import ArgumentParser
import AssayJSON
import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay vocab list`
struct VocabList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the vocabularies, the embedded ones and the imported ones.",
        discussion: """
            Examples:
              assay vocab list
              assay vocab list --format json
            """)

    @Option(help: ArgumentHelp("How the list is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        var errors: [Failure] = []
        let entries = VocabularyLibrary().entries {
            Diagnostics.standard.error($0.description)
            errors.append($0)
        }
        let output = OutputWriter.standard
        switch format {
        case .text: writeText(entries, output)
        case .json: writeJSON(entries, errors, output)
        }
        try Exit.finish(output)
    }

    private func writeText(_ entries: [VocabularyEntry], _ output: OutputWriter) {
        var table = TextTable([
            .name("name"), .number("tokens"), .number("special"), .name("pattern"), .name("normalizer"), .name("from"),
            .name("used by"),
        ])
        for entry in entries {
            let manifest = entry.manifest
            table.add([
                manifest.name, "\(manifest.tokenCount)", "\(manifest.specialTokenCount)", manifest.preTokenizer.name,
                manifest.normalizer.name, entry.origin.rawValue, manifest.summary,
            ])
        }
        table.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
    }

    private func writeJSON(_ entries: [VocabularyEntry], _ errors: [Failure], _ output: OutputWriter) {
        output.writeReport { writer in
            writer.key("vocabularies")
            writer.array(of: entries) { writer, entry in
                writer.object { writer in entry.writeMembers(&writer) }
            }
            guard !errors.isEmpty else { return }
            writer.objects("errors", of: errors) { writer, error in writer.member("message", error.description) }
        }
    }
}

/// How data that is not a table of counts is written.
enum DataFormat: String, NamedChoice {
    case text
    case json
}
