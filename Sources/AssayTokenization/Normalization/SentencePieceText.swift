import CAssayUnicode

/// What SentencePiece does to a text before it merges: spaces and U+2581 are one, a space comes in front where the
/// model says so, and a byte that is not UTF-8 becomes U+FFFD.
enum SentencePieceText {
    /// The text as pieces are cut from it, with spaces for U+2581, or nil where that is the text itself.
    static func prepare(_ text: UnsafeBufferPointer<UInt8>, prefix: Bool) -> PreparedText? {
        guard prefix || needsChange(text) else { return nil }
        var result = PreparedText(capacity: text.count + 1)
        let space: [UInt8] = [0x20]
        let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
        if prefix { space.withUnsafeBufferPointer { result.appendChanged($0, source: 0) } }
        var unchanged = 0
        var position = 0
        func flush() { result.appendUnchanged(UnsafeBufferPointer(rebasing: text[unchanged..<position])) }
        while position < text.count {
            let start = text.baseAddress.unsafelyUnwrapped + position
            if text[position] < 0x80 {
                position += 1
            } else if isVisibleSpace(text, position) {
                flush()
                space.withUnsafeBufferPointer { result.appendChanged($0, source: 3) }
                position += 3
                unchanged = position
            } else {
                let length = UTF8Validation.sequenceLength(start, text.count - position)
                if length == 0 {
                    flush()
                    replacement.withUnsafeBufferPointer { result.appendChanged($0, source: 1) }
                    unchanged = position + 1
                }
                position += max(length, 1)
            }
        }
        flush()
        return result
    }

    /// Whether there is a U+2581 or a byte that is not UTF-8.
    private static func needsChange(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = text.baseAddress else { return false }
        return UTF8Validation.firstInvalidOffset(text) != nil
            || assay_contains_3(base, Int64(text.count), 0xE2, 0x96, 0x81) != 0
    }

    /// Whether U+2581, LOWER ONE EIGHTH BLOCK, starts here.
    @inline(__always)
    private static func isVisibleSpace(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        text[position] == 0xE2 && position + 2 < text.count && text[position + 1] == 0x96 && text[position + 2] == 0x81
    }
}
