import CAssayPieces
import CAssayUnicode

/// Turns ordinary text into tokens: everything one thread needs to do so, to be used again for the next text.
final class PieceEncoder {
    let vocabulary: Vocabulary
    // Behind pointers, because access to a class's own variable is checked each time.
    let cache = UnsafeMutablePointer<PieceCache>.allocate(capacity: 1)
    let countCache = UnsafeMutablePointer<CountCache>.allocate(capacity: 1)
    let buffer = UnsafeMutablePointer<MergeBuffer>.allocate(capacity: 1)
    let wideCache = UnsafeMutablePointer<WidePieceCache>.allocate(capacity: 1)
    let memo = UnsafeMutablePointer<PieceMemo>.allocate(capacity: 1)
    let countMemo = UnsafeMutablePointer<PieceMemo>.allocate(capacity: 1)
    let captured = UnsafeMutablePointer<CapturingSink>.allocate(capacity: 1)
    let longMerge = UnsafeMutablePointer<LongPieceMerge>.allocate(capacity: 1)
    let blocks = CharacterBlocks()
    /// Where the pieces of a batch end.
    private let ends = UnsafeMutableBufferPointer<Int64>.allocate(capacity: PieceCursor.batch)
    /// Where a long piece is cut, and what is looked up of its parts.
    let cuts = UnsafeMutablePointer<Int64>.allocate(capacity: Int(assay_most_cuts) + 1)
    let partLookups = UnsafeMutablePointer<assay_lookup>.allocate(capacity: Int(assay_most_cuts) + 1)
    /// Room for a copy of a piece that lies too close to the end of its text to be read in blocks.
    private let tail = UnsafeMutablePointer<UInt8>.allocate(capacity: PieceEncoder.tailCapacity)

    private static let tailCapacity = 64
    /// What tells where pieces may be cut between characters; nil where they may not.
    let characters: CharacterLookup?

    /// - Parameter processor: this one, or one that has less.
    init(_ vocabulary: Vocabulary, processor: assay_processor = assay_this_processor()) {
        self.vocabulary = vocabulary
        self.processor = processor
        cache.initialize(to: PieceCache())
        countCache.initialize(to: CountCache())
        wideCache.initialize(to: WidePieceCache())
        memo.initialize(to: PieceMemo(keepsIDs: true))
        countMemo.initialize(to: PieceMemo(keepsIDs: false))
        captured.initialize(to: CapturingSink())
        longMerge.initialize(to: LongPieceMerge(vocabulary, processor: processor))
        buffer.initialize(to: MergeBuffer(vocabulary, capacity: 256, processor: processor))
        // A token that merges do not build must be found as a whole piece only.
        characters = vocabulary.everyTokenIsBuilt || !vocabulary.wholePieceFirst ? vocabulary.characters : nil
        tail.initialize(repeating: 0, count: Self.tailCapacity)
        mostRemembered = RememberedTokens.most(vocabulary)
    }

    deinit {
        wideCache.deinitialize(count: 1)
        wideCache.deallocate()
        memo.deinitialize(count: 1)
        memo.deallocate()
        countMemo.deinitialize(count: 1)
        countMemo.deallocate()
        captured.deinitialize(count: 1)
        captured.deallocate()
        longMerge.deinitialize(count: 1)
        longMerge.deallocate()
        cache.deinitialize(count: 1)
        cache.deallocate()
        countCache.deinitialize(count: 1)
        countCache.deallocate()
        buffer.deinitialize(count: 1)
        buffer.deallocate()
        ends.deallocate()
        lookups.deallocate()
        longHashes.deallocate()
        longLanes.deallocate()
        cuts.deallocate()
        partLookups.deallocate()
        tail.deallocate()
        unpacked.deallocate()
    }

    /// Hands the tokens of a normalized text to a sink. The bytes are valid UTF-8. Linear in practice; see
    /// ``LongPieceMerge`` for the bound.
    func encode<Sink: TokenSink & ~Copyable>(_ text: UnsafeBufferPointer<UInt8>, into sink: inout Sink) {
        guard let base = text.baseAddress, text.count > 0 else { return }
        var cursor = PieceCursor(
            text: PieceText(base: base, end: text.count), preTokenizer: vocabulary.preTokenizer, blocks: blocks,
            characters: characters, processor: processor)
        var start = 0
        while !sink.isFull {
            let count = cursor.fill(ends)
            if count == 0 { return }
            sink.reserve(pieces: count)
            start = encodePieces(base, start, UnsafeBufferPointer(rebasing: ends[..<count]), text.count, into: &sink)
        }
    }

