import ArgumentParser
import AssayTokenization

/// `assay truncate`
struct Truncate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "truncate",
        _superCommandName: Assay.name,
        abstract: "Cut a text to at most so many tokens, on a character boundary.",
        usage: "assay truncate --max-tokens <n> [<options>] [<path>]",
        discussion: """
            Writes the part that fits, byte for byte as it was. The part as a text of its own has at \
            most that many tokens. No emoji, accented letter or line end is torn.

            Examples:
              assay truncate --max-tokens 8000 log.txt
              assay truncate --max-tokens 8000 --from end log.txt    the last lines instead
              git diff | assay truncate --max-tokens 100000 -m gpt-4o
            """)

    // What follows is the number, even where it looks like an option: -1 deserves a better message than "missing".
    @Option(parsing: .unconditional, help: ArgumentHelp("The most tokens that may remain.", valueName: "n"))
    var maxTokens: Quantity

    @Argument(help: "A file; - or nothing is standard input.", completion: .file())
    var path: String = "-"

    @Option(help: ArgumentHelp("Which end to keep.", valueName: "start|end"))
    var from = End.start

    @OptionGroup var vocabularyOptions: SingleVocabularyOptions

    @Option(help: SpecialTokenPolicy.optionHelp)
    var special = SpecialTokenPolicy.plain

    enum End: String, NamedChoice {
        case start
        case end
    }

    func run() throws {
        let limit = try maxTokens.value(of: "--max-tokens")
        let tokenizer = try vocabularyOptions.tokenizer(VocabularyLibrary())
        let source = InputSource(argument: path)
        let output = OutputWriter.standard
        do {
            let bytes = try from == .start ? readStart(source, tokenizer, limit) : FileReader.make().readAll(source, most: .max)
            try bytes.withUnsafeBufferPointer { text in
                let kept = try from == .start ? start(of: text, tokenizer, limit) : end(of: text, tokenizer, limit)
                let part = UnsafeBufferPointer(rebasing: text[kept])
                output.write(part)
                if let offset = UTF8Validation.firstInvalidOffset(part) {
                    let note = InvalidUTF8Note("counted", [tokenizer])
                    Diagnostics.standard.note(note.text(source.display, offset: kept.lowerBound + offset))
                }
            }
        } catch {
            throw source.failure(error)
        }
        try output.flush()
    }

    /// Reads no more than decides the cut: as soon as one token more than wanted is certain, what follows does not
    /// matter.
    private func readStart(_ source: InputSource, _ tokenizer: Tokenizer, _ limit: Int) throws -> [UInt8] {
        var stream = TokenStream(tokenizer, special: special)
        var bytes: [UInt8] = []
        var certain = 0
        try FileReader.make().read(source) { part in
            bytes.append(contentsOf: part)
            try stream.feed(part) { certain += $0.count }
            return certain <= limit
        }
        return bytes
    }

    /// The longest start that fits and tears no character; one that tears where none does.
    private func start(
        of text: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer, _ limit: Int
    ) throws -> Range<Int> {
        let cut = try tokenizer.prefix(text, maxTokens: limit, special: special).byteCount
        let whole = try CharacterBoundaries.before(cut, in: text).first { end in
            try end == cut || fits(text[..<end], tokenizer, limit)
        }
        return 0..<(whole ?? cut)
    }

    /// The longest end that fits and tears no character; one that tears where none does.
    private func end(
        of text: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer, _ limit: Int
    ) throws -> Range<Int> {
        let cut = try SuffixCut.start(of: text, maxTokens: limit) {
            try tokenizer.count($0, special: special)
        }
        let whole = try CharacterBoundaries.after(cut, in: text).first { start in
            try start == cut || fits(text[start...], tokenizer, limit)
        }
        return (whole ?? cut)..<text.count
    }

    private func fits(
        _ part: Slice<UnsafeBufferPointer<UInt8>>, _ tokenizer: Tokenizer, _ limit: Int
    ) throws -> Bool {
        try tokenizer.count(UnsafeBufferPointer(rebasing: part), special: special) <= limit
    }
}
