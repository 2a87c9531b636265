/// Splits Python source into names, strings, symbols and line ends. Broken source gives tokens all the same.
struct PythonLexer {
    private let source: [UInt8]
    private var offset = 0
    private var tokens: [CodeToken] = []
    private var interpolation = Interpolation()
    /// Open brackets, inside which line ends mean nothing.
    private var depth = 0

    private var unclosed: UnclosedString?

    static func tokens(_ source: [UInt8]) -> [CodeToken] { read(source).tokens }

    static func read(_ source: [UInt8]) -> (tokens: [CodeToken], unclosed: UnclosedString?) {
        var lexer = PythonLexer(source: source)
        lexer.run()
        return (lexer.tokens, lexer.unclosed)
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
            case 0x0A:
                if depth == 0 { append(.newline, 1) } else { offset += 1 }
            case UInt8(ascii: "#"):
                while offset < source.count, source[offset] != 0x0A { offset += 1 }
            case UInt8(ascii: "\\"): offset += source[offset...].starts(with: [byte, 0x0D, 0x0A]) ? 3 : 2
            case UInt8(ascii: "\""), UInt8(ascii: "'"): string(prefix: offset)
            case _ where ByteClass.isIdentifierStart(byte): name()
            case _ where ByteClass.isDigit(byte):
                let start = offset
                while offset < source.count,
                    ByteClass.isIdentifier(source[offset]) || source[offset] == UInt8(ascii: ".")
                {
                    offset += 1
                }
                tokens.append(CodeToken(kind: .number, range: start..<offset))
            case _ where byte <= 0x20: offset += 1
            default:
                if "([{".utf8.contains(byte) { depth += 1 }
                if ")]}".utf8.contains(byte) { depth = max(0, depth - 1) }
                append(.symbol(byte), 1)
            }
        }
    }

    private mutating func append(_ kind: CodeToken.Kind, _ length: Int) {
        tokens.append(CodeToken(kind: kind, range: offset..<offset + length))
        offset += length
    }

    private mutating func name() {
        let start = offset
        while offset < source.count, ByteClass.isIdentifier(source[offset]) { offset += 1 }
        if offset < source.count, source[offset] == UInt8(ascii: "\"") || source[offset] == UInt8(ascii: "'"),
            offset - start <= 2, source[start..<offset].allSatisfy({ "rRbBuUfFtT".utf8.contains($0) })
        {
            string(prefix: start)
        } else {
            tokens.append(
                CodeToken(kind: .name(String(decoding: source[start..<offset], as: UTF8.self)), range: start..<offset))
        }
    }

    // MARK: Strings

    private mutating func string(prefix: Int) {
        let letters = source[prefix..<offset].map { $0 | 0x20 }
        let quote = source[offset]
        let isTriple = offset + 2 < source.count && source[offset + 1] == quote && source[offset + 2] == quote
        let bodyStart = offset + (isTriple ? 3 : 1)
        guard let bodyEnd = bodyEnd(bodyStart, quote, isTriple) else {
            // Not closed: the rest of the line (or file) is no code worth reading.
            unclosed = unclosed ?? UnclosedString(offset: prefix, reachesToEnd: isTriple)
            offset = isTriple ? source.count : min(lineEnd(offset), source.count)
            return
        }
        offset = bodyEnd + (isTriple ? 3 : 1)
        guard !letters.contains(UInt8(ascii: "b")) else { return }
        let isRaw = letters.contains(UInt8(ascii: "r"))
        let isFormatted = letters.contains(UInt8(ascii: "f")) || letters.contains(UInt8(ascii: "t"))
        let body = bodyStart..<bodyEnd
        let parts = isFormatted ? formatted(body, isRaw: isRaw) : [.text(decode(body, isRaw: isRaw))]
        let string = CodeString(parts: parts, isInterpolated: isFormatted)
        tokens.append(CodeToken(kind: .string(string), range: prefix..<offset))
    }

    private func bodyEnd(_ start: Int, _ quote: UInt8, _ isTriple: Bool) -> Int? {
        var position = start
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: "\\") {
                position += source[position...].starts(with: [byte, 0x0D, 0x0A]) ? 3 : 2
                continue
            }
            if byte == quote {
                if !isTriple { return position }
                if position + 2 < source.count, source[position + 1] == quote, source[position + 2] == quote {
                    return position
                }
            } else if byte == 0x0A, !isTriple {
                return nil
            }
            position += 1
        }
        return nil
    }

    private func lineEnd(_ start: Int) -> Int {
        source[start...].firstIndex(of: 0x0A) ?? source.count
    }

    private func decode(_ range: Range<Int>, isRaw: Bool) -> DecodedText {
        isRaw || !source[range].contains(UInt8(ascii: "\\"))
            ? .verbatim(source, range) : PythonEscapes.decode(source, range)
    }

    /// Where the expression of a field ends and its conversion (`!r`) or format (`:>3`) begins.
    private func valueEnd(_ start: Int, _ close: Int) -> Int {
        var depth = 0
        for position in start..<close {
            let byte = source[position]
            if "([{".utf8.contains(byte) { depth += 1 }
            if ")]}".utf8.contains(byte) { depth -= 1 }
            guard depth == 0 else { continue }
            if byte == UInt8(ascii: ":") { return position }
            if byte == UInt8(ascii: "!"), position + 1 < close, "rsa".utf8.contains(source[position + 1]) {
                return position
            }
        }
        return close
    }

    /// Parts of an f-string: `{expression!r:format}` is a value, `{{` a brace.
    private mutating func formatted(_ body: Range<Int>, isRaw: Bool) -> [CodeString.Part] {
        var parts: [CodeString.Part] = []
        var builder = DecodedTextBuilder()
        var copied = body.lowerBound
        var position = body.lowerBound
        func flush(_ end: Int) {
            guard copied < end else { return }
            if isRaw {
                builder.copy(source, copied..<end)
            } else {
                PythonEscapes.append(source, copied..<end, to: &builder)
            }
        }
        while position < body.upperBound {
            let byte = source[position]
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                position += 1
                continue
            }
            if position + 1 < body.upperBound, source[position + 1] == byte {
                flush(position + 1)
                position += 2
                copied = position
            } else if byte == UInt8(ascii: "{"),
                let close = interpolation.end(
                    source, position + 1, open: byte, close: UInt8(ascii: "}"), limit: body.upperBound)
            {
                flush(position)
                if !builder.bytes.isEmpty { parts.append(.text(builder.finish(end: position))) }
                builder = DecodedTextBuilder()
                let value = position + 1..<valueEnd(position + 1, close)
                parts.append(.value(position..<close + 1, expression: Interpolation.expression(source, value)))
                position = close + 1
                copied = position
            } else {
                position += 1
            }
        }
        flush(body.upperBound)
        if !builder.bytes.isEmpty { parts.append(.text(builder.finish(end: body.upperBound))) }
        return parts
    }
}
