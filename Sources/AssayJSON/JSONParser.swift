/// Turns a text into the tape of a ``JSONDocument``. Open containers are on an array, not on the call stack, so that
/// nesting costs memory only up to the limit and never overflows.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let base: Int
    let end: Int
    let options: JSONDocument.Options
    /// The byte to be read next.
    var offset: Int
    var nodes: [JSONNode] = []
    /// The nodes of the containers that are open, outermost first.
    private var open: [Int] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, options: JSONDocument.Options) {
        self.bytes = bytes
        base = range.lowerBound
        end = range.upperBound
        offset = range.lowerBound
        self.options = options
    }

    mutating func parse() throws(JSONError) -> [JSONNode] {
        guard end - base <= JSONDocument.maximumLength else {
            throw error(.tooLong, "the text is longer than \(JSONDocument.maximumLength) bytes; split it", at: base)
        }
        nodes.reserveCapacity((end - base) / 24 + 4)
        skipByteOrderMark()
        skipWhitespace()
        guard offset < end else { throw error(.empty, "there is no JSON value here, only white space", at: base) }
        try parseValue()
        while let container = open.last {
            if nodes[container].kind == .object {
                try continueObject(container)
            } else {
                try continueArray(container)
            }
        }
        skipWhitespace()
        guard offset == end else {
            throw error(.trailingBytes, "the JSON value ends before this; remove what follows it", at: offset)
        }
        return nodes
    }

    // MARK: Containers

    /// Reads what follows a complete element: a comma and the next element, or the end of the array.
    private mutating func continueArray(_ container: Int) throws(JSONError) {
        skipWhitespace()
        guard let byte = peek() else { throw unexpectedEnd("this array is not closed; a ] is missing", container) }
        if byte == UInt8(ascii: "]") {
            close(container)
        } else if nodes[container].count == 0 {
            try parseElement(of: container)
        } else if byte == UInt8(ascii: ",") {
            offset += 1
            skipWhitespace()
            try parseElement(of: container)
        } else {
            throw unexpected("a comma or ] was expected after an element")
        }
    }

    private mutating func parseElement(of container: Int) throws(JSONError) {
        nodes[container].info &+= 1 << 4
        try parseValue()
    }

    /// Reads what follows a complete member: a comma and the next member, or the end of the object.
    private mutating func continueObject(_ container: Int) throws(JSONError) {
        skipWhitespace()
        guard let byte = peek() else { throw unexpectedEnd("this object is not closed; a } is missing", container) }
        if byte == UInt8(ascii: "}") {
            close(container)
        } else if nodes[container].count == 0 {
            try parseMember(of: container)
        } else if byte == UInt8(ascii: ",") {
            offset += 1
            skipWhitespace()
            try parseMember(of: container)
        } else {
            throw unexpected("a comma or } was expected after a member")
        }
    }

    private mutating func parseMember(of container: Int) throws(JSONError) {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes was expected") }
        nodes[container].info &+= 1 << 4
        try parseString()
        skipWhitespace()
        guard peek() == UInt8(ascii: ":") else { throw unexpected("a colon was expected after the key") }
        offset += 1
        skipWhitespace()
        try parseValue()
    }

    private mutating func close(_ container: Int) {
        offset += 1
        nodes[container].end = UInt32(truncatingIfNeeded: offset - base)
        nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
        open.removeLast()
    }

    // MARK: Values

    /// Reads one value; of a container only its opening bracket.
    private mutating func parseValue() throws(JSONError) {
        guard let byte = peek() else {
            throw error(.unexpectedEnd, "the text ends where a value was expected", at: offset)
        }
        switch byte {
        case UInt8(ascii: "\""): try parseString()
        case UInt8(ascii: "{"): try openContainer(.object)
        case UInt8(ascii: "["): try openContainer(.array)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
        case UInt8(ascii: "t"): try parseLiteral("true", .bool)
        case UInt8(ascii: "f"): try parseLiteral("false", .bool)
        case UInt8(ascii: "n"): try parseLiteral("null", .null)
        default: throw unexpected("a value was expected")
        }
    }

    private mutating func openContainer(_ kind: JSONKind) throws(JSONError) {
        guard open.count < options.maximumDepth else {
            throw error(.tooDeep, "nested deeper than \(options.maximumDepth) arrays and objects", at: offset)
        }
        open.append(nodes.count)
        append(kind, from: offset, to: offset + 1)
        offset += 1
    }

    private mutating func parseLiteral(_ literal: StaticString, _ kind: JSONKind) throws(JSONError) {
        let length = literal.utf8CodeUnitCount
        var matched = 0
        while matched < length, offset + matched < end, bytes[offset + matched] == literal.utf8Start[matched] {
            matched += 1
        }
        guard matched == length else {
            throw error(.invalidLiteral, "this is no JSON value; did you mean \(literal)?", at: offset)
        }
        append(kind, from: offset, to: offset + length)
        offset += length
    }

    // MARK: Small steps

    mutating func append(_ kind: JSONKind, from start: Int, to end: Int, hasEscapes: Bool = false) {
        nodes.append(
            JSONNode(
                kind: kind, start: start - base, end: end - base, next: nodes.count + 1, hasEscapes: hasEscapes))
    }

    @inline(__always)
    func peek() -> UInt8? { offset < end ? bytes[offset] : nil }

    @inline(__always)
    mutating func skipWhitespace() {
        while offset < end {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            offset += 1
        }
    }

    private mutating func skipByteOrderMark() {
        if end - offset >= 3, bytes[offset] == 0xEF, bytes[offset + 1] == 0xBB, bytes[offset + 2] == 0xBF {
            offset += 3
        }
    }

    // MARK: Errors

    func error(_ code: JSONError.Code, _ reason: String, at offset: Int) -> JSONError {
        JSONError(code, reason, at: offset, in: bytes)
    }

    private func unexpected(_ reason: String) -> JSONError {
        error(offset < end ? .unexpectedByte : .unexpectedEnd, reason, at: offset)
    }

    private func unexpectedEnd(_ reason: String, _ container: Int) -> JSONError {
        error(.unexpectedEnd, reason, at: base + Int(nodes[container].start))
    }
}
