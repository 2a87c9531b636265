/// Pieces of 16 bytes or more, which have no key: sentences of scripts without spaces, runs of white space or symbols.
extension PieceEncoder {
    /// Pieces of more bytes are merged in windows.
    private static let longest = 192

    /// A piece of 16 bytes or more, at most ``PieceMemo/maximumLength``, by its hash.
    @inline(__always)
    func encodeLong<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, _ hash: UInt64, into sink: inout Sink
    ) {
        if let ids = memo.pointee.find(start, length, hash) { return sink.take(ids: ids) }
        encodeNew(start, length, readable: readable, hash, into: &sink)
    }

    /// A piece of 16 bytes or more that is not remembered: from now on it is.
    @inline(never)
    private func encodeNew<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, _ hash: UInt64, into sink: inout Sink
    ) {
        // Of very many pieces most never come again.
        if memo.pointee.isCrowded, !memo.pointee.wasSeen(hash) {
            return encodeParts(start, length, readable: readable, into: &sink)
        }
        captured.pointee.removeAll()
        encodeParts(start, length, readable: readable, into: &captured.pointee)
        sink.take(ids: captured.pointee.ids)
        memo.pointee.insert(start, length, hash, captured.pointee.ids)
    }

    /// A piece of 16 bytes or more, cut between characters where it may be.
    func encodeParts<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        guard let characters, start[length &- 1] >= 0x80 || !vocabulary.isByteLevel else {
            return encodeWhole(start, length, readable: readable, into: &sink)
        }
        var segments = PieceSegments(start, length, characters)
        var position = 0
        repeat {
            let end = segments.next()
            let size = end &- position
            if size == length {
                encodeWhole(start, length, readable: readable, into: &sink)
            } else if size <= PieceHash.maximumKeyLength, readable &- position >= PieceHash.readable {
                encodeShort(start + position, size, PieceHash.key(start + position, size), into: &sink)
            } else {
                merge(start + position, size, readable: readable &- position, into: &sink)
            }
            position = end
        } while position < length
    }

    /// A piece that is not cut further.
    func encodeWhole<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        if let index = vocabulary.longIndex(of: start, length) {
            return sink.take(vocabulary.id(at: index), 0, 0, count: 1)
        }
        merge(start, length, readable: readable, into: &sink)
    }

    /// Merges a piece that is no token, or part of one.
    func merge<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        guard length <= Self.longest else { return encodeVeryLong(start, length, into: &sink) }
        if vocabulary.isByteLevel || readable >= length &+ 16 {
            buffer.pointee.load(start, length, vocabulary)
        } else {
            // Looking characters up reads past the end.
            let padded = Array(UnsafeBufferPointer(start: start, count: length)) + [UInt8](repeating: 0, count: 16)
            padded.withUnsafeBufferPointer { buffer.pointee.load($0.baseAddress.unsafelyUnwrapped, length, vocabulary) }
        }
        buffer.pointee.merge(vocabulary)
        sink.take(buffer.pointee.tokens, vocabulary)
    }

    /// A piece that is no token and too long to merge at once.
    func encodeVeryLong<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, into sink: inout Sink
    ) {
        let bytes = UnsafeBufferPointer(start: start, count: length)
        longMerge.pointee.feed(bytes) { sink.take($0, vocabulary) }
        longMerge.pointee.finish { sink.take($0, vocabulary) }
    }
}
