import CAssayPieces
import CAssayUnicode

/// Normalizes valid UTF-8, stretch by stretch: what passes the quick check stays as it is.
struct TextNormalization {
    private let table: NormalizationTable
    private let processor: assay_processor

    /// Nil where there is nothing to normalize.
    ///
    /// - Parameter processor: which of the loops to use.
    init?(_ normalizer: Normalizer, processor: assay_processor = assay_this_processor()) {
        guard let table = NormalizationTable(normalizer) else { return nil }
        self.table = table
        self.processor = processor
    }

    /// A stretch that the quick check does not pass: from the last character before it that starts anew, to the next.
    private struct Stretch {
        var start: Int
        var end: Int
    }

    /// The normalized text, or nil where `text` is normalized already. Linear; settled text is skipped 64 bytes at a time.
    func normalize(_ text: UnsafeBufferPointer<UInt8>) throws(TokenizationError) -> PreparedText? {
        guard let base = text.baseAddress else { return nil }
        let whole = PieceText(base: base, end: text.count)
        var characters = UnsettledCharacters(whole, table.quickCheck, processor)
        guard var stretch = nextStretch(&characters, whole, from: 0) else { return nil }
        var result = PreparedText(capacity: text.count + text.count / 8)
        var position = 0
        while true {
            result.appendUnchanged(UnsafeBufferPointer(rebasing: text[position..<stretch.start]))
            try append(UnsafeBufferPointer(rebasing: text[stretch.start..<stretch.end]), stretch.start, to: &result)
            position = stretch.end
            guard let next = nextStretch(&characters, whole, from: position) else { break }
            stretch = next
        }
        result.appendUnchanged(UnsafeBufferPointer(rebasing: text[position...]))
        return result
    }

    /// The next stretch from `start`, where a character starts anew.
    private func nextStretch(_ characters: inout UnsettledCharacters, _ text: PieceText, from start: Int) -> Stretch? {
        characters.skip(to: start)
        // The end and the value of the last one: marks must stand in the order of their classes.
        var end = start
        var last: UInt8 = 0
        while let place = characters.next() {
            let (scalar, length) = text.scalar(place, text.byte(place))
            let value = table.value(scalar)
            if place != end { last = 0 }
            end = place &+ length
            if startsAnew(value) {
                last = 0
            } else if value == NormalizationTable.fails || value < last {
                return Stretch(start: startOfStretch(text, place, start), end: endOfStretch(text, end))
            } else {
                last = value
            }
        }
        return nil
    }

    /// Whether no character before one with this value can change it.
    private func startsAnew(_ value: UInt8) -> Bool { value == 0 || value == NormalizationTable.assignedLater }

    /// The last character before `position` that starts anew, or `start`.
    private func startOfStretch(_ text: PieceText, _ position: Int, _ start: Int) -> Int {
        var position = position
        while position > start {
            position &-= 1
            while position > start, text.byte(position) & 0xC0 == 0x80 { position &-= 1 }
            let first = text.byte(position)
            if first < 0x80 || startsAnew(table.value(text.scalar(position, first).value)) { break }
        }
        return position
    }

    /// The next character from `position` that no character before it can change, or the end.
    private func endOfStretch(_ text: PieceText, _ position: Int) -> Int {
        var position = position
        while position < text.end {
            let first = text.byte(position)
            if first < 0x80 { return position }
            let (scalar, length) = text.scalar(position, first)
            if startsAnew(table.value(scalar)) { return position }
            position &+= length
        }
        return position
    }

    private func append(
        _ stretch: UnsafeBufferPointer<UInt8>, _ offset: Int, to result: inout PreparedText
    ) throws(TokenizationError) {
        // A stretch starts with the one character in it that may be of a later Unicode version.
        let text = PieceText(base: stretch.baseAddress.unsafelyUnwrapped, end: stretch.count)
        let first = text.byte(0)
        if first >= 0x80 {
            let (scalar, length) = text.scalar(0, first)
            if table.value(scalar) == NormalizationTable.assignedLater {
                result.appendUnchanged(UnsafeBufferPointer(rebasing: stretch[..<length]))
                guard length < stretch.count else { return }
                return try normalizeStretch(UnsafeBufferPointer(rebasing: stretch[length...]), offset, to: &result)
            }
        }
        try normalizeStretch(stretch, offset, to: &result)
    }

    /// Stretches of more bytes have their marks put in order before ICU sees them.
    private static let longest = 256

    private func normalizeStretch(
        _ stretch: UnsafeBufferPointer<UInt8>, _ offset: Int, to result: inout PreparedText
    ) throws(TokenizationError) {
        guard stretch.count > Self.longest else { return try compose(stretch, stretch.count, offset, to: &result) }
        try CombiningOrder.sorted(stretch, table.form).withUnsafeBufferPointer { sorted throws(TokenizationError) in
            try compose(sorted, stretch.count, offset, to: &result)
        }
    }

    /// Appends the normalization of a text that stands for `source` bytes of the source.
    private func compose(
        _ stretch: UnsafeBufferPointer<UInt8>, _ source: Int, _ offset: Int, to result: inout PreparedText
    ) throws(TokenizationError) {
        // No character becomes more than 18 bytes for one of its own in NFKC (U+FDFA); usually far less.
        var capacity = stretch.count * 2 + 64
        while true {
            let length = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { room in
                let length = assay_normalize(table.form, stretch.baseAddress, stretch.count, room.baseAddress, capacity)
                if length >= 0, length <= capacity {
                    result.appendChanged(UnsafeBufferPointer(rebasing: room[..<Int(length)]), source: source)
                }
                return Int(length)
            }
            guard length >= 0 else {
                throw TokenizationError(
                    code: .normalizationFailed, detail: "ICU lacks its data or its memory", offset: offset)
            }
            if length <= capacity { return }
            capacity = length
        }
    }
}
