/// Splits Swift source into names, strings, symbols. Broken source gives tokens all the same.
struct SwiftLexer {
    private let source: [UInt8]
    private var offset = 0
    private var tokens: [CodeToken] = []
    private var interpolation = Interpolation()
    private var unclosed = 0
    private var firstUnclosed: UnclosedString?

    static func tokens(_ source: [UInt8]) -> [CodeToken] { read(source).tokens }

    static func read(_ source: [UInt8]) -> (tokens: [CodeToken], unclosed: UnclosedString?) {
        var lexer = SwiftLexer(source: source)
        lexer.run()
        return (lexer.tokens, lexer.firstUnclosed)
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
            case UInt8(ascii: "/") where isNext(UInt8(ascii: "/")):
                while offset < source.count, source[offset] != 0x0A { offset += 1 }
            case UInt8(ascii: "/") where isNext(UInt8(ascii: "*")): blockComment()
            case UInt8(ascii: "\""): string(pounds: 0)
            case UInt8(ascii: "#"): pound()
            case _ where ByteClass.isIdentifierStart(byte):
                let start = offset
                while offset < source.count, ByteClass.isIdentifier(source[offset]) { offset += 1 }
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

    private func isNext(_ byte: UInt8) -> Bool {
        offset + 1 < source.count && source[offset + 1] == byte
    }

    private mutating func append(_ kind: CodeToken.Kind) {
        tokens.append(CodeToken(kind: kind, range: offset..<offset + 1))
        offset += 1
    }

    private mutating func blockComment() {
        var depth = 0
        while offset < source.count {
            if source[offset] == UInt8(ascii: "/"), isNext(UInt8(ascii: "*")) {
                depth += 1
                offset += 2
            } else if source[offset] == UInt8(ascii: "*"), isNext(UInt8(ascii: "/")) {
                depth -= 1
                offset += 2
                if depth == 0 { return }
            } else {
                offset += 1
            }
        }
    }

    private mutating func pound() {
        var pounds = 0
        while offset + pounds < source.count, source[offset + pounds] == UInt8(ascii: "#") { pounds += 1 }
        guard offset + pounds < source.count, source[offset + pounds] == UInt8(ascii: "\"") else {
            offset += pounds
            return
        }
        string(pounds: pounds)
    }

    // MARK: Strings

    /// Reads a literal with `pounds` number signs before its quote.
    private mutating func string(pounds: Int) {
        let start = offset
        let quote = offset + pounds
        let isMultiline =
            quote + 2 < source.count && source[quote + 1] == UInt8(ascii: "\"")
            && source[quote + 2] == UInt8(ascii: "\"") && (pounds == 0 || endsLine(quote + 3))
        let bodyStart = quote + (isMultiline ? 3 : 1)
        var values: [Range<Int>] = []
        guard let bodyEnd = bodyEnd(bodyStart, pounds, isMultiline, &values) else {
            // Each literal that is not closed costs a search; after many the file is no Swift.
            unclosed += 1
            if firstUnclosed == nil, isMultiline || startsValue {
                firstUnclosed = UnclosedString(offset: start, reachesToEnd: isMultiline)
            }
            offset = isMultiline || unclosed > 100 ? source.count : quote + 1
            return
        }
        offset = bodyEnd + (isMultiline ? 3 : 1) + pounds
        let lines = isMultiline ? multilineText(bodyStart, bodyEnd) : [bodyStart..<bodyEnd]
        let parts = parts(lines, values, isRaw: pounds > 0)
        tokens.append(
            CodeToken(
                kind: .string(CodeString(parts: parts, isInterpolated: !values.isEmpty)),
                range: start..<min(offset, source.count)))
    }

    /// Whether nothing but blanks stands between a place and the end of its line: `#""""#` is two quotes on one line.
    private func endsLine(_ start: Int) -> Bool {
        var position = start
        while position < source.count, source[position] == 0x20 || source[position] == 0x09 || source[position] == 0x0D {
            position += 1
        }
        return position >= source.count || source[position] == 0x0A
    }

    /// Whether a quote here opens a string, and stands in no regular expression.
    private var startsValue: Bool {
        switch tokens.last?.kind {
        case .symbol(let byte): "=([{,:+?&|".utf8.contains(byte)
        case .name(let name): name == "return"
        default: false
        }
    }

    private mutating func bodyEnd(_ start: Int, _ pounds: Int, _ isMultiline: Bool, _ values: inout [Range<Int>])
        -> Int?
    {
        let quotes = isMultiline ? 3 : 1
        let close =
            [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        let marks = [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        var position = start
        // A line is not that long: a literal on one line ends soon or not at all.
        let limit = isMultiline ? source.count : min(source.count, start + 1_000_000)
        while position < limit {
            let byte = source[position]
            if byte == UInt8(ascii: "\""), matches(close, position) { return position }
            if byte == 0x0A, !isMultiline { return nil }
            guard byte == UInt8(ascii: "\\"), matches(marks, position + 1) else {
                position += 1
                continue
            }
            let code = position + 1 + pounds
            if code < source.count, source[code] == UInt8(ascii: "(") {
                guard
                    let end = interpolation.end(
                        source, code + 1, open: UInt8(ascii: "("), close: UInt8(ascii: ")"), limit: source.count)
                else { return nil }
                values.append(position..<end + 1)
                position = end + 1
            } else {
                position = code + 1
            }
        }
        return nil
    }

    private func matches(_ wanted: [UInt8], _ offset: Int) -> Bool {
        offset + wanted.count <= source.count && source[offset..<offset + wanted.count].elementsEqual(wanted)
    }

    /// Lines of a multi-line literal without the indentation of its closing quotes; the breaks next to the quotes are
    /// no part of the text.
    private func multilineText(_ start: Int, _ end: Int) -> [Range<Int>] {
        var lines = Dedent.lines(source, start..<end)
        guard !lines.isEmpty else { return [] }
        lines.removeFirst()
        let indent = lines.last.map { $0.count } ?? 0
        if let last = lines.last, Dedent.isBlank(source, last) {
            lines.removeLast()
            if let line = lines.indices.last, lines[line].upperBound > lines[line].lowerBound {
                lines[line] = lines[line].lowerBound..<lines[line].upperBound - 1
            }
        }
        return lines.map { line in
            line.lowerBound + min(indent, Dedent.blanks(source, line))..<line.upperBound
        }.filter { !$0.isEmpty }
    }

    /// Cuts lines at interpolated values. Raw literals have no escapes worth the name.
    private func parts(_ lines: [Range<Int>], _ values: [Range<Int>], isRaw: Bool) -> [CodeString.Part] {
        var parts: [CodeString.Part] = []
        var builder = DecodedTextBuilder()
        var remaining = values[...]
        func add(_ range: Range<Int>) {
            guard !range.isEmpty else { return }
            if isRaw { builder.copy(source, range) } else { CodeEscapes.append(source, range, .swift, to: &builder) }
        }
        // Behind the last value, which may reach over the ends of lines.
        var covered = 0
        for line in lines {
            var start = max(line.lowerBound, covered)
            while let value = remaining.first, value.lowerBound < line.upperBound {
                remaining.removeFirst()
                // A value over several lines swallows what it covers.
                guard value.lowerBound >= start else { continue }
                add(start..<value.lowerBound)
                if !builder.bytes.isEmpty { parts.append(.text(builder.finish(end: value.lowerBound))) }
                builder = DecodedTextBuilder()
                let inner = value.lowerBound + 1..<value.upperBound - 1
                let open = source[inner].firstIndex(of: UInt8(ascii: "(")).map { $0 + 1 } ?? inner.lowerBound
                parts.append(
                    .value(value, expression: Interpolation.expression(source, open..<max(open, inner.upperBound))))
                start = value.upperBound
                covered = start
            }
            if start < line.upperBound { add(start..<line.upperBound) }
        }
        if !builder.bytes.isEmpty { parts.append(.text(builder.finish(end: lines.last?.upperBound ?? 0))) }
        return parts
    }
}
