/// `\uXXXX` escapes.
enum JSONEscape {
    /// The UTF-16 code unit of the escape at `offset`, which starts with its backslash; nil when it is not one.
    static func unit(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int) -> UInt16? {
        guard end - offset >= 6, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for index in offset + 2..<offset + 6 {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// The scalar that `unit` begins: itself, a surrogate pair with the escape that follows, or U+FFFD for half a
    /// pair (`isWhole` is then false). `length` is what it takes in the text, in bytes.
    static func scalar(
        startingWith unit: UInt16, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
    ) -> (scalar: Unicode.Scalar, length: Int, isWhole: Bool) {
        if let scalar = Unicode.Scalar(unit) { return (scalar, 6, true) }
        if UTF16.isLeadSurrogate(unit), let trail = Self.unit(at: offset + 6, in: bytes, end: end),
            UTF16.isTrailSurrogate(trail),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit - 0xD800) << 10 | UInt32(trail - 0xDC00)))
        {
            return (scalar, 12, true)
        }
        return ("\u{FFFD}", 6, false)
    }
}

/// Well-formed UTF-8 (Unicode 16, table 3-7).
enum UTF8Scalar {
    /// The length of the scalar at `offset`, 1 to 4; zero when the bytes there are not well-formed UTF-8.
    static func length(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int) -> Int {
        func isContinuation(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            offset + index < end && range.contains(bytes[offset + index])
        }
        switch bytes[offset] {
        case 0..<0x80:
            return 1
        case 0xC2...0xDF:
            return isContinuation(1) ? 2 : 0
        case 0xE0:
            return isContinuation(1, 0xA0...0xBF) && isContinuation(2) ? 3 : 0
        case 0xED:
            return isContinuation(1, 0x80...0x9F) && isContinuation(2) ? 3 : 0
        case 0xE1...0xEF:
            return isContinuation(1) && isContinuation(2) ? 3 : 0
        case 0xF0:
            return isContinuation(1, 0x90...0xBF) && isContinuation(2) && isContinuation(3) ? 4 : 0
        case 0xF4:
            return isContinuation(1, 0x80...0x8F) && isContinuation(2) && isContinuation(3) ? 4 : 0
        case 0xF1...0xF3:
            return isContinuation(1) && isContinuation(2) && isContinuation(3) ? 4 : 0
        default:
            return 0
        }
    }
}
