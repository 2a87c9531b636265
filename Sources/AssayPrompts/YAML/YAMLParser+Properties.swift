/// The anchor and tag before a value.
struct YAMLProperties {
    var anchor: String?
    var tag: String?
}

extension YAMLParser {
    /// Reads `&anchor` or `!tag`.
    mutating func readProperty(into properties: inout YAMLProperties) throws(ReadError) {
        let isAnchor = byte(offset) == UInt8(ascii: "&")
        guard isAnchor ? properties.anchor == nil : properties.tag == nil else {
            throw failure("a value has one anchor and one tag at most")
        }
        let start = offset + 1
        offset = start
        while offset < end, !isBlankOrEnd(offset), !isFlowIndicator(offset) { offset += 1 }
        let name = String(decoding: source[start..<offset], as: UTF8.self)
        if isAnchor {
            guard !name.isEmpty else { throw failure("an anchor needs a name", at: start) }
            properties.anchor = name
        } else {
            properties.tag = name
        }
    }

    func isFlowIndicator(_ offset: Int) -> Bool {
        switch byte(offset) {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }

    /// Applies the tag and remembers the anchor.
    mutating func finish(_ node: DataNode, _ properties: YAMLProperties) throws(ReadError) -> DataNode {
        var node = node
        if let tag = properties.tag, tag == "!str" || tag == "" {
            if case .mapping = node.value {} else if case .sequence = node.value {} else { node.value = .string }
        }
        if let anchor = properties.anchor {
            anchors[anchor] = (node, size(of: node))
        }
        return node
    }

    /// Reads `*name`.
    mutating func alias() throws(ReadError) -> DataNode {
        let start = offset
        offset += 1
        while offset < end, !isBlankOrEnd(offset), !isFlowIndicator(offset) { offset += 1 }
        // `*name:` as a key: the colon belongs to the mapping.
        if byte(offset - 1) == UInt8(ascii: ":"), offset - 1 > start + 1 { offset -= 1 }
        let name = String(decoding: source[start + 1..<offset], as: UTF8.self)
        guard let anchored = anchors[name] else {
            throw failure("the alias `*\(name)` has no anchor before it", at: start)
        }
        aliased += anchored.size
        guard aliased <= limits.aliasedValues else {
            throw failure("aliases expand to more than \(limits.aliasedValues) values", at: start)
        }
        return moved(anchored.node, to: start)
    }

    /// An alias is a copy that stands at the alias: positions inside it are those of the alias, so that no place of the
    /// file is sent twice.
    private func moved(_ node: DataNode, to offset: Int) -> DataNode {
        var node = node
        node.span = offset..<offset
        node.text.map = OffsetMap(
            anchors: [.init(decoded: 0, source: offset, isCopy: false)], end: node.text.bytes.count)
        switch node.value {
        case .sequence(let elements): node.value = .sequence(elements.map { moved($0, to: offset) })
        case .mapping(let members):
            node.value = .mapping(
                members.map { DataMember(key: moved($0.key, to: offset), value: moved($0.value, to: offset)) })
        default: break
        }
        return node
    }

    /// Values in a node, counted until they pass the limit.
    private func size(of node: DataNode) -> Int {
        var count = 0
        var pending = [node]
        while let next = pending.popLast(), count <= limits.aliasedValues {
            count += 1
            switch next.value {
            case .sequence(let elements): pending.append(contentsOf: elements)
            case .mapping(let members): pending.append(contentsOf: members.map(\.value))
            default: break
            }
        }
        return count
    }
}
