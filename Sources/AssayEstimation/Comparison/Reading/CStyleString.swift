/// Strings in double quotes with backslash escapes, as C, gettext and Apple's `.strings` write them.
enum CStyleString {
    /// The text in quotes that makes up all of `quoted`; nil where it is none.
    static func unquoted(_ quoted: String) -> String? {
        let bytes = Array(quoted.utf8)
        guard bytes.first == UInt8(ascii: "\""), let (text, end) = read(bytes, from: 1), end == bytes.count else {
            return nil
        }
        return text
    }

    /// The text up to the closing quote, and the place behind that; nil where there is no closing quote. Linear.
    static func read(_ bytes: [UInt8], from start: Int) -> (text: String, end: Int)? {
        var result: [UInt8] = []
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return (String(decoding: result, as: UTF8.self), place) }
            guard byte == UInt8(ascii: "\\"), place < bytes.count else {
                result.append(byte)
                continue
            }
            appendEscape(bytes, &place, to: &result)
        }
        return nil
    }

    private static func appendEscape(_ bytes: [UInt8], _ place: inout Int, to result: inout [UInt8]) {
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "a"): result.append(0x07)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "v"): result.append(0x0B)
        case UInt8(ascii: "U"), UInt8(ascii: "u"): result += scalar(bytes, &place)
        // Bytes, as in C: a character beyond ASCII takes several.
        case UInt8(ascii: "x"): result.append(UInt8(truncatingIfNeeded: number(bytes, &place, digits: 2, radix: 16)))
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            place -= 1
            result.append(UInt8(truncatingIfNeeded: number(bytes, &place, digits: 3, radix: 8)))
        default: result.append(byte)
        }
    }

    /// The UTF-8 of a scalar given by four hexadecimal digits, or by two halves of a surrogate pair; a half alone becomes
    /// U+FFFD.
    private static func scalar(_ bytes: [UInt8], _ place: inout Int) -> [UInt8] {
        var value = number(bytes, &place, digits: 4, radix: 16)
        if 0xD800..<0xDC00 ~= value, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] | 0x20 == UInt8(ascii: "u")
        {
            var end = place + 2
            let second = number(bytes, &end, digits: 4, radix: 16)
            if 0xDC00..<0xE000 ~= second {
                value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
                place = end
            }
        }
        return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    }

    private static func number(_ bytes: [UInt8], _ place: inout Int, digits: Int, radix: UInt32) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard place < bytes.count, bytes[place] < 0x80,
                let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue, digit < radix
            else { break }
            value = value * radix + UInt32(digit)
            place += 1
        }
        return value
    }
}
