/// Escapes of Python string literals (Lexical analysis, section 2.5.2 of the language reference).
enum PythonEscapes {
    /// Decodes the inside of a literal that is not raw. Named escapes (`\N{…}`) stand for U+FFFD.
    static func decode(_ source: [UInt8], _ range: Range<Int>) -> DecodedText {
        var builder = DecodedTextBuilder()
        append(source, range, to: &builder)
        return builder.finish(end: range.upperBound)
    }

    static func append(_ source: [UInt8], _ range: Range<Int>, to builder: inout DecodedTextBuilder) {
        var offset = range.lowerBound
        var copied = offset
        while offset < range.upperBound {
            guard source[offset] == UInt8(ascii: "\\"), offset + 1 < range.upperBound else {
                offset += 1
                continue
            }
            guard let (scalar, length) = escape(source, offset, end: range.upperBound) else {
                offset += 2
                continue
            }
            builder.copy(source, copied..<offset)
            if let scalar { builder.replace(scalar, at: offset) }
            offset += length
            copied = offset
        }
        builder.copy(source, copied..<max(copied, range.upperBound))
    }

    /// The scalar of an escape (nil for a line continuation) and its length; nil when it is no escape.
    private static func escape(_ source: [UInt8], _ offset: Int, end: Int) -> (Unicode.Scalar?, Int)? {
        switch source[offset + 1] {
        case 0x0A: return (nil, 2)
        case 0x0D: return (nil, offset + 2 < end && source[offset + 2] == 0x0A ? 3 : 2)
        case UInt8(ascii: "\\"): return ("\\", 2)
        case UInt8(ascii: "'"): return ("'", 2)
        case UInt8(ascii: "\""): return ("\"", 2)
        case UInt8(ascii: "a"): return ("\u{07}", 2)
        case UInt8(ascii: "b"): return ("\u{08}", 2)
        case UInt8(ascii: "f"): return ("\u{0C}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "v"): return ("\u{0B}", 2)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(source, offset, end: end)
        case UInt8(ascii: "x"): return hexadecimal(source, offset, digits: 2, end: end)
        case UInt8(ascii: "u"): return hexadecimal(source, offset, digits: 4, end: end)
        case UInt8(ascii: "U"): return hexadecimal(source, offset, digits: 8, end: end)
        case UInt8(ascii: "N"): return named(source, offset, end: end)
        default: return nil
        }
    }

    private static func octal(_ source: [UInt8], _ offset: Int, end: Int) -> (Unicode.Scalar?, Int) {
        var value: UInt32 = 0
        var length = 1
        while length < 4, offset + length < end,
            source[offset + length] >= UInt8(ascii: "0"), source[offset + length] <= UInt8(ascii: "7")
        {
            value = value * 8 + UInt32(source[offset + length] - UInt8(ascii: "0"))
            length += 1
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    private static func hexadecimal(
        _ source: [UInt8], _ offset: Int, digits: Int, end: Int
    ) -> (Unicode.Scalar?, Int)? {
        guard let value = HexDigits.value(source, offset + 2, count: digits, end: end) else { return nil }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", 2 + digits)
    }

    private static func named(_ source: [UInt8], _ offset: Int, end: Int) -> (Unicode.Scalar?, Int)? {
        guard offset + 2 < end, source[offset + 2] == UInt8(ascii: "{") else { return nil }
        let close = source[offset..<end].prefix(120).firstIndex(of: UInt8(ascii: "}"))
        return close.map { ("\u{FFFD}", $0 + 1 - offset) }
    }
}
