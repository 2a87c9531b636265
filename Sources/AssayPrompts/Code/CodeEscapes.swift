/// Escapes of JavaScript and Swift string literals.
enum CodeEscapes {
    enum Language {
        case javaScript, swift
    }

    static func decode(_ source: [UInt8], _ range: Range<Int>, _ language: Language) -> DecodedText {
        guard source[range].contains(UInt8(ascii: "\\")) else { return .verbatim(source, range) }
        var builder = DecodedTextBuilder()
        append(source, range, language, to: &builder)
        return builder.finish(end: range.upperBound)
    }

    static func append(
        _ source: [UInt8], _ range: Range<Int>, _ language: Language, to builder: inout DecodedTextBuilder
    ) {
        var offset = range.lowerBound
        var copied = offset
        while offset < range.upperBound {
            guard source[offset] == UInt8(ascii: "\\"), offset + 1 < range.upperBound else {
                offset += 1
                continue
            }
            builder.copy(source, copied..<offset)
            let (scalar, length) = escape(source, offset, range.upperBound, language)
            if let scalar { builder.replace(scalar, at: offset) }
            offset += length
            copied = offset
        }
        builder.copy(source, copied..<max(copied, range.upperBound))
    }

    /// The scalar of an escape (nil for a line continuation) and its length.
    private static func escape(
        _ source: [UInt8], _ offset: Int, _ end: Int, _ language: Language
    ) -> (Unicode.Scalar?, Int) {
        switch source[offset + 1] {
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "0"): return ("\0", 2)
        case UInt8(ascii: "b") where language == .javaScript: return ("\u{08}", 2)
        case UInt8(ascii: "f") where language == .javaScript: return ("\u{0C}", 2)
        case UInt8(ascii: "v") where language == .javaScript: return ("\u{0B}", 2)
        case 0x0A: return (nil, 2)
        case UInt8(ascii: "x") where language == .javaScript:
            guard let value = HexDigits.value(source, offset + 2, count: 2, end: end) else { return ("x", 2) }
            return (Unicode.Scalar(value), 4)
        case UInt8(ascii: "u"): return unicode(source, offset, end)
        case let byte where byte < 0x80: return (Unicode.Scalar(byte), 2)
        default: return ("\\", 1)
        }
    }

    /// `\u{1F600}`, or JavaScript's `\uD83D\uDE00`.
    private static func unicode(_ source: [UInt8], _ offset: Int, _ end: Int) -> (Unicode.Scalar?, Int) {
        if offset + 2 < end, source[offset + 2] == UInt8(ascii: "{") {
            guard let close = source[offset..<end].prefix(12).firstIndex(of: UInt8(ascii: "}")),
                let value = HexDigits.value(source, offset + 3, count: close - offset - 3, end: end)
            else { return ("u", 2) }
            return (Unicode.Scalar(value) ?? "\u{FFFD}", close + 1 - offset)
        }
        guard let unit = HexDigits.value(source, offset + 2, count: 4, end: end) else { return ("u", 2) }
        if unit & 0xFC00 == 0xD800, offset + 7 < end, source[offset + 6] == UInt8(ascii: "\\"),
            source[offset + 7] == UInt8(ascii: "u"),
            let low = HexDigits.value(source, offset + 8, count: 4, end: end), low & 0xFC00 == 0xDC00,
            let scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF))
        {
            return (scalar, 12)
        }
        return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
    }
}
