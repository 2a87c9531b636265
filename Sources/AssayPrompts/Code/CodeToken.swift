/// A token of source code, as far as finding prompts needs it.
struct CodeToken {
    enum Kind {
        case name(String)
        case string(CodeString)
        case symbol(UInt8)
        case number
        /// The end of a logical line, where the language has them.
        case newline
    }

    var kind: Kind
    var range: Range<Int>
}

/// The first string literal of a program that is not closed.
struct UnclosedString {
    var offset: Int
    /// Whether nothing behind it was read, since it may reach over lines.
    var reachesToEnd: Bool

    var problem: ReadProblem {
        let lost =
            reachesToEnd ? "has no end that was found: what follows was not read" : "is not closed on its line, and was not read"
        return ReadProblem(offset: offset, message: "the string that begins here \(lost)")
    }
}

/// A string literal.
struct CodeString {
    /// Text and interpolated values in order.
    enum Part {
        case text(DecodedText)
        case value(Range<Int>, expression: String)
    }

    var parts: [Part]
    /// Values are interpolated by the language, so braces in the text are text.
    var isInterpolated: Bool

    /// The text without the interpolated values, for judging what it is.
    var text: String {
        parts.map { part in
            switch part {
            case .text(let text): text.string
            case .value: "{value}"
            }
        }.joined()
    }

    /// The text alone.
    var literals: String {
        parts.map { part in
            if case .text(let text) = part { text.string } else { " " }
        }.joined()
    }
}

/// Skips nested code inside a string literal's interpolation.
struct Interpolation {
    /// Interpolations that were not closed. Each was searched to the end of the text, so after a few no more are.
    private var failures = 0

    /// Offset of the bracket that closes the one before `start`; nil when the code ends first. Strings inside are
    /// skipped.
    mutating func end(_ source: [UInt8], _ start: Int, open: UInt8, close: UInt8, limit: Int) -> Int? {
        guard failures < 16 else { return nil }
        var offset = start
        var depth = 1
        while offset < limit {
            let byte = source[offset]
            switch byte {
            case open: depth += 1
            case close:
                depth -= 1
                if depth == 0 { return offset }
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
                offset = Self.skipString(source, offset, limit)
                continue
            default: break
            }
            offset += 1
        }
        failures += 1
        return nil
    }

    /// Offset behind a simple string; a string that is not closed on its line is taken for an apostrophe.
    private static func skipString(_ source: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var offset = start + 1
        while offset < limit, source[offset] != source[start] {
            if source[offset] == 0x0A { return start + 1 }
            offset += source[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return offset < limit ? offset + 1 : start + 1
    }

    static func expression(_ source: [UInt8], _ range: Range<Int>) -> String {
        PythonStrings.strip(String(decoding: source[range], as: UTF8.self), nil, .both)
    }
}
