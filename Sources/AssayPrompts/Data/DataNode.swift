/// A value of a JSON or YAML file with its place in the file.
public struct DataNode: Sendable {
    public enum Value: Sendable {
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case string
        case sequence([DataNode])
        case mapping([DataMember])
    }

    public var value: Value
    /// Byte range of the whole value, quotes and brackets included.
    public var span: Range<Int>
    private var raw: Raw

    /// Text of JSON strings is decoded when it is asked for: most of a log never is.
    private enum Raw {
        /// No text, at an offset: what collections have, and most values are.
        case none(Int)
        case decoded(DecodedText)
        /// A part of the file, with JSON's escapes in it or without.
        case part([UInt8], Range<Int>, hasEscapes: Bool)
    }

    /// The scalar's text with its map back to the file; empty for collections. Complexity: O(n) in the text.
    public var text: DecodedText {
        get {
            switch raw {
            case .none(let offset): DecodedText(bytes: [], map: OffsetMap(base: offset))
            case .decoded(let text): text
            case .part(let source, let range, hasEscapes: true): JSONStringDecoder.decode(source, range)
            case .part(let source, let range, hasEscapes: false): .verbatim(source, range)
            }
        }
        set { raw = .decoded(newValue) }
    }

    init(_ value: Value, span: Range<Int>, text: DecodedText? = nil) {
        self.value = value
        self.span = span
        raw = text.map { .decoded($0) } ?? .none(span.lowerBound)
    }

    /// A scalar that stands in a JSON file.
    init(_ value: Value, span: Range<Int>, in source: [UInt8], content: Range<Int>, hasEscapes: Bool) {
        self.value = value
        self.span = span
        raw = .part(source, content, hasEscapes: hasEscapes)
    }

    static func null(at offset: Int) -> DataNode {
        DataNode(.null, span: offset..<offset)
    }
}

/// A key and its value.
public struct DataMember: Sendable {
    public var key: DataNode
    public var value: DataNode
    /// Whether a merge key (`<<`) of YAML has brought it: a key of the mapping itself goes before it.
    public var isMerged = false
}

extension DataNode {
    /// The value of `key` in a mapping; the last one where a key is repeated, as most readers do.
    public subscript(key: String) -> DataNode? {
        guard case .mapping(let members) = value else { return nil }
        var index = members.count - 1
        while index >= 0 {
            if members[index].key.hasText(key) { return members[index].value }
            index -= 1
        }
        return nil
    }

    /// The value behind several keys.
    func at(_ path: String...) -> DataNode? {
        var node: DataNode? = self
        for key in path { node = node?[key] }
        return node
    }

    /// The elements of a sequence; none for anything else.
    public var elements: [DataNode] {
        if case .sequence(let elements) = value { return elements }
        return []
    }

    /// The members of a mapping; none for anything else.
    public var members: [DataMember] {
        if case .mapping(let members) = value { return members }
        return []
    }

    public var isMapping: Bool {
        if case .mapping = value { return true }
        return false
    }

    public var isSequence: Bool {
        if case .sequence = value { return true }
        return false
    }

    public var isString: Bool {
        if case .string = value { return true }
        return false
    }

    public var isNull: Bool {
        if case .null = value { return true }
        return false
    }

    /// The text of a string; nil for anything else.
    public var string: String? {
        isString ? textString : nil
    }

    /// The scalar's text as a string.
    var textString: String {
        if case .part(let source, let range, hasEscapes: false) = raw {
            return String(decoding: source[range], as: UTF8.self)
        }
        return text.string
    }

    /// Whether the scalar's text is `wanted`, byte for byte.
    func hasText(_ wanted: String) -> Bool {
        switch raw {
        case .none: wanted.isEmpty
        case .part(_, let range, hasEscapes: false) where range.count != wanted.utf8.count: false
        case .part(let source, let range, hasEscapes: false):
            source.withUnsafeBufferPointer { wanted.utf8.elementsEqual($0[range]) }
        default: wanted.utf8.elementsEqual(text.bytes)
        }
    }

    /// Whether both scalars have the same text, byte for byte.
    func hasSameText(as other: DataNode) -> Bool {
        guard case .part(let source, let range, hasEscapes: false) = raw,
            case .part(let otherSource, let otherRange, hasEscapes: false) = other.raw
        else { return text.bytes == other.text.bytes }
        return range.count == otherRange.count && source[range] == otherSource[otherRange]
    }

    /// Whether there is no text.
    var isTextEmpty: Bool {
        switch raw {
        case .none: true
        case .decoded(let text): text.bytes.isEmpty
        case .part(_, let range, _): range.isEmpty
        }
    }

    /// The text as a segment's content, decoded only where nothing else will do.
    var segmentContent: (span: Range<Int>, content: Segment.Content) {
        switch raw {
        case .none(let offset): return (offset..<offset, .verbatim)
        case .part(_, let range, let hasEscapes): return (range, hasEscapes ? .json : .verbatim)
        case .decoded(let text):
            let range = 0..<text.bytes.count
            return (text.map.source(of: range), text.map.isVerbatim(range) ? .verbatim : .decoded(text))
        }
    }

    /// The text of any scalar as it is written.
    public var scalar: String? {
        switch value {
        case .null, .sequence, .mapping: nil
        default: textString
        }
    }

    /// The value of an integer, also where it is written as a string of digits.
    public var int: Int? {
        switch value {
        case .int(let number): number
        case .string: Int(textString)
        case .double(let number): Int(exactly: number)
        default: nil
        }
    }

    public var bool: Bool? {
        if case .bool(let value) = value { return value }
        return nil
    }

    /// The span of a string's content without quotes.
    var contentSpan: Range<Int> {
        text.bytes.isEmpty ? span : text.map.source(of: 0..<text.bytes.count)
    }

    /// The node as one element or several: a lone value stands for a list of one.
    var asList: [DataNode] {
        isSequence ? elements : (isNull ? [] : [self])
    }
}

extension DataNode {
    /// All scalars and empty collections below the node as key paths. At most `limit` are given, so that a large file costs no more.
    func settings(excluding excluded: Set<String> = [], limit: Int = 2_000) -> [PromptSetting] {
        var result: [PromptSetting] = []
        // A list of work instead of recursion: the order is that of the file.
        var pending: [(path: String, node: DataNode)] = [("", self)]
        while let (path, node) = pending.popLast(), result.count < limit {
            switch node.value {
            case .mapping(let members) where members.isEmpty:
                result.append(PromptSetting(path: path, value: "{}", span: node.span))
            case .sequence(let elements) where elements.isEmpty:
                result.append(PromptSetting(path: path, value: "[]", span: node.span))
            case .mapping(let members):
                for member in members.reversed() {
                    let key = member.key.textString
                    if path.isEmpty, excluded.contains(key) { continue }
                    pending.append((path.isEmpty ? key : path + "." + key, member.value))
                }
            case .sequence(let elements):
                for (index, element) in elements.enumerated().reversed() {
                    pending.append((path.isEmpty ? "\(index)" : "\(path).\(index)", element))
                }
            default:
                // Long texts are prompts or data, not settings.
                guard node.span.count <= 1_000, node.text.bytes.count <= 200 else { continue }
                result.append(PromptSetting(path: path, value: node.textString, span: node.span))
            }
        }
        return result
    }
}
