import CAssayPieces

/// Merges a piece of any length, given a part at a time, in windows of a bounded size.
///
/// What is finished is the exact encoding of the bytes so far: a new window starts at the end of a finished token, and
/// its tokens are taken only if the first of them stays apart from the last finished one (see
/// ``Vocabulary/staysApart(_:_:)``). Otherwise finished tokens are taken back, twice as many each time, and the window
/// starts further left. A window's last tokens are not taken, since what follows may change them.
///
/// How far back bytes can change tokens is bounded: each step to the left needs a merge of a lower rank on its right.
/// So tokens older than the vocabulary has ranks are final, and can be handed over. Time is linear in practice; should
/// windows not settle, a run is merged by ``HeapMerge`` as a whole, in n log n.
struct LongPieceMerge: ~Copyable {
    private let vocabulary: Vocabulary
    private var buffer: MergeBuffer
    /// For two tokens alone, while ``buffer`` holds a window's; nil where ranks rise, which tells without merging.
    private var seamBuffer: MergeBuffer?
    /// Bytes from the start of the first token that can still be taken back.
    private var bytes: [UInt8] = []
    /// Finished tokens that can still be taken back.
    private var finished: [UInt32] = []
    /// How many of `bytes` the finished tokens cover.
    private var covered = 0
    /// How many bytes windows have merged since bytes were last handed over.
    private var work = 0

    /// The window whose tokens the buffer holds, for text that repeats.
    private var lastWindow = 0..<0
    /// The last two tokens that were asked about, and whether they stay apart.
    private var lastSeam: (left: UInt32, right: UInt32, staysApart: Bool) = (0, 0, true)
    /// How long windows are at present: longer where tokens are.
    private var size = LongPieceMerge.window

    private static let window = 64
    /// A window's last bytes, whose tokens wait for what follows.
    private static let margin = 12

    init(_ vocabulary: Vocabulary, processor: assay_processor = assay_this_processor()) {
        self.vocabulary = vocabulary
        buffer = MergeBuffer(vocabulary, capacity: 8 * Self.window, processor: processor)
        seamBuffer =
            vocabulary.ranksRise ? nil : MergeBuffer(vocabulary, capacity: 2 * Self.window, processor: processor)
    }

