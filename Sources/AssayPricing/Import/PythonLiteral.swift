/// A value written as a Python expression without operators: what a generated data module holds.
enum PythonLiteral {
    case none
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    /// A list or a tuple.
    case list([PythonLiteral])
    case dictionary([(key: PythonLiteral, value: PythonLiteral)])
    /// `Name(positional, key=value)`; the name may have dots.
    case call(String, [PythonLiteral], [String: PythonLiteral])
    /// A name that stands for itself, such as `datetime.timezone.utc`.
    case name(String)

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var number: String? { if case .number(let text) = self { text } else { nil } }
    var elements: [PythonLiteral] { if case .list(let elements) = self { elements } else { [] } }
    var isTrue: Bool { if case .bool(true) = self { true } else { false } }
    var isNone: Bool { if case .none = self { true } else { false } }
    var callName: String? { if case .call(let name, _, _) = self { name } else { nil } }
    var arguments: [PythonLiteral] { if case .call(_, let positional, _) = self { positional } else { [] } }

    /// A keyword argument; nil when it is absent or None.
    subscript(keyword: String) -> PythonLiteral? {
        guard case .call(_, _, let keywords) = self, let value = keywords[keyword], !value.isNone else { return nil }
        return value
    }

    /// All keyword arguments that are not None.
    var keywords: [String: PythonLiteral] {
        guard case .call(_, _, let keywords) = self else { return [:] }
        return keywords.filter { !$0.value.isNone }
    }

    /// The value assigned to a variable at the start of a line: `name: type = value` or `name = value`.
    static func value(of variable: String, in module: [UInt8], source: String) throws(PriceSourceError)
        -> PythonLiteral
    {
        let name = Array(variable.utf8)
        var start = 0
        while start < module.count {
            let end = module[start...].firstIndex(of: UInt8(ascii: "\n")) ?? module.count
            let line = module[start..<end]
            if line.starts(with: name), let next = line.dropFirst(name.count).first,
                next == UInt8(ascii: ":") || next == UInt8(ascii: " "),
                let equals = line.firstIndex(of: UInt8(ascii: "="))
            {
                var parser = PythonLiteralParser(module, from: equals + 1, source: source)
                return try parser.value(depth: 0)
            }
            start = end + 1
        }
        throw PriceSourceError(source: source, reason: "the module does not assign \(variable)")
    }
}

struct PythonLiteralParser {
    private let bytes: [UInt8]
    private var index: Int
    private let source: String
    private static let maximumDepth = 64

    init(_ bytes: [UInt8], from index: Int, source: String) {
        self.bytes = bytes
        self.index = index
        self.source = source
    }

    mutating func value(depth: Int) throws(PriceSourceError) -> PythonLiteral {
        guard depth < PythonLiteralParser.maximumDepth else { throw failure("values are nested too deeply") }
        guard let byte = peek() else { throw failure("the text ends inside a value") }
        switch byte {
        case UInt8(ascii: "["): return .list(try list(until: "]", depth: depth))
        case UInt8(ascii: "("):
            let elements = try list(until: ")", depth: depth)
            // Parentheses around one value without a comma only group it.
            return elements.count == 1 ? elements[0] : .list(elements)
        case UInt8(ascii: "{"): return .dictionary(try dictionary(depth: depth))
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try strings())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(number())
        default: return try nameOrCall(depth: depth)
        }
    }

    private mutating func list(until end: Unicode.Scalar, depth: Int) throws(PriceSourceError) -> [PythonLiteral] {
        index += 1
        var elements: [PythonLiteral] = []
        while !take(end) {
            elements.append(try value(depth: depth + 1))
            if !take(",") {
                guard take(end) else { throw failure("a comma or \(end) is missing") }
                break
            }
        }
        return elements
    }

    private mutating func dictionary(depth: Int) throws(PriceSourceError) -> [(
        key: PythonLiteral, value: PythonLiteral
    )] {
        index += 1
        var members: [(key: PythonLiteral, value: PythonLiteral)] = []
        while !take("}") {
            let key = try value(depth: depth + 1)
            guard take(":") else { throw failure("a colon is missing") }
            members.append((key, try value(depth: depth + 1)))
            if !take(",") {
                guard take("}") else { throw failure("a comma or } is missing") }
                break
            }
        }
        return members
    }

    private mutating func nameOrCall(depth: Int) throws(PriceSourceError) -> PythonLiteral {
        let name = identifier()
        guard !name.isEmpty else { throw failure("this is not a value") }
        switch name {
        case "None": return .none
        case "True": return .bool(true)
        case "False": return .bool(false)
        default: break
        }
        guard take("(") else { return .name(name) }
        var positional: [PythonLiteral] = []
        var keywords: [String: PythonLiteral] = [:]
        while !take(")") {
            let start = index
            let keyword = identifier()
            if !keyword.isEmpty, peek() == UInt8(ascii: "="), index + 1 < bytes.count,
                bytes[index + 1] != UInt8(ascii: "=")
            {
                index += 1
                keywords[keyword] = try value(depth: depth + 1)
            } else {
                index = start
                positional.append(try value(depth: depth + 1))
            }
            if !take(",") {
                guard take(")") else { throw failure("a comma or ) is missing") }
                break
            }
        }
        return .call(name, positional, keywords)
    }

    // MARK: Tokens

    /// Strings that follow each other are one string.
    private mutating func strings() throws(PriceSourceError) -> String {
        var result: [UInt8] = []
        while let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            index += 1
            while true {
                guard index < bytes.count else { throw failure("a string does not end") }
                let byte = bytes[index]
                index += 1
                if byte == quote { break }
                if byte == UInt8(ascii: "\\") {
                    try escape(into: &result)
                } else {
                    result.append(byte)
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func escape(into result: inout [UInt8]) throws(PriceSourceError) {
        guard index < bytes.count else { throw failure("a string does not end") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "t"): result.append(9)
        case UInt8(ascii: "r"): result.append(13)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(byte)
        case UInt8(ascii: "x"): try codePoint(2, into: &result)
        case UInt8(ascii: "u"): try codePoint(4, into: &result)
        case UInt8(ascii: "U"): try codePoint(8, into: &result)
        default: throw failure("an unknown escape in a string")
        }
    }

    private mutating func codePoint(_ digits: Int, into result: inout [UInt8]) throws(PriceSourceError) {
        guard index + digits <= bytes.count,
            let value = UInt32(String(decoding: bytes[index..<index + digits], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw failure("an escape that stands for no character") }
        index += digits
        result += Array(String(Character(scalar)).utf8)
    }

    private mutating func number() -> String {
        let start = index
        while index < bytes.count, "-+.eE_0123456789".utf8.contains(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    }

    private mutating func identifier() -> String {
        skipSpace()
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
            let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            guard isLetter || isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") else { break }
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// The next byte that is not space or a comment.
    private mutating func peek() -> UInt8? {
        skipSpace()
        return index < bytes.count ? bytes[index] : nil
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "#") {
                index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            } else if byte == 32 || byte == 10 || byte == 9 || byte == 13 {
                index += 1
            } else {
                return
            }
        }
    }

    private func failure(_ reason: String) -> PriceSourceError {
        let line = bytes[..<min(index, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
        return PriceSourceError(source: source, reason: "line \(line): \(reason)")
    }
}
