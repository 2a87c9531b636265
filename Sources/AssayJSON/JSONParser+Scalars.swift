extension JSONParser {
    // MARK: Numbers

    /// Reads a number by RFC 8259's grammar: no leading zero, digits on both sides of a point, digits after an `e`.
    mutating func parseNumber() throws(JSONError) {
        let start = offset
        if peek() == UInt8(ascii: "-") { offset += 1 }
        if peek() == UInt8(ascii: "0") {
            offset += 1
            if let byte = peek(), isDigit(byte) {
                throw error(.invalidNumber, "a number must not start with a zero", at: start)
            }
        } else {
            try skipDigits("a number needs a digit here")
        }
        if peek() == UInt8(ascii: ".") {
            offset += 1
            try skipDigits("a digit is missing after the decimal point")
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            try skipDigits("a digit is missing in the exponent")
        }
        append(.number, from: start, to: offset)
    }

    private mutating func skipDigits(_ reason: String) throws(JSONError) {
        guard let first = peek() else { throw error(.unexpectedEnd, reason, at: offset) }
        guard isDigit(first) else { throw error(.invalidNumber, reason, at: offset) }
        while let byte = peek(), isDigit(byte) { offset += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    // MARK: Strings

    /// Reads a string and checks it: no raw control characters, valid UTF-8, known escapes, whole surrogate pairs.
    mutating func parseString() throws(JSONError) {
        let start = offset
        offset += 1
        var hasEscapes = false
        while true {
            skipPlainASCII()
            guard let byte = peek() else {
                throw error(.unexpectedEnd, "this string is not closed; a \" is missing", at: start)
            }
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                append(.string, from: start, to: offset, hasEscapes: hasEscapes)
                return
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape(stringStart: start)
            case 0..<0x20:
                throw error(
                    .controlCharacter, "a control character in a string must be escaped, such as \\n", at: offset)
            default:
                let length = UTF8Scalar.length(at: offset, in: bytes, end: end)
                guard length > 0 else {
                    throw error(.invalidUTF8, "this is not UTF-8; save the file as UTF-8", at: offset)
                }
                offset += length
            }
        }
    }

    /// Skips bytes that need no look: ASCII from U+0020 on, but no quote and no backslash. Eight at a time.
    @inline(__always)
    private mutating func skipPlainASCII() {
        guard let start = bytes.baseAddress else { return }
        let ones: UInt64 = 0x0101_0101_0101_0101
        while offset + 8 <= end {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            // The high bit of each byte that is non-ASCII, below 0x20, a quote or a backslash. A borrow can mark a
            // byte above a marked one by mistake, never below: the lowest mark is exact.
            let marks =
                (word | (word &- ones &* 0x20) | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash))
                & (ones &* 0x80)
            if marks != 0 {
                offset += marks.trailingZeroBitCount >> 3
                return
            }
            offset += 8
        }
        while offset < end {
            let byte = bytes[offset]
            if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return }
            offset += 1
        }
    }

    private mutating func skipEscape(stringStart: Int) throws(JSONError) {
        guard offset + 1 < end else {
            throw error(.unexpectedEnd, "this string is not closed; a \" is missing", at: stringStart)
        }
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset += 2
        case UInt8(ascii: "u"):
            try skipUnicodeEscape()
        default:
            throw error(.invalidEscape, "unknown escape; a backslash itself is written \\\\", at: offset)
        }
    }

    private mutating func skipUnicodeEscape() throws(JSONError) {
        guard let unit = JSONEscape.unit(at: offset, in: bytes, end: end) else {
            throw error(.invalidEscape, "\\u needs four hexadecimal digits", at: offset)
        }
        let escape = JSONEscape.scalar(startingWith: unit, at: offset, in: bytes, end: end)
        guard escape.isWhole || options.loneSurrogates == .replace else {
            throw error(.loneSurrogate, "half of a surrogate pair; it stands for no character", at: offset)
        }
        offset += escape.length
    }
}
