import ArgumentParser
import AssayTokenization

/// `assay encode`
struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        _superCommandName: Assay.name,
        abstract: "Turn text into token ids.",
        usage: "assay encode [<options>] [<path>]",
        discussion: """
            Writes the ids in decimal, separated by spaces, one line for each text.

            Examples:
              echo -n 'Hello, world!' | assay encode -v cl100k_base
              assay encode prompt.md -m gpt-4o
              assay encode prompts.jsonl --input jsonl   a line of ids for each line of JSON
              assay encode notes.txt | assay decode      the same text again
            """)

    @Argument(help: "A file; - or nothing is standard input.", completion: .file())
    var path: String = "-"

    @OptionGroup var vocabularyOptions: SingleVocabularyOptions

    @Option(
        help: ArgumentHelp(
            "What a text is: the whole input, each line, or the string (or the object's \"text\") on each line.",
            valueName: "text|lines|jsonl"))
    var input = RecordFormat.text

    @Option(help: SpecialTokenPolicy.optionHelp)
    var special = SpecialTokenPolicy.plain

    func run() throws {
        let tokenizer = try vocabularyOptions.tokenizer(VocabularyLibrary())
        let source = InputSource(argument: path)
        let output = OutputWriter.standard
        do {
            switch input {
            case .text: try encodeWhole(source, tokenizer, output)
            case .lines: try encodeLines(source, tokenizer, output) { Array($0) }
            case .jsonl: try encodeLines(source, tokenizer, output, JSONLine.text)
            }
        } catch {
            // What was written before the failure is right, and belongs out.
            try output.flush()
            throw source.failure(error)
        }
        try output.flush()
    }

    private func encodeWhole(_ source: InputSource, _ tokenizer: Tokenizer, _ output: OutputWriter) throws {
        var stream = TokenStream(tokenizer, special: special)
        var line = IDLine(output: output)
        try FileReader.make().read(source) { part in
            try stream.feed(part) { line.write($0) }
            return !output.hasFailed
        }
        try stream.finish { line.write($0) }
        line.end()
        if let offset = stream.firstInvalidUTF8Offset {
            Diagnostics.standard.note(InvalidUTF8Note("encoded", [tokenizer]).text(source.display, offset: offset))
        }
    }

    /// One note is enough for a file of many lines.
    private func note(_ note: InvalidUTF8Note, _ place: String, _ offset: Int) {
        Diagnostics.standard.note(note.text(place, offset: offset) + " (later lines are not looked at)")
    }

    private func encodeLines(
        _ source: InputSource, _ tokenizer: Tokenizer, _ output: OutputWriter,
        _ text: (UnsafeBufferPointer<UInt8>) throws -> [UInt8]
    ) throws {
        var lines = LineSplitter()
        var number = 0
        var isNoted = false
        func encode(_ bytes: UnsafeBufferPointer<UInt8>) throws {
            number += 1
            let text = try text(bytes)
            if !isNoted, let offset = UTF8Validation.firstInvalidOffset(text) {
                isNoted = true
                note(InvalidUTF8Note("encoded", [tokenizer]), "\(source.display), line \(number),", offset)
            }
            var line = IDLine(output: output)
            try tokenizer.encode(text, special: special).withUnsafeBufferPointer { line.write($0) }
            line.end()
        }
        do {
            try FileReader.make().read(source) { part in
                try lines.feed(part, encode)
                return !output.hasFailed
            }
            try lines.finish(encode)
        } catch let error as SystemError {
            throw error
        } catch {
            throw source.failure(error, line: number)
        }
    }
}

/// One line of ids as it is written.
private struct IDLine {
    let output: OutputWriter
    private var isEmpty = true

    init(output: OutputWriter) {
        self.output = output
    }

    mutating func write(_ ids: UnsafeBufferPointer<TokenID>) {
        for id in ids {
            if !isEmpty { output.write(byte: UInt8(ascii: " ")) }
            isEmpty = false
            output.write(decimal: id)
        }
    }

    func end() { output.write(byte: 0x0A) }
}
