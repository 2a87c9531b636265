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
    /// The scalar's text with its map back to the file; empty for collections.
    public var text: DecodedText

    init(_ value: Value, span: Range<Int>, text: DecodedText? = nil) {
        self.value = value
        self.span = span
        self.text = text ?? DecodedText(bytes: [], map: OffsetMap(base: span.lowerBound))
    }

    static func null(at offset: Int) -> DataNode {
        DataNode(.null, span: offset..<offset)
    }
}

/// A key and its value.
public struct DataMember: Sendable {
    public var key: DataNode
    public var value: DataNode
}

extension DataNode {
    /// The value of `key` in a mapping; the last one where a key is repeated, as most readers do.
    public subscript(key: String) -> DataNode? {
        guard case .mapping(let members) = value else { return nil }
        let wanted = key.utf8
        return members.last { wanted.elementsEqual($0.key.text.bytes) }?.value
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
        isString ? text.string : nil
    }

    /// The text of any scalar as it is written.
    public var scalar: String? {
        switch value {
        case .null, .sequence, .mapping: nil
        default: text.string
        }
    }

    /// The value of an integer, also where it is written as a string of digits.
    public var int: Int? {
        switch value {
        case .int(let number): number
        case .string: Int(text.string)
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
                    let key = member.key.text.string
                    if path.isEmpty, excluded.contains(key) { continue }
                    pending.append((path.isEmpty ? key : path + "." + key, member.value))
                }
            case .sequence(let elements):
                for (index, element) in elements.enumerated().reversed() {
                    pending.append((path.isEmpty ? "\(index)" : "\(path).\(index)", element))
                }
            default:
                // Long texts are prompts or data, not settings.
                guard node.text.bytes.count <= 200 else { continue }
                result.append(PromptSetting(path: path, value: node.text.string, span: node.span))
            }
        }
        return result
    }
}
