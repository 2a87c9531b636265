/// The mark that ends a sentence, in ASCII or in the full width of Chinese and Japanese.
enum ClosingMark {
    case question, colon, other

    static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> ClosingMark {
        guard let last = sentence.last(where: { bytes[$0] > 0x20 && bytes[$0] != UInt8(ascii: "*") }) else {
            return .other
        }
        switch bytes[last] {
        case UInt8(ascii: "?"): return .question
        case UInt8(ascii: ":"): return .colon
        case 0x9F: return isWide(bytes, last, sentence) ? .question : isArabicQuestion(bytes, last) ? .question : .other
        case 0x9A: return isWide(bytes, last, sentence) ? .colon : .other
        default: return .other
        }
    }

    /// Whether the byte ends a mark of the block of full-width forms: ？ is EF BC 9F, ： is EF BC 9A.
    private static func isWide(_ bytes: UnsafeBufferPointer<UInt8>, _ last: Int, _ sentence: Range<Int>) -> Bool {
        last >= sentence.lowerBound + 2 && bytes[last - 1] == 0xBC && bytes[last - 2] == 0xEF
    }

    /// ؟ is D8 9F.
    private static func isArabicQuestion(_ bytes: UnsafeBufferPointer<UInt8>, _ last: Int) -> Bool {
        last > 0 && bytes[last - 1] == 0xD8
    }

    /// The length of a mark beyond ASCII that ends a sentence at `offset`: 。 ！ ？ ؟ । ॥; nil for anything else.
    static func wideEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ end: Int) -> Int? {
        guard offset + 1 < end else { return nil }
        let (first, second) = (bytes[offset], bytes[offset + 1])
        if first == 0xD8, second == 0x9F { return 2 }
        guard offset + 2 < end else { return nil }
        switch (first, second, bytes[offset + 2]) {
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xE0, 0xA5, 0xA4), (0xE0, 0xA5, 0xA5): return 3
        default: return nil
        }
    }

    /// The length of a quotation mark or bracket beyond ASCII that closes at `offset`: 」 』 ） 】 ” ’ ».
    static func wideCloser(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ end: Int) -> Int? {
        guard offset + 1 < end else { return nil }
        if bytes[offset] == 0xC2, bytes[offset + 1] == 0xBB { return 2 }
        guard offset + 2 < end else { return nil }
        switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
        case (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xE3, 0x80, 0x91), (0xEF, 0xBC, 0x89), (0xE2, 0x80, 0x9D),
            (0xE2, 0x80, 0x99):
            return 3
        default: return nil
        }
    }
}
