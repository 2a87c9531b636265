import AssayJSON

extension DataNode {
    /// What JSON may hold to be read.
    static let jsonOptions = JSONDocument.Options(loneSurrogates: .replace, maximumDepth: 200)

    /// Reads JSON with positions. Of a key that an object has twice the last is taken, as JSON parsers do.
    static func json(_ source: [UInt8], in range: Range<Int>? = nil) throws(ReadError) -> DataNode {
        var repeated: DataNode?
        return try json(source, in: range, repeated: &repeated)
    }

    /// - Parameter repeated: is set to the first key that comes again in its object, unless one is known.
    static func json(
        _ source: [UInt8], in range: Range<Int>? = nil, repeated: inout DataNode?
    ) throws(ReadError) -> DataNode {
        let document: JSONDocument
        do {
            document = try JSONDocument(source, in: range ?? 0..<source.count, options: jsonOptions)
        } catch {
            throw ReadError(offset: error.offset, message: "not JSON: \(error.reason)")
        }
        try ReadLimits.check(values: document.valueCount, at: range?.lowerBound ?? 0)
        return DataNode(document.root, source, &repeated)
    }

    /// Converts a parsed value; the parser has limited the nesting.
    private init(_ json: JSONValue, _ source: [UInt8], _ repeated: inout DataNode?) {
        let span = json.byteRange
        switch json.kind {
        case .null:
            self.init(.null, span: span)
        case .bool:
            self.init(.bool(json.bool ?? false), span: span, in: source, content: span, hasEscapes: false)
        case .number:
            let value: Value = json.int.map { .int($0) } ?? .double(json.double ?? 0)
            self.init(value, span: span, in: source, content: span, hasEscapes: false)
        case .string:
            self.init(.string, span: span, in: source, content: json.contentRange, hasEscapes: json.hasEscapes)
        case .array:
            self.init(.sequence(json.elements.map { DataNode($0, source, &repeated) }), span: span)
        case .object:
            let members = json.members.map {
                DataMember(key: DataNode($0.key, source, &repeated), value: DataNode($0.value, source, &repeated))
            }
            self.init(.mapping(Self.lastOfEach(members, &repeated)), span: span)
        }
    }

    /// The members without those whose key comes again. Complexity: O(n).
    private static func lastOfEach(_ members: [DataMember], _ repeated: inout DataNode?) -> [DataMember] {
        guard hasRepeatedKey(members) else { return members }
        var seen: Set<String> = []
        var again: Set<String> = []
        for member in members where !seen.insert(member.key.textString).inserted {
            again.insert(member.key.textString)
            repeated = repeated ?? member.key
        }
        seen = []
        let last = members.reversed().filter { member in
            let key = member.key.textString
            return !again.contains(key) || seen.insert(key).inserted
        }
        return last.reversed()
    }

    private static func hasRepeatedKey(_ members: [DataMember]) -> Bool {
        // Most objects have few members, whose keys differ in their first letters.
        if members.count <= 8 {
            return members.indices.contains { index in
                members[..<index].contains { $0.key.hasSameText(as: members[index].key) }
            }
        }
        return Set(members.lazy.map(\.key.textString)).count < members.count
    }
}

extension DecodedText {
    static func verbatim(_ source: [UInt8], _ range: Range<Int>) -> DecodedText {
        DecodedText(bytes: Array(source[range]), map: OffsetMap(base: range.lowerBound))
    }
}
