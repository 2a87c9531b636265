import CAssayUnicode

/// Cuts text into ``Word``s. Linear in the text; ASCII takes a short way.
enum WordScanner {
    /// Calls `take` for each word and sign of `range`, in order.
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ take: (Word) -> Void) {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            if byte < 0x80 {
                switch ByteKind.of(byte) {
                case .word: position = scanWord(bytes, position, range.upperBound, take)
                case .sign:
                    var hash = WordHash()
                    hash.add(byte)
                    take(
                        Word(symbol: hash.value, start: Int32(position), end: Int32(position + 1), kind: .sign))
                    position += 1
                case .space, .punctuation: position += 1
                }
                continue
            }
            let (scalar, length) = decode(bytes, position, range.upperBound)
            if ScalarKind.isWord(scalar) {
                position = scanWord(bytes, position, range.upperBound, take)
            } else {
                position += length
            }
        }
    }

    /// Takes the word that starts at `start`; returns its end.
    private static func scanWord(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int, _ take: (Word) -> Void
    ) -> Int {
        var hash = WordHash()
        var position = start
        while position < limit {
            let byte = bytes[position]
            guard byte < 0x80 else { return scanWide(bytes, start, limit, take) }
            if ByteKind.of(byte) == .word {
                hash.add(byte | (byte &- 0x41 < 26 ? 0x20 : 0))
            } else if byte == UInt8(ascii: "'"), position + 1 < limit, isLetter(bytes[position + 1]) {
                hash.add(byte)
            } else {
                break
            }
            position += 1
        }
        take(Word(symbol: hash.value, start: Int32(start), end: Int32(position), kind: .word))
        return position
    }

    /// The word at `start`, which has characters beyond ASCII.
    private static func scanWide(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int, _ take: (Word) -> Void
    ) -> Int {
        var position = start
        var text: [UInt8] = []
        while position < limit {
            let (scalar, length) = decode(bytes, position, limit)
            if ScalarKind.standsAlone(scalar) {
                if position > start { break }
                text.append(contentsOf: bytes[position..<position + length])
                position += length
                break
            }
            if scalar == "'" || scalar == "\u{2019}" {
                guard position > start, position + length < limit,
                    ScalarKind.isWord(decode(bytes, position + length, limit).scalar)
                else { break }
                text.append(UInt8(ascii: "'"))
            } else if ScalarKind.isWord(scalar) {
                text.append(contentsOf: bytes[position..<position + length])
            } else {
                break
            }
            position += length
        }
        take(Word(symbol: TextFolding.symbol(of: text), start: Int32(start), end: Int32(position), kind: .word))
        return position
    }

    /// Whether a byte is a letter of ASCII or part of a character beyond it.
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The character at `position`; one byte stands for U+FFFD where the text is not UTF-8.
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ limit: Int
    ) -> (scalar: Unicode.Scalar, length: Int) {
        let first = bytes[position]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard length > 1, first < 0xF5, position + length <= limit else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let next = bytes[position + offset]
            guard next & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
            value = value << 6 | UInt32(next & 0x3F)
        }
        return Unicode.Scalar(value).map { ($0, length) } ?? ("\u{FFFD}", 1)
    }
}

/// What an ASCII byte is for the comparison of words.
enum ByteKind {
    case word, sign, punctuation, space

    static func of(_ byte: UInt8) -> ByteKind {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: .word
        // Signs that change what a text says; the others divide or decorate it.
        case UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"),
            UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "@"),
            UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"):
            .sign
        case 0x00...0x20, 0x7F: .space
        default: .punctuation
        }
    }
}

/// What a character beyond ASCII is for the comparison of words.
enum ScalarKind {
    /// Letters, digits and marks.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return ByteKind.of(UInt8(scalar.value)) == .word }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    /// Characters of scripts that put no space between words: Han, kana, Thai, Lao, Khmer, Burmese.
    static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            return ScalarKind.isWord(scalar)
        default: return false
        }
    }
}

/// The form in which words beyond ASCII are compared.
enum TextFolding {
    static func symbol(of text: [UInt8]) -> UInt64 {
        var hash = WordHash()
        for scalar in String(decoding: normalized(text), as: UTF8.self).unicodeScalars {
            switch scalar {
            // Final sigma and sharp s: what lower case leaves apart and case folding does not.
            case "\u{03C2}": for byte in "\u{03C3}".utf8 { hash.add(byte) }
            case "\u{00DF}", "\u{1E9E}": for byte in "ss".utf8 { hash.add(byte) }
            default: for byte in scalar.properties.lowercaseMapping.utf8 { hash.add(byte) }
            }
        }
        return hash.value
    }

    /// NFKC of `text`; the text itself where it is not UTF-8 or ICU has no data.
    private static func normalized(_ text: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: text.count * 2 + 16)
        for _ in 0..<2 {
            let count = Int(assay_normalize(assay_form_nfkc, text, text.count, &output, output.count))
            if count < 0 { return text }
            if count <= output.count { return Array(output[..<count]) }
            output = [UInt8](repeating: 0, count: count)
        }
        return text
    }
}
