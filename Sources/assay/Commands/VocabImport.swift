import ArgumentParser
import AssayTokenization
import AssayVocabularies

/// `assay vocab import`
struct VocabImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a vocabulary from the file that a model is published with.",
        usage: "assay vocab import [<options>] <file>",
        discussion: """
            Reads tiktoken files, Hugging Face tokenizer.json, SentencePiece .model, tekken.json and \
            GGUF; the format is told by the content. What a file asks for and Assay cannot do exactly \
            is refused by name, never ignored.

            A tiktoken file holds the tokens alone: --pattern says how texts are cut, unless the name \
            does (llama3 and llama4 are known).

            Examples:
              assay vocab import tokenizer.model --name llama3
              assay vocab import tokenizer.json --name my-model
              assay vocab import ranks.tiktoken --name house --pattern cl100k
            """)

    @Argument(help: "The published file; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The name the vocabulary will go by. Default: what the file's name says."))
    var name: String?

    @Option(
        help: ArgumentHelp(
            """
            For a tiktoken file, how texts are cut: the name of a known pattern (\(Self.patterns)) or its regular \
            expression, letter for letter.
            """
        ))
    var pattern: String?

    @Option(
        help: ArgumentHelp(
            "For a tiktoken or GGUF file, the Unicode normalisation before cutting.",
            valueName: Normalizer.allCases.map(\.name).joined(separator: "|")),
        transform: { text in
            guard let normalizer = Normalizer(name: text) else {
                throw ValidationError("it is one of \(Normalizer.allCases.map(\.name).joined(separator: ", "))")
            }
            return normalizer
        })
    var normalizer: Normalizer?

    private static let patterns = PreTokenizer.allCases.filter { $0 != .none && $0 != .sentencePiece }.map(\.name)
        .joined(separator: ", ")

    func run() throws {
        let store = try VocabularyLibrary().requireStore()
        let source = InputSource(argument: file)
        let imported: (manifest: VocabularyManifest, isReplacement: Bool)
        do {
            switch source {
            case .file(let path):
                let mapped = try MappedFile(path)
                imported = try withExtendedLifetime(mapped) { try add(mapped.bytes, path, to: store) }
            case .standardInput:
                // Models may be in the file as well.
                let bytes = try FileReader.make().readAll(source, most: .max)
                imported = try bytes.withUnsafeBytes { try add($0, source.path, to: store) }
            }
        } catch let error as ImportError {
            // It names the file already.
            throw Failure(error.description)
        } catch let error as VocabularyError {
            throw Failure(error.description)
        } catch {
            throw source.failure(error)
        }
        let manifest = imported.manifest
        let output = OutputWriter.standard
        output.write(
            "\(imported.isReplacement ? "replaced" : "imported") \(manifest.name): \(manifest.tokenCount) tokens and "
                + "\(manifest.specialTokenCount) special tokens from a \(manifest.source.format.rawValue) file, "
                + "cut by \(manifest.preTokenizer.name)\n")
        try output.flush()
    }

    private func add(
        _ bytes: UnsafeRawBufferPointer, _ path: FilePath, to store: VocabularyStore
    ) throws -> (manifest: VocabularyManifest, isReplacement: Bool) {
        let options = ImportOptions(name: name, pattern: pattern, normalizer: normalizer)
        let source = try VocabularyImporter.import(
            bytes: bytes, fileName: path == InputSource.standardInput.path ? InputSource.standardInput.display : path.display,
            options: options)
        let isReplacement = try store.names().contains(source.name)
        return (try store.add(source, from: bytes, fileName: path.text), isReplacement)
    }
}
