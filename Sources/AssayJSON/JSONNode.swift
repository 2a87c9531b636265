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
