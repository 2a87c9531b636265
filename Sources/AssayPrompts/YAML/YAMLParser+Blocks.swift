extension YAMLParser {
    /// Reads the value that belongs to an entry at column `parent`; null when the next token belongs further out.
    ///
    /// - Parameters:
    ///   - isMappingValue: after `key:`, where a sequence may stand at the key's own column and no key may follow on
    ///     the same line.
    ///   - afterIndicator: the entry's indicator (`:`, `-`, `---`) stands before on the same line.
    mutating func blockNode(
        parent: Int, isMappingValue: Bool, afterIndicator: Bool
    ) throws(ReadError) -> DataNode {
        try countValue()
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.depth else { throw failure("nested deeper than \(limits.depth) levels") }

        let start = offset
        var properties = YAMLProperties()
        var isSameLine = afterIndicator
        while true {
            let line = lineStart
            try skipBlanks()
            if lineStart != line { isSameLine = false }
            guard belongs(to: parent, isMappingValue: isMappingValue, isSameLine: isSameLine) else {
                return try finish(.null(at: min(start, offset)), properties)
            }
            // An anchor before a key on the same line is the key's, unless a line break follows.
            guard byte(offset) == UInt8(ascii: "&") || byte(offset) == UInt8(ascii: "!") else { break }
            if !isSameLine || !isMappingValue, propertiesPrecedeKey() { break }
            try readProperty(into: &properties)
        }
        let node = try blockContent(parent: parent, mayBeKey: !(isMappingValue && isSameLine))
        return try finish(node, properties)
    }

    private func belongs(to parent: Int, isMappingValue: Bool, isSameLine: Bool) -> Bool {
        guard offset < end else { return false }
        if isSameLine { return true }
        if isMarker("-") || isMarker(".") { return false }
        if column > parent { return true }
        return isMappingValue && column == parent && isSequenceEntry
    }

    private var isSequenceEntry: Bool {
        byte(offset) == UInt8(ascii: "-") && isBlankOrEnd(offset + 1)
    }

    private mutating func blockContent(parent: Int, mayBeKey: Bool) throws(ReadError) -> DataNode {
        if isSequenceEntry {
            guard mayBeKey else { throw failure("a sequence cannot start on the line of its key") }
            return try blockSequence(at: column)
        }
        switch byte(offset) {
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return try blockScalar(parent: parent)
        case UInt8(ascii: "?") where isBlankOrEnd(offset + 1):
            throw failure("explicit keys (`? key`) are not read; write `key: value`")
        default:
            if mayBeKey, startsKey() { return try blockMapping(at: column) }
            let node = try flowValue(parent: parent, inFlow: false)
            try refuseStrayKey()
            return node
        }
    }

    /// After a scalar nothing but a comment may follow on its line.
    private mutating func refuseStrayKey() throws(ReadError) {
        let blank = offset
        skipSpaces()
        guard offset < end, !isBreak(offset) else { return }
        if source[offset] == UInt8(ascii: "#"), offset > blank { return }
        throw failure("unexpected text after a value; quote the value if it holds `: ` or ` #`")
    }

    // MARK: Sequences

    private mutating func blockSequence(at indent: Int) throws(ReadError) -> DataNode {
        let start = offset
        var elements: [DataNode] = []
        var last = offset
        repeat {
            offset += 1
            let element = try blockNode(parent: indent, isMappingValue: false, afterIndicator: true)
            elements.append(element)
            last = max(last + 1, element.span.upperBound)
            try skipBlanks()
            guard offset < end, !isMarker("-"), !isMarker(".") else { break }
            if column > indent { throw failure("indented further than the sequence above it") }
        } while column == indent && isSequenceEntry
        return DataNode(.sequence(elements), span: start..<last)
    }

    // MARK: Mappings

    private mutating func blockMapping(at indent: Int) throws(ReadError) -> DataNode {
        let start = offset
        var members: [DataMember] = []
        var last = offset
        repeat {
            let key = try blockKey()
            let value = try blockNode(parent: indent, isMappingValue: true, afterIndicator: true)
            try append(key, value, to: &members)
            last = max(last, key.span.upperBound, value.span.upperBound)
            try skipBlanks()
            guard offset < end, !isMarker("-"), !isMarker(".") else { break }
            if column > indent { throw failure("indented further than the mapping above it") }
            if column == indent, !startsKey() {
                if isSequenceEntry { break }
                throw failure("a key was expected here (`key: value`)")
            }
        } while column == indent
        return DataNode(.mapping(members), span: start..<last)
    }

    private mutating func blockKey() throws(ReadError) -> DataNode {
        var properties = YAMLProperties()
        while byte(offset) == UInt8(ascii: "&") || byte(offset) == UInt8(ascii: "!") {
            try readProperty(into: &properties)
            skipSpaces()
        }
        let key = try finish(flowScalarKey(), properties)
        skipSpaces()
        guard byte(offset) == UInt8(ascii: ":") else { throw failure("a colon was expected after the key") }
        offset += 1
        return key
    }

    /// Adds a member; a merge key adds the members of the mapping it names that are not there yet.
    func append(_ key: DataNode, _ value: DataNode, to members: inout [DataMember]) throws(ReadError) {
        guard key.text.bytes == Array("<<".utf8), value.isMapping || value.isSequence else {
            members.append(DataMember(key: key, value: value))
            return
        }
        for merged in value.asList {
            let known = Set(members.map(\.key.text.bytes))
            members += merged.members.filter { !known.contains($0.key.text.bytes) }
                .map { DataMember(key: $0.key, value: $0.value, isMerged: true) }
        }
    }

    // MARK: Looking ahead

    /// Whether a key with its colon starts here and ends on this line.
    func startsKey() -> Bool {
        var position = offset
        skipProperties(&position)
        switch byte(position) {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let after = quotedEnd(position) else { return false }
            return isColon(after)
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: ">"):
            return false
        case UInt8(ascii: "-"), UInt8(ascii: "?"):
            if isBlankOrEnd(position + 1) { return false }
        default:
            break
        }
        while position < end, !isBreak(position) {
            if source[position] == UInt8(ascii: ":"), isBlankOrEnd(position + 1) { return true }
            if source[position] == UInt8(ascii: "#"), position > offset, isBlankOrEnd(position - 1) { return false }
            position += 1
        }
        return false
    }

    private func isColon(_ offset: Int) -> Bool {
        var offset = offset
        while byte(offset) == 0x20, offset < end { offset += 1 }
        return byte(offset) == UInt8(ascii: ":") && isBlankOrEnd(offset + 1)
    }

    /// Offset behind a quoted scalar that ends on its line.
    private func quotedEnd(_ start: Int) -> Int? {
        let quote = source[start]
        var position = start + 1
        while position < end, !isBreak(position) {
            if quote == UInt8(ascii: "\""), source[position] == UInt8(ascii: "\\") {
                position += 2
            } else if source[position] == quote {
                if quote == UInt8(ascii: "'"), byte(position + 1) == quote {
                    position += 2
                } else {
                    return position + 1
                }
            } else {
                position += 1
            }
        }
        return nil
    }

    private func propertiesPrecedeKey() -> Bool {
        var position = offset
        skipProperties(&position)
        return position < end && !isBreak(position) && startsKey()
    }

    /// Skips an anchor and a tag on the line.
    private func skipProperties(_ position: inout Int) {
        for _ in 0..<2 where byte(position) == UInt8(ascii: "&") || byte(position) == UInt8(ascii: "!") {
            while !isBlankOrEnd(position) { position += 1 }
            while byte(position) == 0x20, position < end { position += 1 }
        }
    }
}