    /// Hands the tokens of a batch of pieces to a sink that has room for them, and returns the end of the last.
    ///
    /// The loop that most time goes into. The keys of some pieces come first and their cache lines are fetched ahead, then
    /// come the look-ups.
    @inline(__always)
    private func encodePieces<Sink: TokenSink & ~Copyable>(
        _ base: UnsafePointer<UInt8>, _ first: Int, _ ends: UnsafeBufferPointer<Int64>, _ limit: Int,
        into sink: inout Sink
    ) -> Int {
        var start = first
        var position = 0
        var growths = growths(for: Sink.self)
        while position < ends.count {
            let count = min(ends.count &- position, Self.ahead)
            let some = ends.baseAddress.unsafelyUnwrapped + position
            prepare(for: Sink.self, base, limit, start, some, count, lookups)
            let isFetched = expectsLong
            if isFetched { fetchLong(memo(for: Sink.self), base, start, some, count) }
            var long = 0
            var new = 0
            var lane = 0
            while true {
                lane = sink.takeRemembered(processor, lookups, from: lane, count: count)
                if lane == count { break }
                if lane > 0 { start = Int(some[lane &- 1]) }
                let length = Int(some[lane]) &- start
                let key = PieceHash.Key(low: lookups[lane].low, high: lookups[lane].high)
                if key.high != assay_no_key {
                    let before = newPieces
                    encodeShort(base + start, length, key, into: &sink)
                    new &+= newPieces &- before
                } else if isFetched, length > PieceHash.maximumKeyLength, length <= PieceMemo.maximumLength {
                    long &+= 1
                    encodeLong(base + start, length, readable: limit &- start, longHashes[lane], into: &sink)
                } else {
                    long &+= 1
                    encodePiece(base + start, length, readable: limit &- start, into: &sink)
                }
                start = Int(some[lane])
                lane &+= 1
                if self.growths(for: Sink.self) != growths {
                    growths = self.growths(for: Sink.self)
                    prepare(for: Sink.self, base, limit, start, some + lane, count &- lane, lookups + lane)
                }
            }
            start = Int(some[count &- 1])
            position &+= count
            expectsLong = long > 2
            expectsNew = new > 1
        }
        return start
    }

    /// Hashes the long pieces of a batch, and fetches ahead where they are remembered: where one is found takes a second step.
    @inline(never)
    private func fetchLong(
        _ memo: UnsafeMutablePointer<PieceMemo>, _ base: UnsafePointer<UInt8>, _ first: Int,
        _ ends: UnsafePointer<Int64>, _ count: Int
    ) {
        var found = 0
        var start = first
        for lane in 0..<count {
            let length = Int(ends[lane]) &- start
            if length > PieceHash.maximumKeyLength, length <= PieceMemo.maximumLength {
                let hash = PieceHash.long(base + start, length)
                assay_prefetch(memo.pointee.place(hash))
                longHashes[lane] = hash
                longLanes[found] = Int32(truncatingIfNeeded: lane)
                found &+= 1
            }
            start = Int(ends[lane])
        }
        for place in 0..<found { assay_prefetch(memo.pointee.record(longHashes[Int(longLanes[place])])) }
    }

    /// Whether some of the last pieces were long.
    private var expectsLong = false
    /// Whether more than one of the last short pieces was new: then new ones may follow.
    private(set) var expectsNew = false
    /// How many short pieces were looked up in the vocabulary, or merged.
    var newPieces = 0
    /// The hashes of the long pieces of a batch, and which they are.
    private let longHashes = UnsafeMutablePointer<UInt64>.allocate(capacity: PieceEncoder.ahead)
    private let longLanes = UnsafeMutablePointer<Int32>.allocate(capacity: PieceEncoder.ahead)

    /// How many pieces are looked up together.
    private static let ahead = 64
    let processor: assay_processor
    private let lookups = UnsafeMutablePointer<assay_lookup>.allocate(capacity: PieceEncoder.ahead)

