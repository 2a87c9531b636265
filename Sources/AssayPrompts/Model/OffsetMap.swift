/// Maps offsets of decoded text to offsets of the file it was decoded from.
///
/// The map is a list of anchors, increasing in both columns. Between two anchors of a copied run both offsets advance
/// together; all bytes decoded from one escape map to the escape's first byte.
public struct OffsetMap: Sendable, Hashable {
    struct Anchor: Sendable, Hashable {
        var decoded: Int
        var source: Int
        /// Whether the bytes after the anchor are copied one to one.
        var isCopy: Bool
    }

    private(set) var anchors: [Anchor]

    /// The map of text that stands in the file as it is, from `base` on.
    public init(base: Int) {
        anchors = [Anchor(decoded: 0, source: base, isCopy: true)]
    }

    init(anchors: [Anchor]) {
        self.anchors = anchors.isEmpty ? [Anchor(decoded: 0, source: 0, isCopy: true)] : anchors
    }

    /// The map of text of `end` bytes that stands for one place of the file.
    init(anchors: [Anchor], end: Int) {
        let last = anchors.last?.source ?? 0
        self.init(anchors: anchors + [Anchor(decoded: end, source: last, isCopy: true)])
    }

    /// Offset in the file of decoded offset `offset`. Complexity: O(log n) in the number of escapes.
    public func source(of offset: Int) -> Int {
        let anchor = anchors[index(of: offset)]
        return anchor.isCopy ? anchor.source + max(0, offset - anchor.decoded) : anchor.source
    }

    /// Range in the file of a decoded range; the end is the end of the last byte's source, not the start of the next.
    public func source(of range: Range<Int>) -> Range<Int> {
        let lower = source(of: range.lowerBound)
        guard !range.isEmpty else { return lower..<lower }
        return lower..<max(lower, sourceEnd(of: range.upperBound))
    }

    /// Whether the range stands in the file byte for byte.
    public func isVerbatim(_ range: Range<Int>) -> Bool {
        let first = index(of: range.lowerBound)
        guard anchors[first].isCopy else { return range.isEmpty }
        return first + 1 >= anchors.count || anchors[first + 1].decoded >= range.upperBound
    }

    /// The map of a part of the text, with offsets counted from the part's start.
    public func sliced(_ range: Range<Int>) -> OffsetMap {
        let first = index(of: range.lowerBound)
        var result = [
            Anchor(decoded: 0, source: source(of: range.lowerBound), isCopy: anchors[first].isCopy)
        ]
        for anchor in anchors[(first + 1)...] {
            guard anchor.decoded < range.upperBound else { break }
            result.append(
                Anchor(decoded: anchor.decoded - range.lowerBound, source: anchor.source, isCopy: anchor.isCopy))
        }
        // After an escape the end has to be said: it lies behind the escape, not behind its first byte.
        if result[result.count - 1].isCopy == false, !range.isEmpty {
            result.append(Anchor(decoded: range.count, source: sourceEnd(of: range.upperBound), isCopy: true))
        }
        return OffsetMap(anchors: result)
    }

    /// The map of the same text in a file in which what it was read from begins at an offset.
    func shifted(by offset: Int) -> OffsetMap {
        OffsetMap(
            anchors: anchors.map { Anchor(decoded: $0.decoded, source: $0.source + offset, isCopy: $0.isCopy) })
    }

    /// Source end of the byte before decoded offset `offset`.
    private func sourceEnd(of offset: Int) -> Int {
        let last = index(of: offset - 1)
        let anchor = anchors[last]
        if anchor.isCopy { return anchor.source + (offset - anchor.decoded) }
        return last + 1 < anchors.count ? anchors[last + 1].source : anchor.source + 1
    }

    /// Index of the last anchor at or before `offset`; the last of several at the same offset.
    private func index(of offset: Int) -> Int {
        var low = 0
        var high = anchors.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if anchors[middle].decoded <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

/// Text as it is sent, and where each of its bytes came from.
public struct DecodedText: Sendable, Hashable {
    public var bytes: [UInt8]
    public var map: OffsetMap

    public init(bytes: [UInt8], map: OffsetMap) {
        self.bytes = bytes
        self.map = map
    }

    /// The bytes as a string, ill-formed UTF-8 repaired.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    func sliced(_ range: Range<Int>) -> DecodedText {
        DecodedText(bytes: Array(bytes[range]), map: map.sliced(range))
    }
}

/// Builds decoded text and its map side by side.
struct DecodedTextBuilder {
    private(set) var bytes: [UInt8] = []
    private var anchors: [OffsetMap.Anchor] = []

    /// Copies source bytes unchanged.
    mutating func copy(_ source: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        mark(range.lowerBound, isCopy: true)
        bytes.append(contentsOf: source[range])
    }

    /// Appends bytes that stand for something at `offset` in the source.
    mutating func replace(_ replacement: some Sequence<UInt8>, at offset: Int) {
        mark(offset, isCopy: false)
        bytes.append(contentsOf: replacement)
    }

    mutating func replace(_ scalar: Unicode.Scalar, at offset: Int) {
        replace(UTF8.encode(scalar).map(Array.init) ?? [0xEF, 0xBF, 0xBD], at: offset)
    }

    /// Ends the text at `end`, so that an exclusive end maps behind the last escape.
    consuming func finish(end: Int) -> DecodedText {
        mark(end, isCopy: true)
        return DecodedText(bytes: bytes, map: OffsetMap(anchors: anchors))
    }

    private mutating func mark(_ source: Int, isCopy: Bool) {
        let anchor = OffsetMap.Anchor(decoded: bytes.count, source: source, isCopy: isCopy)
        if let last = anchors.last {
            if isCopy, last.isCopy, source - last.source == bytes.count - last.decoded { return }
            // An escape that decoded to nothing (a line continuation) leaves no anchor of its own.
            if last.decoded == bytes.count { anchors.removeLast() }
        }
        anchors.append(anchor)
    }

    /// Removes decoded bytes from the end (clipping of block scalars).
    mutating func truncate(to count: Int) {
        guard count < bytes.count else { return }
        bytes.removeLast(bytes.count - count)
        while let last = anchors.last, last.decoded > count, anchors.count > 1 { anchors.removeLast() }
    }
}
