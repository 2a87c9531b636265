/// Decodes the inside of a JSON string and keeps where each byte came from.
///
/// Strings that no parser has checked are read leniently: an escape that JSON does not know stands for itself.
enum JSONStringDecoder {
    static func decode(_ source: [UInt8], _ range: Range<Int>) -> DecodedText {
        var builder = DecodedTextBuilder()
        var offset = range.lowerBound
        var copied = offset
        while offset < range.upperBound {
            guard source[offset] == UInt8(ascii: "\\"), offset + 1 < range.upperBound else {
                offset += 1
                continue
            }
            builder.copy(source, copied..<offset)
            let (scalar, length) = escape(source, offset, end: range.upperBound)
            builder.replace(scalar, at: offset)
            offset += length
            copied = offset
        }
        builder.copy(source, copied..<range.upperBound)
        return builder.finish(end: range.upperBound)
    }

    /// The scalar of the escape at `offset` and the escape's length in bytes.
    private static func escape(_ source: [UInt8], _ offset: Int, end: Int) -> (Unicode.Scalar, Int) {
        switch source[offset + 1] {
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "b"): return ("\u{08}", 2)
        case UInt8(ascii: "f"): return ("\u{0C}", 2)
        case UInt8(ascii: "u"):
            guard let unit = HexDigits.value(source, offset + 2, count: 4, end: end) else { return ("u", 2) }
            if unit & 0xFC00 == 0xD800, offset + 7 < end,
                source[offset + 6] == UInt8(ascii: "\\"), source[offset + 7] == UInt8(ascii: "u"),
                let low = HexDigits.value(source, offset + 8, count: 4, end: end), low & 0xFC00 == 0xDC00,
                let scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF))
            {
                return (scalar, 12)
            }
            return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
        case let byte where byte < 0x80: return (Unicode.Scalar(byte), 2)
        default: return ("\\", 1)
        }
    }
}

/// Reads hexadecimal digits of escapes.
enum HexDigits {
    static func value(_ source: [UInt8], _ start: Int, count: Int, end: Int) -> UInt32? {
        guard count > 0, count <= 8, start >= 0, start + count <= min(end, source.count) else { return nil }
        var result: UInt32 = 0
        for byte in source[start..<start + count] {
            guard let digit = digit(byte) else { return nil }
            result = result << 4 | UInt32(digit)
        }
        return result
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
