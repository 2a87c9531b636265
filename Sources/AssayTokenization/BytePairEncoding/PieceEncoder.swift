/// Turns ordinary text into tokens: everything one thread needs to do so, to be used again for the next text.
final class PieceEncoder {
    let vocabulary: Vocabulary
    private let cache = PieceCache()
    private var buffer = MergeBuffer(capacity: 256)
    private let ends = UnsafeMutableBufferPointer<Int>.allocate(capacity: 512)
    /// Room for a copy of a piece that lies too close to the end of its text to be read in blocks.
    private let tail = UnsafeMutablePointer<UInt8>.allocate(capacity: PieceEncoder.tailCapacity)

    private static let tailCapacity = 64
    /// Pieces of more bytes are merged in windows.
    private static let longest = 384

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        tail.initialize(repeating: 0, count: Self.tailCapacity)
    }

    deinit {
        ends.deallocate()
        tail.deallocate()
    }

    /// Hands the tokens of a normalized text to a sink. The bytes are valid UTF-8. Linear in practice; see
    /// ``LongPieceMerge`` for the bound.
    func encode<Sink: TokenSink & ~Copyable>(_ text: UnsafeBufferPointer<UInt8>, into sink: inout Sink) {
        guard let base = text.baseAddress, text.count > 0 else { return }
        var cursor = PieceCursor(
            text: PieceText(base: base, end: text.count), preTokenizer: vocabulary.preTokenizer)
        var start = 0
        while !sink.isFull {
            let count = cursor.fill(ends)
            if count == 0 { return }
            for position in 0..<count {
                let end = ends[position]
                encodePiece(base + start, end &- start, readable: text.count &- start, into: &sink)
                start = end
            }
        }
    }

    /// Hands the tokens of one piece to a sink. `readable` bytes may be read at `start`, the piece's own among them.
    @inline(__always)
    func encodePiece<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        if length <= PieceHash.maximumKeyLength {
            if readable >= 32 {
                encodeShort(start, length, into: &sink)
            } else {
                tail.update(from: start, count: length)
                encodeShort(UnsafePointer(tail), length, into: &sink)
            }
        } else {
            encodeLong(start, length, readable: readable, into: &sink)
        }
    }

    /// 32 bytes must be readable at `start`: a look-up of any character in the piece reads 16.
    @inline(__always)
    private func encodeShort<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, into sink: inout Sink
    ) {
        let key = PieceHash.key(start, length)
        let hash = key.hash
        let line = cache.line(hash)
        let entry = line[0].holds(key) ? line : line + 1
        if entry.pointee.holds(key) {
            sink.take(entry.pointee.first, entry.pointee.second, entry.pointee.third, count: Int(entry.pointee.count))
        } else {
            encodeMissed(start, length, key, hash, line, into: &sink)
        }
    }

    @inline(never)
    private func encodeMissed<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ key: PieceHash.Key, _ hash: UInt64,
        _ line: UnsafeMutablePointer<PieceCache.Entry>, into sink: inout Sink
    ) {
        var found = PieceCache.Entry(low: key.low, high: key.high, first: 0, second: 0, third: 0, count: 1)
        if let index = vocabulary.index(of: key, hash: hash) {
            found.first = vocabulary.id(at: index)
        } else {
            buffer.load(start, length, vocabulary)
            buffer.merge(vocabulary)
            guard buffer.count <= 3 else { return sink.take(buffer.tokens, vocabulary) }
            found.count = UInt32(truncatingIfNeeded: buffer.count)
            found.first = vocabulary.id(at: buffer.symbols[0])
            if buffer.count > 1 { found.second = vocabulary.id(at: buffer.symbols[1]) }
            if buffer.count > 2 { found.third = vocabulary.id(at: buffer.symbols[2]) }
        }
        cache.insert(found, line)
        sink.take(found.first, found.second, found.third, count: Int(found.count))
    }

    @inline(never)
    private func encodeLong<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        if let index = vocabulary.longIndex(of: start, length) {
            return sink.take(vocabulary.id(at: index), 0, 0, count: 1)
        }
        guard length <= Self.longest else { return encodeVeryLong(start, length, into: &sink) }
        if vocabulary.isByteLevel || readable >= length &+ 16 {
            buffer.load(start, length, vocabulary)
        } else {
            // Looking characters up reads past the end.
            let padded = Array(UnsafeBufferPointer(start: start, count: length)) + [UInt8](repeating: 0, count: 16)
            padded.withUnsafeBufferPointer { buffer.load($0.baseAddress.unsafelyUnwrapped, length, vocabulary) }
        }
        buffer.merge(vocabulary)
        sink.take(buffer.tokens, vocabulary)
    }

    /// A piece that is no token and too long to merge at once.
    func encodeVeryLong<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, into sink: inout Sink
    ) {
        var merge = LongPieceMerge(vocabulary)
        merge.feed(UnsafeBufferPointer(start: start, count: length)) { sink.take($0, vocabulary) }
        merge.finish { sink.take($0, vocabulary) }
    }
}
