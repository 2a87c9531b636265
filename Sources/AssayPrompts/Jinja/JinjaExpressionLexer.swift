/// A token of a Jinja expression.
struct JinjaExpressionToken {
    enum Kind: Equatable {
        case name(String)
        case string(String)
        case int(Int)
        case double(Double)
        case symbol(String)
        case end
    }

    var kind: Kind
    var offset: Int
}

/// A template that cannot be parsed or rendered, and where.
public struct JinjaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Byte offset in the template.
    public var offset: Int
    /// Line in the template, from 1; 0 while it is not known yet.
    public var line: Int
    /// What is wrong.
    public var message: String

    init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
        line = 0
    }

    public var description: String { "line \(line): \(message)" }
}

/// Splits the inside of a tag into tokens.
struct JinjaExpressionLexer {
    private let source: [UInt8]
    private let end: Int
    private var offset: Int

    init(_ source: [UInt8], in range: Range<Int>) {
        self.source = source
        offset = range.lowerBound
        end = range.upperBound
    }

    static func tokens(_ source: [UInt8], in range: Range<Int>) throws(JinjaError) -> [JinjaExpressionToken] {
        var lexer = JinjaExpressionLexer(source, in: range)
        var tokens: [JinjaExpressionToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(JinjaError) -> JinjaExpressionToken {
        while offset < end, ByteClass.isWhitespace(source[offset]) { offset += 1 }
        let start = offset
        guard offset < end else { return JinjaExpressionToken(kind: .end, offset: end) }
        let byte = source[offset]
        let kind: JinjaExpressionToken.Kind
        if ByteClass.isIdentifierStart(byte) {
            while offset < end, ByteClass.isIdentifier(source[offset]) { offset += 1 }
            kind = .name(String(decoding: source[start..<offset], as: UTF8.self))
        } else if ByteClass.isDigit(byte) {
            kind = try number()
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            kind = .string(try string())
        } else {
            kind = .symbol(try symbol())
        }
        return JinjaExpressionToken(kind: kind, offset: start)
    }

    private mutating func symbol() throws(JinjaError) -> String {
        let rest = end - offset
        for length in [2, 1] where length <= rest {
            let text = String(decoding: source[offset..<offset + length], as: UTF8.self)
            if Self.symbols.contains(text) {
                offset += length
                return text
            }
        }
        throw JinjaError("unexpected character in an expression", at: offset)
    }

    private static let symbols: Set<String> = [
        "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "<", ">", "=", "~", "|", "(", ")", "[", "]", "{",
        "}", ",", ".", ":", ";",
    ]

    private mutating func number() throws(JinjaError) -> JinjaExpressionToken.Kind {
        let start = offset
        if source[offset] == UInt8(ascii: "0"), offset + 1 < end, let radix = Self.radix(source[offset + 1]) {
            offset += 2
            while offset < end, ByteClass.isIdentifier(source[offset]) { offset += 1 }
            let digits = source[start + 2..<offset].filter { $0 != UInt8(ascii: "_") }
            guard let value = Int(String(decoding: digits, as: UTF8.self), radix: radix) else {
                throw JinjaError("this number cannot be read", at: start)
            }
            return .int(value)
        }
        var isDouble = false
        skipDigits()
        if offset + 1 < end, source[offset] == UInt8(ascii: "."), ByteClass.isDigit(source[offset + 1]) {
            isDouble = true
            offset += 1
            skipDigits()
        }
        if offset + 1 < end, source[offset] | 0x20 == UInt8(ascii: "e") {
            let sign = source[offset + 1] == UInt8(ascii: "+") || source[offset + 1] == UInt8(ascii: "-") ? 1 : 0
            if offset + 1 + sign < end, ByteClass.isDigit(source[offset + 1 + sign]) {
                isDouble = true
                offset += 1 + sign
                skipDigits()
            }
        }
        let text = String(decoding: source[start..<offset].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        if !isDouble, let value = Int(text) { return .int(value) }
        if isDouble, let value = Double(text) { return .double(value) }
        throw JinjaError("this number is too large", at: start)
    }

    private static func radix(_ byte: UInt8) -> Int? {
        switch byte | 0x20 {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    private mutating func skipDigits() {
        while offset < end, ByteClass.isDigit(source[offset]) || source[offset] == UInt8(ascii: "_") { offset += 1 }
    }

    /// A string literal with Python's escapes; an unknown escape stands for itself.
    private mutating func string() throws(JinjaError) -> String {
        let start = offset
        let quote = source[offset]
        offset += 1
        while offset < end, source[offset] != quote {
            offset += source[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard offset < end else { throw JinjaError("this string is not closed", at: start) }
        let content = start + 1..<offset
        offset += 1
        guard source[content].contains(UInt8(ascii: "\\")) else {
            return String(decoding: source[content], as: UTF8.self)
        }
        return PythonEscapes.decode(source, content).string
    }
}
