import ArgumentParser
import AssayJSON
import AssayVocabularies

/// `assay vocab info`
struct VocabInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Say where a vocabulary comes from and what is in it.",
        discussion: """
            Examples:
              assay vocab info cl100k_base
              assay vocab info llama3 --format json
            """)

    @Argument(help: "The vocabulary's name.")
    var name: String

    @Option(help: ArgumentHelp("How it is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        let library = VocabularyLibrary()
        let entry = try library.entry(name)
        do throws(Failure) {
            try library.check(entry)
        } catch {
            Diagnostics.standard.error(error.description)
        }
        let output = OutputWriter.standard
        switch format {
        case .text:
            for (label, value) in facts(entry) {
                output.write(label + String(repeating: " ", count: 16 - label.utf8.count) + value + "\n")
            }
        case .json:
            output.writeReport { writer in
                entry.writeMembers(&writer)
                writeSource(entry.manifest.source, &writer)
            }
        }
        try Exit.finish(output)
    }

    private func facts(_ entry: VocabularyEntry) -> [(String, String)] {
        let manifest = entry.manifest
        let source = manifest.source
        let package = source.package.map { "\($0) \(source.version ?? "")" }
        let aliases = entry.aliases
        let facts: [(String, String?)] = [
            ("name", manifest.name), ("also called", aliases.isEmpty ? nil : aliases.joined(separator: ", ")),
            ("from", entry.origin.rawValue), ("used by", manifest.summary),
            ("tokens", "\(manifest.tokenCount)"), ("special tokens", "\(manifest.specialTokenCount)"),
            ("pattern", manifest.preTokenizer.name), ("normalizer", manifest.normalizer.name),
            ("licence", manifest.licence.map { "\($0.identifier): \($0.statement)" }),
            ("package", package), ("archive", source.archive), ("archive sha256", source.archiveSHA256),
            ("file", source.path), ("file format", source.format.rawValue), ("file sha256", source.sha256),
            ("pack sha256", manifest.pack?.sha256), ("pack bytes", manifest.pack.map { "\($0.byteCount)" }),
        ]
        return facts.compactMap { label, value in value.map { (label, $0) } }
    }

    private func writeSource(_ source: VocabularyManifest.Source, _ writer: inout JSONWriter) {
        writer.object("source") { writer in
            writer.member("package", source.package)
            writer.member("version", source.version)
            writer.member("archive", source.archive)
            writer.member("archiveSHA256", source.archiveSHA256)
            writer.member("path", source.path)
            writer.member("sha256", source.sha256)
            writer.member("format", source.format.rawValue)
        }
    }
}
