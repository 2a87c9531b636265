/// The places near a cut where one character ends and the next begins, as readers see characters: an emoji family, a
/// letter with its accents and a line end of two bytes are one each (Unicode's extended grapheme clusters).
///
/// Only some bytes around the cut are looked at. Where they are not UTF-8, or are all one character, there is no
/// boundary to offer and the cut stays.
enum CharacterBoundaries {
    /// How far from the cut is looked, in bytes.
    private static let reach = 1024

    /// The boundaries at or before `offset`, the nearest first.
    static func before(_ offset: Int, in text: UnsafeBufferPointer<UInt8>) -> [Int] {
        // Whether a character ends at the offset depends on what is before it and on the one scalar behind it.
        boundaries(text, scalarStart(text, offset - reach)..<scalarEnd(text, offset)).filter { $0 <= offset }.reversed()
    }

    /// The boundaries at or after `offset`, the nearest first.
    static func after(_ offset: Int, in text: UnsafeBufferPointer<UInt8>) -> [Int] {
        boundaries(text, scalarStart(text, offset - reach)..<scalarEnd(text, offset + reach)).filter { $0 >= offset }
    }

    /// The boundaries in a part of the text. The part's own ends are some only where the text ends there too.
    private static func boundaries(_ text: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> [Int] {
        guard let characters = String(validating: text[part], as: UTF8.self) else { return [] }
        var offset = part.lowerBound
        var found = offset == 0 ? [0] : []
        for character in characters {
            offset += character.utf8.count
            if offset < part.upperBound || offset == text.count { found.append(offset) }
        }
        return found
    }

    /// The start of the scalar that the byte at `offset` belongs to, within the text.
    private static func scalarStart(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var start = max(0, offset)
        while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    /// The end of the scalar that the byte at `offset` belongs to, within the text.
    private static func scalarEnd(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var end = min(text.count, offset + 1)
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
