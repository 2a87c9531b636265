import CAssayPieces

/// Pieces of 16 bytes or more, which have no key: sentences of scripts without spaces, runs of white space or symbols.
extension PieceEncoder {
    /// Pieces of more bytes are merged in windows.
    private static let longest = 192

    /// A piece of 16 bytes or more, at most ``PieceMemo/maximumLength``, by its hash.
    @inline(__always)
    func encodeLong<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, _ hash: UInt64, into sink: inout Sink
    ) {
        if let ids = memo(for: Sink.self).pointee.find(start, length, hash) { return sink.take(ids: ids) }
        encodeNew(start, length, readable: readable, hash, into: &sink)
    }

    /// A piece of 16 bytes or more that is not remembered: from now on it is.
    @inline(never)
    private func encodeNew<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, _ hash: UInt64, into sink: inout Sink
    ) {
        let memo = memo(for: Sink.self)
        // Of very many pieces most never come again.
        if memo.pointee.isCrowded, !memo.pointee.wasSeen(hash) {
            return encodeParts(start, length, readable: readable, into: &sink)
        }
        if !Sink.wantsIDs {
            let before = sink.counted
            encodeParts(start, length, readable: readable, into: &sink)
            return memo.pointee.insert(start, length, hash, nil, sink.counted &- before)
        }
        if let before = sink.kept?.count {
            encodeParts(start, length, readable: readable, into: &sink)
            guard let ids = sink.kept else { return }
            return memo.pointee.insert(start, length, hash, ids.baseAddress.unsafelyUnwrapped + before, ids.count &- before)
        }
        captured.pointee.removeAll()
        encodeParts(start, length, readable: readable, into: &captured.pointee)
        sink.take(ids: captured.pointee.ids)
        let ids = captured.pointee.ids
        memo.pointee.insert(start, length, hash, ids.baseAddress, ids.count)
    }

    /// A piece of 16 bytes or more, cut between characters where it may be.
    func encodeParts<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        guard let characters, start[length &- 1] >= 0x80 || !vocabulary.isByteLevel else {
            return encodeWhole(start, length, readable: readable, into: &sink)
        }
        var table = characters.table
        var reading = assay_reading()
        var position = 0
        while position < length {
            var count = Int(assay_find_cuts(processor, &table, start, Int64(length), &reading, cuts))
            if reading.position == length {
                cuts[count] = Int64(length)
                count += 1
            }
            if position == 0, count == 1, cuts[0] == length {
                return encodeWhole(start, length, readable: readable, into: &sink)
            }
            if count > 0 { position = encodeParts(start, position, count, readable: readable, into: &sink) }
        }
    }

    /// The parts of a piece that end at the first `count` ``cuts``. Returns where the last ends.
    private func encodeParts<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ first: Int, _ count: Int, readable: Int, into sink: inout Sink
    ) -> Int {
        var position = first
        var lane = 0
        var growths = growths(for: Sink.self)
        prepare(for: Sink.self, start, readable, position, cuts, count, partLookups)
        // For those of the batch that this piece is of, too.
        sink.reserve(pieces: PieceCursor.batch + count)
        while true {
            lane = sink.takeRemembered(processor, partLookups, from: lane, count: count)
            if lane == count { return Int(cuts[count &- 1]) }
            if lane > 0 { position = Int(cuts[lane &- 1]) }
            let end = Int(cuts[lane])
            let key = PieceHash.Key(low: partLookups[lane].low, high: partLookups[lane].high)
            if key.high == assay_no_key {
                merge(start + position, end &- position, readable: readable &- position, into: &sink)
            } else {
                encodeShort(start + position, end &- position, key, into: &sink)
            }
            position = end
            lane &+= 1
            if self.growths(for: Sink.self) != growths {
                growths = self.growths(for: Sink.self)
                prepare(for: Sink.self, start, readable, position, cuts + lane, count &- lane, partLookups + lane)
            }
        }
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