    /// Adds bytes to the piece and hands over what has become final. In a SentencePiece vocabulary they end on a
    /// character boundary.
    mutating func feed(_ more: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<UInt32>) -> Void) {
        // In bounded steps, so that memory stays bounded whatever the caller hands over.
        var rest = more
        while !rest.isEmpty {
            let count = characterBoundary(in: rest, at: min(rest.count, 1 << 16))
            bytes += rest[..<count]
            rest = UnsafeBufferPointer(rebasing: rest[count...])
            advance(isLast: false)
            handOver(take)
        }
    }

    /// Ends the piece and hands over the rest of its tokens.
    mutating func finish(_ take: (UnsafeBufferPointer<UInt32>) -> Void) {
        advance(isLast: true)
        finished.withUnsafeBufferPointer { take($0) }
        bytes.removeAll(keepingCapacity: true)
        finished.removeAll(keepingCapacity: true)
        covered = 0
        work = 0
        lastWindow = 0..<0
        size = Self.window
    }

    private mutating func advance(isLast: Bool) {
        let end = bytes.count
        // Room for look-ups, which read in blocks.
        bytes += [UInt8](repeating: 0, count: 16)
        defer { bytes.removeLast(16) }
        var back = 1
        while covered < end, isLast || end - covered >= size {
            if work > 16 * end + (1 << 16) { return mergeWhole(end) }
            let count = windowLength(covered, min(size, end - covered), end)
            mergeWindow(covered..<covered + count)
            if let last = finished.last, !staysApart(last, buffer.symbols[0]) {
                takeBack(back)
                back *= 2
                size += back * 8
                continue
            }
            let isEnd = isLast && covered + count == end
            let taken = isEnd ? buffer.count : settledTokens(count)
            if taken == 0 {
                size *= 2
                continue
            }
            for position in 0..<taken { covered += vocabulary.length(at: buffer.symbols[position]) }
            finished += UnsafeBufferPointer(start: buffer.symbols, count: taken)
            // Tokens that needed a long window often come again; where they do not, windows get shorter.
            if taken > 4 { size = max(Self.window, size / 2) }
            back = 1
        }
    }

    /// How many of the window's tokens end before its margin.
    private func settledTokens(_ count: Int) -> Int {
        var end = count
        var taken = buffer.count
        while taken > 0, end > count - Self.margin || isInsideCharacter(covered + end) {
            taken -= 1
            end -= vocabulary.length(at: buffer.symbols[taken])
        }
        return taken
    }

    /// Takes the last tokens back: `count` of them, and more up to a character boundary.
    private mutating func takeBack(_ count: Int) {
        var left = count
        while !finished.isEmpty, left > 0 || isInsideCharacter(covered) {
            covered -= vocabulary.length(at: finished.removeLast())
            left -= 1
        }
    }

    /// Whether symbols are characters and `position` lies inside one: byte fallback makes a token of each of its bytes.
    private func isInsideCharacter(_ position: Int) -> Bool {
        !vocabulary.isByteLevel && position < bytes.count && bytes[position] & 0xC0 == 0x80
    }

    /// Merges a window, unless the buffer holds the tokens of the same bytes.
    private mutating func mergeWindow(_ window: Range<Int>) {
        let last = lastWindow
        lastWindow = window
        bytes.withUnsafeBufferPointer { bytes in
            let start = bytes.baseAddress.unsafelyUnwrapped
            if last.count == window.count, isEqual(start + last.lowerBound, start + window.lowerBound, last.count) {
                return
            }
            work += window.count
            buffer.load(start + window.lowerBound, window.count, vocabulary)
            if buffer.count <= 1024 {
                buffer.merge(vocabulary)
            } else {
                buffer.replace(HeapMerge.merge(buffer.tokens, vocabulary))
            }
        }
    }

    /// Whether two stretches of at least eight bytes are the same.
    private func isEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count >= 8 else { return false }
        let (one, other) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
        for position in stride(from: 0, through: count - 8, by: 8)
        where one.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            != other.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        {
            return false
        }
        return one.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }

    private mutating func staysApart(_ left: UInt32, _ right: UInt32) -> Bool {
        if lastSeam.left != left || lastSeam.right != right { lastSeam = (left, right, seam(left, right)) }
        return lastSeam.staysApart
    }

    private mutating func seam(_ left: UInt32, _ right: UInt32) -> Bool {
        guard !vocabulary.ranksRise else { return vocabulary.staysApart(left, right) }
        let joined = Array(vocabulary.bytes(at: left)) + Array(vocabulary.bytes(at: right))
        let padded = joined + [UInt8](repeating: 0, count: 16)
        padded.withUnsafeBufferPointer { seamBuffer?.load($0.baseAddress.unsafelyUnwrapped, joined.count, vocabulary) }
        seamBuffer?.merge(vocabulary)
        return seamBuffer?.tokens.elementsEqual([left, right]) ?? false
    }

    /// Merges all that can still change as one run.
    private mutating func mergeWhole(_ end: Int) {
        bytes.withUnsafeBufferPointer { buffer.load($0.baseAddress.unsafelyUnwrapped, end, vocabulary) }
        finished = HeapMerge.merge(buffer.tokens, vocabulary)
        covered = end
        work = 0
        lastWindow = 0..<0
    }

    /// Hands over tokens that nothing that follows can change.
    private mutating func handOver(_ take: (UnsafeBufferPointer<UInt32>) -> Void) {
        let kept = vocabulary.tokenCount
        guard finished.count > 2 * kept else { return }
        let final = finished.count - kept
        finished.withUnsafeBufferPointer { take(UnsafeBufferPointer(rebasing: $0[..<final])) }
        var length = 0
        for position in 0..<final { length += vocabulary.length(at: finished[position]) }
        finished.removeFirst(final)
        bytes.removeFirst(length)
        covered -= length
        work = 0
        lastWindow = 0..<0
    }

    /// A window's length, cut back to a character boundary: where symbols are characters it has to be, elsewhere
    /// merging is faster.
    private func windowLength(_ start: Int, _ length: Int, _ end: Int) -> Int {
        for shorter in stride(from: length, to: max(length - 4, 1), by: -1) {
            if start + shorter == end || bytes[start + shorter] & 0xC0 != 0x80 { return shorter }
        }
        return length
    }

    private func characterBoundary(in rest: UnsafeBufferPointer<UInt8>, at count: Int) -> Int {
        guard !vocabulary.isByteLevel else { return count }
        var count = count
        while count > 1, count < rest.count, rest[count] & 0xC0 == 0x80 { count -= 1 }
        return count
    }
}
