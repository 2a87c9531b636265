/// Reads the part of YAML 1.2 that prompt files use, with the position of every value.
///
/// Read: several documents, block and flow collections, plain, quoted, literal and folded scalars with indentation and
/// chomping indicators, comments, anchors, aliases and merge keys. Tags are read over. Refused by name: explicit keys
/// (`? key`), collections as keys, tabs as indentation. Nesting and what aliases expand to are limited.
struct YAMLParser {
    /// What a file may cost.
    struct Limits: Sendable {
        var depth = 100
        /// Values that aliases may stand for in total.
        var aliasedValues = 100_000
    }

    let source: [UInt8]
    let limits: Limits
    let end: Int
    var offset: Int
    var lineStart: Int
    var depth = 0
    var anchors: [String: (node: DataNode, size: Int)] = [:]
    var aliased = 0
    /// Values read so far.
    private var values = 0

    init(_ source: [UInt8], in range: Range<Int>? = nil, limits: Limits = Limits()) {
        self.source = source
        self.limits = limits
        let range = (range ?? 0..<source.count).clamped(to: 0..<source.count)
        end = range.upperBound
        offset = range.lowerBound
        lineStart = offset
        if offset + 3 <= end, source[offset] == 0xEF, source[offset + 1] == 0xBB, source[offset + 2] == 0xBF {
            offset += 3
            lineStart = offset
        }
    }

    /// The first document of a file; null when there is none.
    static func parse(_ source: [UInt8], in range: Range<Int>? = nil) throws(ReadError) -> DataNode {
        var parser = YAMLParser(source, in: range)
        return try parser.documents().first ?? .null(at: range?.lowerBound ?? 0)
    }

    /// All documents of the range.
    mutating func documents() throws(ReadError) -> [DataNode] {
        var result: [DataNode] = []
        while true {
            try skipDirectives()
            anchors.removeAll()
            let hasMarker = isMarker("-")
            if hasMarker {
                offset += 3
            } else if offset >= end {
                return result
            }
            let node = try blockNode(parent: -1, isMappingValue: false, afterIndicator: hasMarker)
            result.append(node)
            try skipBlanks()
            if isMarker(".") {
                offset += 3
                try skipBlanks()
                if offset < end, !isMarker("-"), source[offset] != UInt8(ascii: "%"), column != 0 {
                    throw failure("text after the end of a document; start a line for it")
                }
            } else if offset < end, !isMarker("-") {
                throw failure("a value ends before this; check the indentation and the quotes above")
            }
        }
    }

    // MARK: Position

    var column: Int { offset - lineStart }

    func byte(_ offset: Int) -> UInt8 { offset < end ? source[offset] : 0 }

    func isBlankOrEnd(_ offset: Int) -> Bool {
        guard offset < end else { return true }
        let byte = source[offset]
        return byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    func isBreak(_ offset: Int) -> Bool {
        guard offset < end else { return false }
        return source[offset] == 0x0A || source[offset] == 0x0D
    }

    /// Length of the line break at `offset`, which is one.
    func breakLength(_ offset: Int) -> Int {
        byte(offset) == 0x0D && byte(offset + 1) == 0x0A && offset + 1 < end ? 2 : 1
    }

    /// Whether a document marker (`---` or `...`) stands here, at the start of a line.
    func isMarker(_ character: Unicode.Scalar) -> Bool {
        isMarker(character, at: offset)
    }

    func isMarker(_ character: Unicode.Scalar, at offset: Int) -> Bool {
        let wanted = UInt8(truncatingIfNeeded: character.value)
        guard offset + 3 <= end, offset == lineStart || offset == 0 || source[offset - 1] == 0x0A else { return false }
        return source[offset] == wanted && source[offset + 1] == wanted && source[offset + 2] == wanted
            && isBlankOrEnd(offset + 3)
    }

    /// Counts one more value.
    mutating func countValue() throws(ReadError) {
        values += 1
        try ReadLimits.check(values: values, at: offset)
    }

    func failure(_ message: String) -> ReadError { failure(message, at: offset) }

    func failure(_ message: String, at offset: Int) -> ReadError {
        ReadError(offset: offset, message: "YAML: \(message)")
    }

    // MARK: White space

    /// Skips spaces, comments and line breaks up to the next token.
    mutating func skipBlanks() throws(ReadError) {
        while offset < end {
            switch source[offset] {
            case 0x20:
                offset += 1
            case 0x09:
                try skipTab()
            case 0x0A, 0x0D:
                skipBreak()
            case UInt8(ascii: "#") where offset == lineStart || isBlankOrEnd(offset - 1):
                skipToLineEnd()
            default:
                return
            }
        }
    }

    /// A tab may separate tokens and stand on blank lines, but it may not indent.
    private mutating func skipTab() throws(ReadError) {
        let start = offset
        let indents = source[lineStart..<start].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        while byte(offset) == 0x09 || byte(offset) == 0x20, offset < end { offset += 1 }
        if indents, offset < end, !isBreak(offset), source[offset] != UInt8(ascii: "#") {
            throw failure("a tab is used for indentation; use spaces", at: start)
        }
    }

    mutating func skipBreak() {
        offset += breakLength(offset)
        lineStart = offset
    }

    mutating func skipToLineEnd() {
        while offset < end, !isBreak(offset) { offset += 1 }
    }

    mutating func skipSpaces() {
        while offset < end, source[offset] == 0x20 || source[offset] == 0x09 { offset += 1 }
    }

    private mutating func skipDirectives() throws(ReadError) {
        try skipBlanks()
        while offset < end, source[offset] == UInt8(ascii: "%"), column == 0 {
            skipToLineEnd()
            try skipBlanks()
        }
    }
}
