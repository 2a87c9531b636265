import CAssayPieces

/// What is remembered of pieces: their tokens, or for texts that are counted only how many they are.
extension PieceEncoder {
    @inline(__always)
    func memo<Sink: TokenSink & ~Copyable>(for _: Sink.Type) -> UnsafeMutablePointer<PieceMemo> {
        Sink.wantsIDs ? memo : countMemo
    }

    /// How often the table of short pieces has grown.
    @inline(__always)
    func growths<Sink: TokenSink & ~Copyable>(for _: Sink.Type) -> Int {
        Sink.wantsIDs ? cache.pointee.growths : countCache.pointee.growths
    }

    /// Fills in where pieces are looked up: see ``PieceTable/prepare(_:_:_:_:_:_:_:_:)``.
    @inline(__always)
    func prepare<Sink: TokenSink & ~Copyable>(
        for _: Sink.Type, _ text: UnsafePointer<UInt8>, _ size: Int, _ start: Int, _ ends: UnsafePointer<Int64>,
        _ count: Int, _ lookups: UnsafeMutablePointer<assay_lookup>
    ) {
        let slots = expectsNew ? slots(for: Sink.self) : assay_slots()
        if Sink.wantsIDs {
            cache.pointee.prepare(processor, text, size, start, ends, count, slots, lookups)
        } else {
            countCache.pointee.prepare(processor, text, size, start, ends, count, slots, lookups)
        }
    }

    /// Where a new piece is looked for first.
    @inline(__always)
    private func slots<Sink: TokenSink & ~Copyable>(for _: Sink.Type) -> assay_slots {
        guard vocabulary.everyTokenIsBuilt else { return vocabulary.slots }
        if Sink.wantsIDs { return cache.pointee.isCrowded ? memo.pointee.seenWords : vocabulary.slots }
        return countCache.pointee.isCrowded ? countMemo.pointee.seenWords : vocabulary.slots
    }

    /// The number of tokens of a short piece whose number is not remembered: from now on it is.
    @inline(never)
    func countMissed(_ start: UnsafePointer<UInt8>, _ key: PieceHash.Key, _ hash: UInt64) -> Int {
        // Of very many pieces most never come again.
        let isNew = countCache.pointee.isCrowded && !countMemo.pointee.wasSeen(hash)
        var count = 1
        newPieces &+= 1
        // Nor are they in the vocabulary, of which most pieces have come by then; one that is merges into its token.
        if isNew && vocabulary.everyTokenIsBuilt || vocabulary.index(of: key, hash: hash) == nil {
            buffer.pointee.merge(key, start, vocabulary)
            count = buffer.pointee.count
        }
        // So many different pieces are a long text.
        if !isNew, countCache.pointee.insert(RememberedCount(key, count: count), hash) { vocabulary.readAhead() }
        return count
    }
}
