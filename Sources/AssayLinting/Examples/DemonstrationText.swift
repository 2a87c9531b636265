import AssayPrompts

/// What a unit sends, as one run of bytes: comments and tags left out, a mark in place of each value, and a way back
/// to the file.
struct DemonstrationText {
    /// Stands before and after the expression of a value that is filled in later.
    static let mark: UInt8 = 0x01

    private struct Piece {
        var start: Int
        var segment: Segment
        /// Nil where the piece stands for one place of the file.
        var map: OffsetMap?
    }

    private(set) var bytes: [UInt8] = []
    /// The range of each message of the unit; empty for one that sends nothing.
    private(set) var messages: [Range<Int>] = []
    /// Ranges of segments that the format itself marks as demonstrations.
    private(set) var examples: [Range<Int>] = []
    /// Messages with a part that is sent once for each turn of a loop.
    private(set) var loopedMessages: Set<Int> = []
    private var pieces: [Piece] = []

    /// Complexity: O(n) in the bytes of the unit.
    init(_ unit: PromptUnit, source: [UInt8]) {
        let isLooped = Self.loopedBlocks(unit)
        for message in unit.messages {
            let start = bytes.count
            for segment in message.segments where segment.isSent {
                let before = bytes.count
                append(segment, source)
                if let block = segment.block, isLooped.indices.contains(block), isLooped[block],
                    !TextLines.isBlank(bytes, before..<bytes.count)
                {
                    loopedMessages.insert(messages.count)
                }
            }
            messages.append(start..<bytes.count)
            // Messages never run into each other.
            bytes.append(0x0A)
        }
    }

    /// For each block whether it is a loop or stands in one; a block stands behind the one around it.
    private static func loopedBlocks(_ unit: PromptUnit) -> [Bool] {
        var result: [Bool] = []
        for block in unit.blocks {
            let isInside = block.parent.map { result.indices.contains($0) && result[$0] } ?? false
            result.append(block.kind == .loop || isInside)
        }
        return result
    }

    private mutating func append(_ segment: Segment, _ source: [UInt8]) {
        var piece = Piece(start: bytes.count, segment: segment)
        switch segment.kind {
        case .text, .example:
            let text = segment.text(in: source)
            piece.map = text.map
            bytes += text.bytes
            if segment.kind == .example { examples.append(piece.start..<bytes.count) }
        case .variable:
            bytes.append(Self.mark)
            bytes += segment.expression.utf8.lazy.map { $0 == 0x0A || $0 == Self.mark ? 0x20 : $0 }
            bytes.append(Self.mark)
        case .image: bytes += "\u{FFFC}".utf8
        default: return
        }
        pieces.append(piece)
    }

    /// The part of the file that `range` was read from.
    func source(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, let first = piece(at: range.lowerBound), let last = piece(at: range.upperBound - 1)
        else { return 0..<0 }
        let start = sourceRange(first, range).lowerBound
        return start..<max(start, sourceRange(last, range).upperBound)
    }

    /// The segments at the ends of `range`.
    func segments(_ range: Range<Int>) -> (first: Segment, last: Segment)? {
        guard !range.isEmpty, let first = piece(at: range.lowerBound), let last = piece(at: range.upperBound - 1)
        else { return nil }
        return (pieces[first].segment, pieces[last].segment)
    }

    /// Whether `range` is one stretch of the file, byte for byte, so that taking it out of the file takes it out of
    /// the text.
    func isVerbatim(_ range: Range<Int>) -> Bool {
        guard let first = piece(at: range.lowerBound), let last = piece(at: range.upperBound - 1), first == last,
            let map = pieces[first].map
        else { return false }
        return map.isVerbatim(range.lowerBound - pieces[first].start..<range.upperBound - pieces[first].start)
    }

    private func sourceRange(_ index: Int, _ range: Range<Int>) -> Range<Int> {
        let piece = pieces[index]
        guard let map = piece.map else { return piece.segment.span }
        let end = index + 1 < pieces.count ? pieces[index + 1].start : bytes.count
        let part = range.clamped(to: piece.start..<max(piece.start, end))
        return map.source(of: part.lowerBound - piece.start..<part.upperBound - piece.start)
    }

    /// Index of the piece that holds `offset`. Complexity: O(log pieces).
    private func piece(at offset: Int) -> Int? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].start <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
