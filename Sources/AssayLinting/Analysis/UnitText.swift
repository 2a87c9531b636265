import AssayPrompts

/// What a unit sends, piece after piece, in one run of bytes; each variable is a piece without bytes.
public struct UnitText: Sendable {
    /// A segment that is sent.
    public struct Piece: Sendable {
        public var kind: Segment.Kind
        /// Its bytes in ``UnitText/bytes``; empty for a variable.
        public var range: Range<Int>
        /// Its place in the file.
        public var span: Range<Int>
        /// Index of its message.
        public var message: Int
        /// Index of the block around it.
        public var block: Int?
        /// The expression of a variable.
        public var expression: String
        /// Pieces of one stretch stand together in every request: one message, one block, no variable between them.
        public var stretch: Int
        var map: OffsetMap
    }

    public private(set) var bytes: [UInt8] = []
    public private(set) var pieces: [Piece] = []
    /// Whether the pieces come in the order of the file.
    private var isInFileOrder = true

    init(_ unit: PromptUnit, source: [UInt8]) {
        var stretch = -1
        var previous: Piece?
        for (message, content) in unit.messages.enumerated() {
            for segment in content.segments where segment.isSent && segment.kind != .image {
                let isText = segment.kind != .variable
                let text = isText ? segment.text(in: source) : nil
                let start = bytes.count
                bytes += text?.bytes ?? []
                let continues =
                    isText
                    && previous.map {
                        $0.kind == segment.kind && $0.message == message && $0.block == segment.block
                    } == true
                if !continues { stretch += 1 }
                let piece = Piece(
                    kind: segment.kind, range: start..<bytes.count, span: segment.span, message: message,
                    block: segment.block, expression: segment.expression, stretch: stretch,
                    map: text?.map ?? OffsetMap(base: segment.span.lowerBound))
                if let last = pieces.last, last.span.upperBound > piece.span.lowerBound { isInFileOrder = false }
                pieces.append(piece)
                previous = isText ? piece : nil
            }
        }
    }

    /// Index of the piece that holds the byte at `offset`; the last one behind the end. Complexity: O(log pieces).
    public func piece(at offset: Int) -> Int? {
        var low = 0
        var high = pieces.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].range.lowerBound <= offset { low = middle } else { high = middle }
        }
        return pieces.isEmpty ? nil : low
    }

    /// Where a part of the text stands in the file: from the source of its first byte to that of its last.
    public func source(of range: Range<Int>) -> Range<Int> {
        guard let first = piece(at: range.lowerBound) else { return 0..<0 }
        let start = pieces[first].map.source(of: range.lowerBound - pieces[first].range.lowerBound)
        guard !range.isEmpty, let last = piece(at: range.upperBound - 1) else { return start..<start }
        let base = pieces[last].range.lowerBound
        let tail = pieces[last].map.source(of: (range.upperBound - 1 - base)..<(range.upperBound - base))
        return start..<max(start, tail.upperBound)
    }

    /// The part of the text that stands in a part of the file; empty where nothing of it is sent.
    /// Complexity: O(log pieces) and those that it holds, where the pieces come in the order of the file.
    public func range(ofSource span: Range<Int>) -> Range<Int> {
        var result: Range<Int>?
        for piece in pieces[firstPiece(endingBehind: span.lowerBound)...] {
            if isInFileOrder, piece.span.lowerBound >= span.upperBound { break }
            guard piece.span.overlaps(span), !piece.range.isEmpty else { continue }
            let start = piece.range.lowerBound + offset(in: piece, ofSource: span.lowerBound)
            let end = piece.range.lowerBound + offset(in: piece, ofSource: span.upperBound)
            result = (result?.lowerBound ?? start)..<max(start, end)
        }
        return result ?? 0..<0
    }

    /// The first piece that can reach behind an offset of the file.
    private func firstPiece(endingBehind offset: Int) -> Int {
        guard isInFileOrder else { return 0 }
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].span.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first byte of a piece whose source is at `target` or behind it.
    private func offset(in piece: Piece, ofSource target: Int) -> Int {
        var low = 0
        var high = piece.range.count
        while low < high {
            let middle = (low + high) / 2
            if piece.map.source(of: middle) < target { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where in ``bytes`` the variables stand, by the offsets of the file at which they begin.
    func variableOffsets() -> [Int: Int] {
        let variables = pieces.lazy.filter { $0.kind == .variable }
        return Dictionary(
            variables.map { ($0.span.lowerBound, $0.range.lowerBound) }, uniquingKeysWith: { first, _ in first })
    }

    /// The text of a range, ill-formed UTF-8 repaired.
    public func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
