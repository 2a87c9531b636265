/// Splits JavaScript or TypeScript source into names, strings, symbols. Broken source gives tokens all the same.
struct JavaScriptLexer {
    private let source: [UInt8]
    private var offset = 0
    private var tokens: [CodeToken] = []
    private var interpolation = Interpolation()

    private var unclosed: UnclosedString?

    static func tokens(_ source: [UInt8]) -> [CodeToken] { read(source).tokens }

    static func read(_ source: [UInt8]) -> (tokens: [CodeToken], unclosed: UnclosedString?) {
        var lexer = JavaScriptLexer(source: source)
        lexer.run()
        return (lexer.tokens, lexer.toldUnclosed)
    }

    private init(source: [UInt8]) {
        self.source = source
        // A byte order mark is no part of the first name.
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    private mutating func run() {
        while offset < source.count, tokens.count < ReadLimits.tokens {
            let byte = source[offset]
            switch byte {
            case 0x0A: append(.newline)
            case UInt8(ascii: "/"): slash()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quoted(byte)
            case UInt8(ascii: "`"): template()
            case _ where ByteClass.isIdentifierStart(byte) || byte == UInt8(ascii: "$"):
                let start = offset
                while offset < source.count,
                    ByteClass.isIdentifier(source[offset]) || source[offset] == UInt8(ascii: "$")
                {
                    offset += 1
                }
                tokens.append(
                    CodeToken(
                        kind: .name(String(decoding: source[start..<offset], as: UTF8.self)), range: start..<offset))
            case _ where ByteClass.isDigit(byte):
                let start = offset
                while offset < source.count, ByteClass.isIdentifier(source[offset]) { offset += 1 }
                tokens.append(CodeToken(kind: .number, range: start..<offset))
            case _ where byte <= 0x20: offset += 1
            default: append(.symbol(byte))
            }
        }
    }

    private mutating func append(_ kind: CodeToken.Kind) {
        tokens.append(CodeToken(kind: kind, range: offset..<offset + 1))
        offset += 1
    }

    /// A comment, a regular expression, or a division.
    private mutating func slash() {
        let next = offset + 1 < source.count ? source[offset + 1] : 0
        if next == UInt8(ascii: "/") {
            while offset < source.count, source[offset] != 0x0A { offset += 1 }
        } else if next == UInt8(ascii: "*") {
            offset = (PythonStrings.find(Array("*/".utf8), in: source, from: offset + 2) ?? source.count) + 2
        } else if startsExpression {
            regularExpression()
        } else {
            append(.symbol(UInt8(ascii: "/")))
        }
    }

    /// Whether a value may start here, so that a slash opens a regular expression.
    private var startsExpression: Bool {
        switch tokens.last?.kind {
        case nil, .newline: true
        case .symbol(let byte): !")]}".utf8.contains(byte)
        case .name(let name): ["return", "typeof", "case", "in", "of"].contains(name)
        case .string, .number: false
        }
    }

    private mutating func regularExpression() {
        var position = offset + 1
        var isInClass = false
        // Longer ones are no regular expressions; the limit keeps a line of slashes from being searched again and again.
        let limit = min(source.count, offset + 2_000)
        while position < limit, source[position] != 0x0A {
            switch source[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                tokens.append(CodeToken(kind: .number, range: offset..<position + 1))
                offset = position + 1
                return
            default: break
            }
            position += 1
        }
        append(.symbol(UInt8(ascii: "/")))
    }

    // MARK: Strings

    private mutating func quoted(_ quote: UInt8) {
        var position = offset + 1
        while position < source.count, source[position] != quote {
            // A line break ends what was no string: an apostrophe in markup.
            if source[position] == 0x0A {
                noteUnclosed(behind: position)
                offset += 1
                return
            }
            position += source[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < source.count else {
            noteUnclosed(behind: position)
            offset += 1
            return
        }
        let body = offset + 1..<position
        let text = CodeEscapes.decode(source, body, .javaScript)
        tokens.append(
            CodeToken(
                kind: .string(CodeString(parts: [.text(text)], isInterpolated: false)), range: offset..<position + 1))
        offset = position + 1
    }

    /// Remembers a quote that opens a string where a value stands and is not closed before `end`.
    private mutating func noteUnclosed(behind end: Int) {
        guard unclosed == nil, startsValue else { return }
        // A line may go on behind a backslash, whatever ends it.
        if end <= source.count, end >= 2, source[end - 1] == 0x0D, source[end - 2] == UInt8(ascii: "\\") { return }
        unclosed = UnclosedString(offset: offset, reachesToEnd: false)
    }

    private var startsValue: Bool {
        switch tokens.last?.kind {
        case .symbol(let byte): "=([{,:+?&|".utf8.contains(byte)
        case .name(let name): name == "return"
        default: false
        }
    }

    /// The first string that is not closed. In markup quotes are apostrophes, or reach over lines as attributes.
    private var toldUnclosed: UnclosedString? {
        guard let unclosed, !unclosed.reachesToEnd else { return unclosed }
        let isMarkup = ["</", "/>"].contains { PythonStrings.find(Array($0.utf8), in: source, from: 0) != nil }
        return isMarkup ? nil : unclosed
    }

    private mutating func template() {
        let start = offset
        var position = offset + 1
        var parts: [CodeString.Part] = []
        var textStart = position
        func flush(_ end: Int) {
            if textStart < end { parts.append(.text(CodeEscapes.decode(source, textStart..<end, .javaScript))) }
        }
        while position < source.count, source[position] != UInt8(ascii: "`") {
            if source[position] == UInt8(ascii: "\\") {
                position += 2
            } else if source[position] == UInt8(ascii: "$"), position + 1 < source.count,
                source[position + 1] == UInt8(ascii: "{"),
                let close = interpolation.end(
                    source, position + 2, open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), limit: source.count)
            {
                flush(position)
                parts.append(
                    .value(position..<close + 1, expression: Interpolation.expression(source, position + 2..<close)))
                position = close + 1
                textStart = position
            } else {
                position += 1
            }
        }
        guard position < source.count else {
            unclosed = unclosed ?? UnclosedString(offset: start, reachesToEnd: true)
            offset = source.count
            return
        }
        flush(position)
        offset = position + 1
        let isInterpolated = parts.contains { if case .value = $0 { true } else { false } }
        tokens.append(
            CodeToken(kind: .string(CodeString(parts: parts, isInterpolated: isInterpolated)), range: start..<offset))
    }
}
