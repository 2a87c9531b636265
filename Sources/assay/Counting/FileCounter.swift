import AssayEstimation
import AssayTokenization

/// Counts one file after the other, with each column's vocabulary, in one pass and in memory that does not grow with
/// the file. A counter serves one thread; what it says about a file depends on that file alone.
final class FileCounter {
    private let columns: [Column]
    private let special: SpecialTokenPolicy
    private let reader = FileReader()
    /// Each vocabulary once, however many columns are counted with it.
    private let tokenizers: [Tokenizer]
    private let tokenizerOfColumn: [Int]
    private let needsScripts: Bool

    /// Told the size of each part that was read.
    var progress: (Int) -> Void = { _ in }

    init(columns: [Column], special: SpecialTokenPolicy) {
        var names: [String] = []
        var tokenizers: [Tokenizer] = []
        tokenizerOfColumn = columns.map { column in
            if let known = names.firstIndex(of: column.vocabulary) { return known }
            names.append(column.vocabulary)
            tokenizers.append(column.tokenizer)
            return names.count - 1
        }
        self.columns = columns
        self.special = special
        self.tokenizers = tokenizers
        needsScripts = columns.contains(where: \.needsScripts)
    }

    /// Counts what `source` holds.
    ///
    /// - Parameter skipsBinary: whether a binary file is left alone; the result is then `nil`.
    func count(_ source: InputSource, skipsBinary: Bool) throws(Failure) -> FileCount? {
        let streams = tokenizers.map { CountingStream($0, special: special) }
        var scripts = ScriptTally()
        var bytes = 0
        var isBinary = false
        do {
            try reader.read(source) { part in
                if bytes == 0, BinaryCheck.isBinary(part) {
                    isBinary = true
                    if skipsBinary { return false }
                }
                bytes += part.count
                if needsScripts { scripts.add(part) }
                for stream in streams { try stream.feed(part) }
                progress(part.count)
                return true
            }
            if isBinary, skipsBinary { return nil }
            let tokens = try streams.map { try $0.finish() }
            return FileCount(
                path: source.path, bytes: bytes,
                counts: zip(columns, tokenizerOfColumn).map { $0.count(tokens[$1], scripts: scripts) },
                invalidOffset: streams.first?.firstInvalidOffset, isBinary: isBinary)
        } catch {
            throw source.failure(error)
        }
    }
}

/// A count stream that can be kept in an array.
private final class CountingStream {
    private var stream: CountStream

    init(_ tokenizer: Tokenizer, special: SpecialTokenPolicy) {
        stream = CountStream(tokenizer, special: special)
    }

    func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws { try stream.feed(bytes) }
    func finish() throws -> Int { try stream.finish() }
    var firstInvalidOffset: Int? { stream.firstInvalidUTF8Offset }
}
