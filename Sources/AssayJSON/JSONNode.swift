/// One entry of the tape: a value or a key. Members of an object are a key node and its value's nodes, in order.
struct JSONNode {
    /// Where the value begins and ends, from the start of the parsed range.
    var start: UInt32
    var end: UInt32
    /// The index of the first node after this value and all that is inside it.
    var next: UInt32
    /// Kind in the low three bits, "has escapes" in the fourth, the number of elements or members above.
    var info: UInt32

    init(kind: JSONKind, start: Int, end: Int, next: Int, hasEscapes: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        info = UInt32(kind.rawValue) | (hasEscapes ? 8 : 0)
    }

    var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: info & 7)) ?? .null }
    var hasEscapes: Bool { info & 8 != 0 }
    var count: Int { Int(info >> 4) }
}

/// What a parsed text leaves behind; shared by all its values.
final class JSONStorage: Sendable {
    let bytes: [UInt8]
    /// Where the parsed range starts in `bytes`.
    let base: Int
    let nodes: [JSONNode]

    init(bytes: [UInt8], base: Int, nodes: [JSONNode]) {
        self.bytes = bytes
        self.base = base
        self.nodes = nodes
    }

    /// Where the value of an object's last member with this key is.
    ///
    /// Looks at the nodes without making values of them: what reads logs asks for dozens of keys a line.
    func lastMember(_ key: UnsafeBufferPointer<UInt8>, of object: Int) -> Int? {
        nodes.withUnsafeBufferPointer { nodes in
            bytes.withUnsafeBufferPointer { bytes in
                var (found, place): (Int?, Int) = (nil, object + 1)
                for _ in 0..<nodes[object].count {
                    let node = nodes[place]
                    if node.hasEscapes {
                        if JSONValue(storage: self, index: place).utf8.map({ key.elementsEqual($0) }) ?? false {
                            found = place + 1
                        }
                    } else if Int(node.end - node.start) == key.count + 2 {
                        let content = base + Int(node.start) + 1
                        if bytes[content..<content + key.count].elementsEqual(key) { found = place + 1 }
                    }
                    place = Int(nodes[place + 1].next)
                }
                return found
            }
        }
    }
}

/// The six kinds of JSON value.
public enum JSONKind: UInt8, Sendable, CaseIterable {
    case null, bool, number, string, array, object

    /// The kind as a message says it: "a string", "an object".
    public var phrase: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
