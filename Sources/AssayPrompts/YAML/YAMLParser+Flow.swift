extension YAMLParser {
    /// Reads a value that is not a block collection: a flow collection, an alias or a scalar.
    mutating func flowValue(parent: Int, inFlow: Bool) throws(ReadError) -> DataNode {
        try countValue()
        switch byte(offset) {
        case UInt8(ascii: "["): return try flowSequence(parent: parent)
        case UInt8(ascii: "{"): return try flowMapping(parent: parent)
        case UInt8(ascii: "*"): return try alias()
        case UInt8(ascii: "\""): return try doubleQuoted()
        case UInt8(ascii: "'"): return try singleQuoted()
        case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
            throw failure("a plain scalar cannot start with this character; quote it")
        default: return try plain(parent: parent, inFlow: inFlow, isKey: false)
        }
    }

    /// Reads a scalar on one line as a key.
    mutating func flowScalarKey() throws(ReadError) -> DataNode {
        switch byte(offset) {
        case UInt8(ascii: "*"): return try alias()
        case UInt8(ascii: "\""): return try doubleQuoted()
        case UInt8(ascii: "'"): return try singleQuoted()
        default: return try plain(parent: -1, inFlow: false, isKey: true)
        }
    }

    private mutating func flowSequence(parent: Int) throws(ReadError) -> DataNode {
        let start = offset
        try enterFlow()
        defer { depth -= 1 }
        offset += 1
        var elements: [DataNode] = []
        while true {
            try skipFlowBlanks(start)
            if byte(offset) == UInt8(ascii: "]") { break }
            let element = try flowEntry(parent: parent)
            try skipFlowBlanks(start)
            if isFlowColon {
                // `[key: value]` is a mapping of one member.
                elements.append(try flowPair(element, parent: parent, start))
            } else {
                elements.append(element)
            }
            try skipFlowBlanks(start)
            if byte(offset) == UInt8(ascii: ",") {
                offset += 1
            } else if byte(offset) != UInt8(ascii: "]") {
                throw failure("a comma or ] was expected in this list")
            }
        }
        offset += 1
        return DataNode(.sequence(elements), span: start..<offset)
    }

    private mutating func flowPair(
        _ key: DataNode, parent: Int, _ start: Int
    ) throws(ReadError) -> DataNode {
        let value = try flowMemberValue(parent: parent, start)
        return DataNode(
            .mapping([DataMember(key: key, value: value)]),
            span: key.span.lowerBound..<max(key.span.upperBound, value.span.upperBound))
    }

    private mutating func flowMapping(parent: Int) throws(ReadError) -> DataNode {
        let start = offset
        try enterFlow()
        defer { depth -= 1 }
        offset += 1
        var members: [DataMember] = []
        while true {
            try skipFlowBlanks(start)
            if byte(offset) == UInt8(ascii: "}") { break }
            let key = try flowEntry(parent: parent)
            if key.isMapping || key.isSequence {
                throw failure("a collection as a key is not read; quote the value if `{{ }}` was meant", at: start)
            }
            try skipFlowBlanks(start)
            let value = isFlowColon ? try flowMemberValue(parent: parent, start) : DataNode.null(at: offset)
            try append(key, value, to: &members)
            try skipFlowBlanks(start)
            if byte(offset) == UInt8(ascii: ",") {
                offset += 1
            } else if byte(offset) != UInt8(ascii: "}") {
                throw failure("a comma or } was expected in this mapping")
            }
        }
        offset += 1
        return DataNode(.mapping(members), span: start..<offset)
    }

    private mutating func flowMemberValue(parent: Int, _ start: Int) throws(ReadError) -> DataNode {
        offset += 1
        try skipFlowBlanks(start)
        switch byte(offset) {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return .null(at: offset)
        default: return try flowEntry(parent: parent)
        }
    }

    private var isFlowColon: Bool {
        guard byte(offset) == UInt8(ascii: ":") else { return false }
        // After a quoted key the value may follow without a space, as in JSON.
        return isBlankOrEnd(offset + 1) || isFlowIndicator(offset + 1)
            || byte(offset - 1) == UInt8(ascii: "\"") || byte(offset - 1) == UInt8(ascii: "'")
    }

    private mutating func flowEntry(parent: Int) throws(ReadError) -> DataNode {
        if byte(offset) == UInt8(ascii: "?"), isBlankOrEnd(offset + 1) {
            throw failure("explicit keys (`? key`) are not read; write `key: value`")
        }
        var properties = YAMLProperties()
        while byte(offset) == UInt8(ascii: "&") || byte(offset) == UInt8(ascii: "!") {
            try readProperty(into: &properties)
            try skipFlowBlanks(offset)
        }
        switch byte(offset) {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
            if properties.anchor == nil, properties.tag == nil { throw failure("a value was expected here") }
            return try finish(.null(at: offset), properties)
        case UInt8(ascii: ":") where isBlankOrEnd(offset + 1):
            return try finish(.null(at: offset), properties)
        default:
            return try finish(flowValue(parent: parent, inFlow: true), properties)
        }
    }

    private mutating func enterFlow() throws(ReadError) {
        depth += 1
        guard depth <= limits.depth else {
            depth -= 1
            throw failure("nested deeper than \(limits.depth) levels")
        }
    }

    private mutating func skipFlowBlanks(_ start: Int) throws(ReadError) {
        // Tabs separate freely inside flow collections.
        while offset < end {
            switch source[offset] {
            case 0x20, 0x09: offset += 1
            case 0x0A, 0x0D: skipBreak()
            case UInt8(ascii: "#") where isBlankOrEnd(offset - 1) || offset == lineStart: skipToLineEnd()
            default:
                if isMarker("-") || isMarker(".") { throw failure("a document marker stands inside a collection") }
                return
            }
        }
        throw failure("this collection is not closed", at: start)
    }
}
