/// A JSON value that is being put together.
final class Node {
    enum Value {
        /// A number, a string, true, false or null, as it is written.
        case text(String)
        case array([Node])
        case object([(key: String, value: Node)])
    }

    var value = Value.object([])

    /// The value as JSON; the members of objects are always sorted.
    func text(isPretty: Bool, indent: String) -> String {
        let inner = indent + "  "
        let separator = isPretty ? ",\n\(inner)" : ","
        func enclosed(_ open: String, _ parts: [String], _ close: String) -> String {
            guard isPretty, !parts.isEmpty else { return open + parts.joined(separator: separator) + close }
            return "\(open)\n\(inner)\(parts.joined(separator: separator))\n\(indent)\(close)"
        }
        switch value {
        case .text(let text): return text
        case .array(let elements):
            return enclosed("[", elements.map { $0.text(isPretty: isPretty, indent: inner) }, "]")
        case .object(let members):
            let parts = members.sorted { $0.key < $1.key }.map { member in
                "\(Node.quoted(member.key))\(isPretty ? " : " : ":")"
                    + member.value.text(isPretty: isPretty, indent: inner)
            }
            return enclosed("{", parts, "}")
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{00}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// Encodes a value into a tree.
final class TreeEncoder: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    let node: Node

    init(codingPath: [any CodingKey], node: Node = Node()) {
        self.codingPath = codingPath
        self.node = node
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedTree<Key>(codingPath: codingPath, node: node))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.value = .array([])
        return UnkeyedTree(codingPath: codingPath, node: node)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleTree(codingPath: codingPath, node: node) }
}

private struct KeyedTree<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let codingPath: [any CodingKey]
    let node: Node

    private func child(_ key: any CodingKey) -> Node {
        let child = Node()
        guard case .object(var members) = node.value else { return child }
        members.removeAll { $0.key == key.stringValue }
        members.append((key.stringValue, child))
        node.value = .object(members)
        return child
    }

    mutating func encodeNil(forKey key: Key) throws { child(key).value = .text("null") }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try SingleTree(codingPath: codingPath + [key], node: child(key)).write(value)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        TreeEncoder(codingPath: codingPath + [key], node: child(key)).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        TreeEncoder(codingPath: codingPath + [key], node: child(key)).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { TreeEncoder(codingPath: codingPath) }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
        TreeEncoder(codingPath: codingPath + [key], node: child(key))
    }
}

private struct UnkeyedTree: UnkeyedEncodingContainer {
    let codingPath: [any CodingKey]
    let node: Node

    var count: Int {
        guard case .array(let elements) = node.value else { return 0 }
        return elements.count
    }

    private func child() -> Node {
        let child = Node()
        guard case .array(let elements) = node.value else { return child }
        node.value = .array(elements + [child])
        return child
    }

    mutating func encodeNil() throws { child().value = .text("null") }

    mutating func encode<T: Encodable>(_ value: T) throws {
        try SingleTree(codingPath: codingPath, node: child()).write(value)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        TreeEncoder(codingPath: codingPath, node: child()).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        TreeEncoder(codingPath: codingPath, node: child()).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { TreeEncoder(codingPath: codingPath, node: child()) }
}

private struct SingleTree: SingleValueEncodingContainer {
    let codingPath: [any CodingKey]
    let node: Node

    mutating func encodeNil() throws { node.value = .text("null") }

    mutating func encode<T: Encodable>(_ value: T) throws { try write(value) }

    func write(_ value: some Encodable) throws {
        switch value {
        case let text as String: node.value = .text(Node.quoted(text))
        case let flag as Bool: node.value = .text(flag ? "true" : "false")
        case let number as any BinaryInteger & Encodable: node.value = .text("\(number)")
        case let number as any BinaryFloatingPoint & Encodable: node.value = .text("\(number)")
        default: try value.encode(to: TreeEncoder(codingPath: codingPath, node: node))
        }
    }
}
