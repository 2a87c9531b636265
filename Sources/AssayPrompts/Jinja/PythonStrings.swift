/// Python's operations on text, over the bytes of UTF-8: searching bytes finds what searching characters finds, and
/// Swift's own comparison of strings would take different texts for equal.
enum PythonStrings {
    /// Offset of the first occurrence of `part` at or behind `start`.
    static func find(_ part: [UInt8], in text: [UInt8], from start: Int = 0, to limit: Int? = nil) -> Int? {
        let limit = min(limit ?? text.count, text.count)
        guard !part.isEmpty else { return start <= limit ? start : nil }
        guard limit >= part.count, start >= 0 else { return nil }
        return text.withUnsafeBufferPointer { text in
            var offset = start
            while offset <= limit - part.count {
                if text[offset] == part[0] {
                    var matched = 1
                    while matched < part.count, text[offset + matched] == part[matched] { matched += 1 }
                    if matched == part.count { return offset }
                }
                offset += 1
            }
            return nil
        }
    }

    /// Offset of the last occurrence of `part`.
    static func findLast(_ part: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= part.count else { return nil }
        var offset = text.count - part.count
        while offset >= 0 {
            if text[offset..<offset + part.count].elementsEqual(part) { return offset }
            offset -= 1
        }
        return nil
    }

    static func replace(_ text: String, _ old: String, _ new: String, limit: Int) -> String {
        let source = Array(text.utf8)
        let part = Array(old.utf8)
        guard !part.isEmpty else { return interleave(text, new, limit: limit) }
        var result: [UInt8] = []
        var offset = 0
        var count = 0
        while limit < 0 || count < limit, let found = find(part, in: source, from: offset) {
            result += source[offset..<found]
            result += new.utf8
            offset = found + part.count
            count += 1
        }
        result += source[offset...]
        return String(decoding: result, as: UTF8.self)
    }

    /// Replacing the empty text puts the new one around every character.
    private static func interleave(_ text: String, _ new: String, limit: Int) -> String {
        var result = ""
        var count = 0
        func insert() {
            if limit < 0 || count < limit { result += new }
            count += 1
        }
        insert()
        for scalar in text.unicodeScalars {
            result.unicodeScalars.append(scalar)
            insert()
        }
        return result
    }

    static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
        // Python also counts the separators U+001C to U+001F.
        if scalar.value < 0x80 { return (0x09...0x0D).contains(scalar.value) || (0x1C...0x20).contains(scalar.value) }
        return scalar.properties.isWhitespace
    }

    enum Side { case left, right, both }

    /// Removes white space, or any of `characters`, from the ends.
    static func strip(_ text: String, _ characters: String?, _ side: Side) -> String {
        let set = characters.map { Set($0.unicodeScalars) }
        func isStripped(_ scalar: Unicode.Scalar) -> Bool { set.map { $0.contains(scalar) } ?? isWhitespace(scalar) }
        var view = text.unicodeScalars[...]
        if side != .right { view = view.drop(while: isStripped) }
        if side != .left {
            while let last = view.last, isStripped(last) { view.removeLast() }
        }
        return String(view)
    }

    /// `str.split()` without a separator.
    static func splitWhitespace(_ text: String, limit: Int) -> [String] {
        var parts: [String] = []
        var rest = text.unicodeScalars[...].drop(while: isWhitespace)
        while !rest.isEmpty {
            if limit >= 0, parts.count >= limit {
                parts.append(strip(String(rest), nil, .right))
                break
            }
            let word = rest.prefix { !isWhitespace($0) }
            parts.append(String(word))
            rest = rest[word.endIndex...].drop(while: isWhitespace)
        }
        return parts
    }

    static func split(_ text: String, _ separator: String, limit: Int) -> [String] {
        let source = Array(text.utf8)
        let part = Array(separator.utf8)
        var parts: [String] = []
        var offset = 0
        while limit < 0 || parts.count < limit, let found = find(part, in: source, from: offset) {
            parts.append(String(decoding: source[offset..<found], as: UTF8.self))
            offset = found + part.count
        }
        parts.append(String(decoding: source[offset...], as: UTF8.self))
        return parts
    }

    /// `str.rsplit(separator, limit)`.
    static func splitFromEnd(_ text: String, _ separator: String, limit: Int) -> [String] {
        let part = Array(separator.utf8)
        var rest = Array(text.utf8)
        var parts: [String] = []
        while limit < 0 || parts.count < limit, let found = findLast(part, in: rest) {
            parts.append(String(decoding: rest[(found + part.count)...], as: UTF8.self))
            rest = Array(rest[..<found])
        }
        parts.append(String(decoding: rest, as: UTF8.self))
        return parts.reversed()
    }

    static func splitLines(_ text: String, keepsEnds: Bool) -> [String] {
        var lines: [String] = []
        var current = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        func isBreak(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
            default: false
            }
        }
        for scalar in text.unicodeScalars {
            if scalar == "\n", previous == "\r" {
                // The LF of a CRLF belongs to the line that the CR has ended.
                if keepsEnds, !lines.isEmpty { lines[lines.count - 1].unicodeScalars.append(scalar) }
            } else if isBreak(scalar) {
                if keepsEnds { current.append(scalar) }
                lines.append(String(current))
                current = String.UnicodeScalarView()
            } else {
                current.append(scalar)
            }
            previous = scalar
        }
        if !current.isEmpty { lines.append(String(current)) }
        return lines
    }

    /// First letter upper case, the rest lower case.
    static func capitalize(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return "" }
        return first.properties.titlecaseMapping + String(text.unicodeScalars.dropFirst()).lowercased()
    }

    /// `str.title()`: every run of letters starts upper case.
    static func title(_ text: String) -> String {
        var result = ""
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isCased = scalar.properties.isCased
            if isCased {
                result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
            } else {
                result.unicodeScalars.append(scalar)
            }
            isInWord = isCased
        }
        return result
    }

    static func pad(_ text: String, _ width: Int, _ fill: String, left: Bool, right: Bool) -> String {
        let missing = width - text.unicodeScalars.count
        guard missing > 0 else { return text }
        if left && right {
            // Python puts the odd one to the left when the width is odd too.
            let before = missing / 2 + (missing & width & 1)
            return String(repeating: fill, count: before) + text + String(repeating: fill, count: missing - before)
        }
        let padding = String(repeating: fill, count: missing)
        return left ? padding + text : text + padding
    }
}
