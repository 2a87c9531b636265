import ArgumentParser
import AssayTokenization

/// `assay truncate`
struct Truncate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cut a text to at most so many tokens, on a character boundary.",
        discussion: """
            Writes the part that fits, byte for byte as it was. The part as a text of its own has at \
            most that many tokens.

            Examples:
              assay truncate --max-tokens 8000 log.txt
              assay truncate --max-tokens 8000 --from end log.txt    the last lines instead
              git diff | assay truncate --max-tokens 100000 -m gpt-4o
            """)

    @Option(help: ArgumentHelp("The most tokens that may remain.", valueName: "n"))
    var maxTokens: Int

    @Argument(help: "A file; - or nothing is standard input.", completion: .file())
    var path: String = "-"

    @Option(help: ArgumentHelp("Which end to keep.", valueName: "start|end"))
    var from = End.start

    @OptionGroup var vocabularyOptions: SingleVocabularyOptions

    @OptionGroup var special: SpecialOptions

    enum End: String, ExpressibleByArgument, CaseIterable {
        case start
        case end
    }

    func validate() throws {
        if maxTokens < 0 { throw ValidationError("--max-tokens must not be negative, but it is \(maxTokens)") }
    }

    func run() throws {
        let tokenizer = try vocabularyOptions.tokenizer(VocabularyLibrary())
        let source = InputSource(argument: path)
        let output = OutputWriter.standard
        do {
            switch from {
            case .start: output.write(try prefix(of: source, tokenizer))
            case .end: output.write(try suffix(of: source, tokenizer))
            }
        } catch {
            throw source.failure(error)
        }
        try output.flush()
    }

    /// Reads no more than decides the cut: as soon as one token more than wanted is certain, what follows does not
    /// matter.
    private func prefix(of source: InputSource, _ tokenizer: Tokenizer) throws -> ArraySlice<UInt8> {
        var stream = TokenStream(tokenizer, special: special.policy)
        var bytes: [UInt8] = []
        var certain = 0
        try FileReader().read(source) { part in
            bytes.append(contentsOf: part)
            try stream.feed(part) { certain += $0.count }
            return certain <= maxTokens
        }
        let prefix = try bytes.withUnsafeBufferPointer {
            try tokenizer.prefix($0, maxTokens: maxTokens, special: special.policy)
        }
        return bytes[..<prefix.byteCount]
    }

    private func suffix(of source: InputSource, _ tokenizer: Tokenizer) throws -> ArraySlice<UInt8> {
        var bytes: [UInt8] = []
        try FileReader().read(source) { part in
            bytes.append(contentsOf: part)
            return true
        }
        let start = try bytes.withUnsafeBufferPointer { text in
            try SuffixCut.start(of: text, maxTokens: maxTokens) { try tokenizer.count($0, special: special.policy) }
        }
        return bytes[start...]
    }
}
