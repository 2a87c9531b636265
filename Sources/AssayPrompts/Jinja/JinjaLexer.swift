/// A stretch of a Jinja template: text, or one tag with its delimiters.
struct JinjaToken {
    enum Kind {
        case data, variable, statement, comment
    }

    var kind: Kind
    /// The whole tag, delimiters included.
    var range: Range<Int>
    /// The inside of the tag, without delimiters and their `-` or `+`.
    var body: Range<Int>
    /// `{%-`: white space before the tag is taken away.
    var trimsBefore = false
    /// `-%}`: white space behind the tag is taken away.
    var trimsAfter = false
    /// `{%+`: white space before the tag stays, whatever the environment says.
    var keepsBefore = false
    /// `+%}`: the line break behind the tag stays, whatever the environment says.
    var keepsAfter = false
}

/// Splits a template into text and tags. Complexity: O(n).
struct JinjaLexer {
    private let source: [UInt8]
    private let end: Int
    private var offset: Int
    private(set) var tokens: [JinjaToken] = []
    /// Tags that are not closed; the rest of the template is read as text.
    private(set) var problems: [ReadProblem] = []

    init(_ source: [UInt8], in range: Range<Int>) {
        self.source = source
        end = range.upperBound
        offset = range.lowerBound
    }

    static func tokens(_ source: [UInt8], in range: Range<Int>) -> (tokens: [JinjaToken], problems: [ReadProblem]) {
        var lexer = JinjaLexer(source, in: range)
        lexer.run()
        return (lexer.tokens, lexer.problems)
    }

    private mutating func run() {
        var dataStart = offset
        while offset + 1 < end {
            guard source[offset] == UInt8(ascii: "{"), let kind = kind(of: source[offset + 1]) else {
                offset += 1
                continue
            }
            let start = offset
            guard let token = tag(kind) else {
                problems.append(ReadProblem(tag: start..<start + 2, message: "Jinja: this tag is not closed"))
                break
            }
            appendData(dataStart..<start)
            tokens.append(token)
            offset = token.range.upperBound
            if kind == .statement, word(token.body) == "raw" { readRaw(token.range) }
            dataStart = offset
        }
        appendData(dataStart..<end)
    }

    private func kind(of byte: UInt8) -> JinjaToken.Kind? {
        switch byte {
        case UInt8(ascii: "{"): .variable
        case UInt8(ascii: "%"): .statement
        case UInt8(ascii: "#"): .comment
        default: nil
        }
    }

    private mutating func appendData(_ range: Range<Int>) {
        if !range.isEmpty { tokens.append(JinjaToken(kind: .data, range: range, body: range)) }
    }

    /// The tag that starts at `offset`; nil when it is not closed.
    private func tag(_ kind: JinjaToken.Kind) -> JinjaToken? {
        var token = JinjaToken(kind: kind, range: offset..<offset, body: offset..<offset)
        var bodyStart = offset + 2
        if bodyStart < end {
            token.trimsBefore = source[bodyStart] == UInt8(ascii: "-")
            token.keepsBefore = source[bodyStart] == UInt8(ascii: "+")
            if token.trimsBefore || token.keepsBefore { bodyStart += 1 }
        }
        guard let close = kind == .comment ? commentEnd(bodyStart) : expressionEnd(bodyStart, kind) else { return nil }
        var bodyEnd = close
        if bodyEnd > bodyStart {
            token.trimsAfter = source[bodyEnd - 1] == UInt8(ascii: "-")
            token.keepsAfter = kind != .variable && source[bodyEnd - 1] == UInt8(ascii: "+")
            if token.trimsAfter || token.keepsAfter { bodyEnd -= 1 }
        }
        token.range = offset..<close + 2
        token.body = bodyStart..<bodyEnd
        return token
    }

    private func commentEnd(_ start: Int) -> Int? {
        var position = start
        while position + 1 < end {
            if source[position] == UInt8(ascii: "#"), source[position + 1] == UInt8(ascii: "}") { return position }
            position += 1
        }
        return nil
    }

    /// The closing delimiter, not one inside a string or inside brackets of the expression.
    private func expressionEnd(_ start: Int, _ kind: JinjaToken.Kind) -> Int? {
        let closer = kind == .variable ? UInt8(ascii: "}") : UInt8(ascii: "%")
        var position = start
        var depth = 0
        while position < end {
            let byte = source[position]
            if depth == 0, byte == closer, position + 1 < end, source[position + 1] == UInt8(ascii: "}") {
                return position
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let after = stringEnd(position) else { return nil }
                position = after
                continue
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            default: break
            }
            position += 1
        }
        return nil
    }

    private func stringEnd(_ start: Int) -> Int? {
        let quote = source[start]
        var position = start + 1
        while position < end {
            if source[position] == UInt8(ascii: "\\") {
                position += 2
            } else if source[position] == quote {
                return position + 1
            } else {
                position += 1
            }
        }
        return nil
    }

    /// Everything up to `{% endraw %}` is text.
    private mutating func readRaw(_ opening: Range<Int>) {
        let start = offset
        var position = offset
        while position + 1 < end {
            if source[position] == UInt8(ascii: "{"), source[position + 1] == UInt8(ascii: "%") {
                offset = position
                if let token = tag(.statement), word(token.body) == "endraw" {
                    appendData(start..<position)
                    tokens.append(token)
                    offset = token.range.upperBound
                    return
                }
            }
            position += 1
        }
        problems.append(ReadProblem(tag: opening, message: "Jinja: `raw` has no `endraw`"))
        appendData(start..<end)
        offset = end
    }

    private func word(_ range: Range<Int>) -> String {
        JinjaKeyword.first(source, range).word
    }
}

/// The keyword that a statement starts with.
enum JinjaKeyword {
    /// The first word of `range` and the offset behind it.
    static func first(_ source: [UInt8], _ range: Range<Int>) -> (word: String, after: Int) {
        var start = range.lowerBound
        while start < range.upperBound, source[start] <= 0x20 { start += 1 }
        var stop = start
        while stop < range.upperBound, ByteClass.isIdentifier(source[stop]) { stop += 1 }
        return (String(decoding: source[start..<stop], as: UTF8.self), stop)
    }
}

/// Classes of bytes that several readers share.
enum ByteClass {
    @inline(__always)
    static func isIdentifierStart(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    @inline(__always)
    static func isIdentifier(_ byte: UInt8) -> Bool {
        isIdentifierStart(byte) || isDigit(byte)
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }

    @inline(__always)
    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }
}
