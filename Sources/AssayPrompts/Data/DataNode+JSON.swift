import AssayJSON

extension DataNode {
    /// What JSON may hold to be read.
    static let jsonOptions = JSONDocument.Options(loneSurrogates: .replace, maximumDepth: 200)

    /// Reads JSON with positions.
    static func json(_ source: [UInt8], in range: Range<Int>? = nil) throws(ReadError) -> DataNode {
        let document: JSONDocument
        do {
            document = try JSONDocument(source, in: range ?? 0..<source.count, options: jsonOptions)
        } catch {
            throw ReadError(offset: error.offset, message: "not JSON: \(error.reason)")
        }
        try ReadLimits.check(values: document.valueCount, at: range?.lowerBound ?? 0)
        return DataNode(document.root, source)
    }

    /// Converts a parsed value; the parser has limited the nesting.
    init(_ json: JSONValue, _ source: [UInt8]) {
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
            self.init(.sequence(json.elements.map { DataNode($0, source) }), span: span)
        case .object:
            let members = json.members.map {
                DataMember(key: DataNode($0.key, source), value: DataNode($0.value, source))
            }
            self.init(.mapping(members), span: span)
        }
    }
}

extension DecodedText {
    static func verbatim(_ source: [UInt8], _ range: Range<Int>) -> DecodedText {
        DecodedText(bytes: Array(source[range]), map: OffsetMap(base: range.lowerBound))
    }
}
