/// JSON that stands inside a string of another file.
extension DataNode {
    /// Parses the text of a string as JSON; positions are those of the file the string stands in.
    static func json(inside text: DecodedText) throws(ReadError) -> DataNode {
        do {
            return try json(text.bytes).mapped(by: text.map)
        } catch {
            throw ReadError(offset: text.map.source(of: error.offset), message: error.message)
        }
    }

    /// The node with all positions mapped. The parser has limited the nesting.
    func mapped(by map: OffsetMap) -> DataNode {
        var node = self
        node.span = map.source(of: span)
        node.text = text.composed(with: map)
        switch value {
        case .sequence(let elements): node.value = .sequence(elements.map { $0.mapped(by: map) })
        case .mapping(let members):
            node.value = .mapping(
                members.map { DataMember(key: $0.key.mapped(by: map), value: $0.value.mapped(by: map)) })
        default: break
        }
        return node
    }
}

extension DecodedText {
    /// The text of a string that was decoded from a text that was decoded itself.
    func composed(with outer: OffsetMap) -> DecodedText {
        var anchors: [OffsetMap.Anchor] = []
        func append(_ anchor: OffsetMap.Anchor) {
            if anchors.last?.decoded == anchor.decoded { anchors.removeLast() }
            anchors.append(anchor)
        }
        for (index, anchor) in map.anchors.enumerated() {
            guard anchor.isCopy else {
                append(.init(decoded: anchor.decoded, source: outer.source(of: anchor.source), isCopy: false))
                continue
            }
            let end = index + 1 < map.anchors.count ? map.anchors[index + 1].decoded : bytes.count
            let length = max(0, end - anchor.decoded)
            for inner in outer.sliced(anchor.source..<anchor.source + length).anchors {
                append(.init(decoded: anchor.decoded + inner.decoded, source: inner.source, isCopy: inner.isCopy))
            }
        }
        return DecodedText(bytes: bytes, map: OffsetMap(anchors: anchors))
    }
}