    /// Hands the tokens of one piece to a sink. `readable` bytes may be read at `start`, the piece's own among them.
    @inline(never)
    func encodePiece<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, readable: Int, into sink: inout Sink
    ) {
        if length <= PieceHash.maximumKeyLength {
            if readable >= PieceHash.readable {
                encodeShort(start, length, PieceHash.key(start, length), into: &sink)
            } else {
                tail.update(from: start, count: length)
                encodeShort(UnsafePointer(tail), length, PieceHash.key(tail, length), into: &sink)
            }
        } else if length <= PieceMemo.maximumLength {
            encodeLong(start, length, readable: readable, PieceHash.long(start, length), into: &sink)
        } else {
            encodeParts(start, length, readable: readable, into: &sink)
        }
    }

    /// ``PieceHash/readable`` bytes must be readable at `start`.
    @inline(__always)
    func encodeShort<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ key: PieceHash.Key, into sink: inout Sink
    ) {
        let hash = key.hash
        if !Sink.wantsIDs {
            let count = countCache.pointee.find(key, hash)?.pointee.count
            sink.take(0, 0, 0, count: count ?? countMissed(start, key, hash))
        } else if let entry = cache.pointee.find(key, hash) {
            take(entry, into: &sink)
        } else {
            encodeMissed(start, key, hash, into: &sink)
        }
    }

    @inline(never)
    private func encodeMissed<Sink: TokenSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, _ key: PieceHash.Key, _ hash: UInt64, into sink: inout Sink
    ) {
        // A piece has no more tokens than bytes.
        let mayBeWide = key.length > mostRemembered
        // It is looked for there when the vocabulary has been asked.
        if mayBeWide { assay_prefetch(wideCache.pointee.place(hash)) }
        var found = RememberedTokens(low: key.low, high: key.high, first: 0, second: 0, third: 0, count: 1)
        var isKept = true
        // Of very many pieces most never come again.
        let isNew = (cache.pointee.isCrowded || wideCache.pointee.isCrowded) && !memo.pointee.wasSeen(hash)
        // Nor are they in the vocabulary, of which most pieces have come by then; one that is merges into its token.
        if !isNew || !vocabulary.everyTokenIsBuilt, let index = vocabulary.index(of: key, hash: hash) {
            newPieces &+= 1
            found.first = vocabulary.id(at: index)
        } else {
            if mayBeWide, !isNew, let ids = wideCache.pointee.find(key, hash) { return sink.take(ids: ids) }
            newPieces &+= 1
            buffer.pointee.merge(key, start, vocabulary)
            let tokens = buffer.pointee.tokens
            guard tokens.count <= mostRemembered else {
                if !isNew || !wideCache.pointee.isCrowded { wideCache.pointee.insert(key, hash, tokens, vocabulary) }
                return sink.take(tokens, vocabulary)
            }
            isKept = !isNew || !cache.pointee.isCrowded
            found = RememberedTokens(key, tokens, vocabulary)
        }
        // So many different pieces are a long text.
        if isKept, cache.pointee.insert(found, hash) { vocabulary.readAhead() }
        take(&found, into: &sink)
    }

    /// Hands the tokens that an entry has to a sink.
    @inline(__always)
    private func take<Sink: TokenSink & ~Copyable>(_ entry: UnsafePointer<RememberedTokens>, into sink: inout Sink) {
        let found = entry.pointee
        guard found.count > assay_unpacked_ids else {
            return sink.take(found.first, found.second, found.third, count: Int(found.count))
        }
        let count = UnsafeRawPointer(entry).withMemoryRebound(to: assay_remembered.self, capacity: 1) {
            assay_unpack_ids($0, unpacked)
        }
        sink.take(ids: UnsafeBufferPointer(start: unpacked, count: Int(count)))
    }

    /// How many tokens of a short piece ``cache`` has room for.
    private let mostRemembered: Int
    /// Room for the ids of an entry that has them packed.
    private let unpacked = UnsafeMutablePointer<TokenID>.allocate(capacity: Int(assay_packed_ids))

    /// Hands the tokens of a piece of any bytes, UTF-8 or not, to a sink.
    func encodeBytes<Sink: TokenSink & ~Copyable>(_ piece: [UInt8], into sink: inout Sink) {
        let padded = piece + [UInt8](repeating: 0, count: PieceHash.readable)
        padded.withUnsafeBufferPointer { bytes in
            let start = bytes.baseAddress.unsafelyUnwrapped
            if piece.count <= PieceHash.maximumKeyLength {
                encodeShort(start, piece.count, PieceHash.key(start, piece.count), into: &sink)
            } else {
                encodeWhole(start, piece.count, readable: bytes.count, into: &sink)
            }
        }
    }
}
