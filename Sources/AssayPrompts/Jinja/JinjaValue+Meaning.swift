extension JinjaValue {
    var isTruthy: Bool {
        switch self {
        case .undefined, .none: false
        case .bool(let value): value
        case .int(let value): value != 0
        case .double(let value): value != 0
        case .string(let text): !text.isEmpty
        case .list(let items), .tuple(let items): !items.isEmpty
        case .dictionary(let dictionary): dictionary.count > 0
        case .object: true
        }
    }

    /// The type's name as a message says it.
    var typeName: String {
        switch self {
        case .undefined: "undefined"
        case .none: "none"
        case .bool: "boolean"
        case .int: "integer"
        case .double: "float"
        case .string: "string"
        case .list: "list"
        case .tuple: "tuple"
        case .dictionary: "dictionary"
        case .object(let object): object.typeName
        }
    }

    var number: Double? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    var integer: Int? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): value
        default: nil
        }
    }

    /// Python's `==`.
    func isEqual(to other: JinjaValue, depth: Int = 0) -> Bool {
        guard depth < 100 else { return false }
        switch (self, other) {
        case (.undefined, .undefined), (.none, .none): return true
        case (.string(let left), .string(let right)): return ExactText(left) == ExactText(right)
        case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1, depth: depth + 1) }
        case (.dictionary(let left), .dictionary(let right)):
            return left.count == right.count
                && left.entries.allSatisfy { entry in
                    right[entry.key].map { entry.value.isEqual(to: $0, depth: depth + 1) } ?? false
                }
        case (.object(let left), .object(let right)): return left === right
        default:
            if let left = integer, let right = other.integer { return left == right }
            if let left = number, let right = other.number { return left == right }
            return false
        }
    }

    /// Python's `<`; nil when the two cannot be ordered.
    func isLess(than other: JinjaValue, depth: Int = 0) -> Bool? {
        guard depth < 100 else { return nil }
        switch (self, other) {
        case (.string(let left), .string(let right)):
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
            for (first, second) in zip(left, right) where !first.isEqual(to: second) {
                return first.isLess(than: second, depth: depth + 1)
            }
            return left.count < right.count
        default:
            if let left = integer, let right = other.integer { return left < right }
            if let left = number, let right = other.number { return left < right }
            return nil
        }
    }

    /// The elements a loop goes over; nil when the value cannot be looped over.
    var elements: [JinjaValue]? {
        switch self {
        case .undefined: []
        case .list(let items), .tuple(let items): items
        case .string(let text): text.unicodeScalars.map { .string(String($0)) }
        case .dictionary(let dictionary): dictionary.entries.map(\.key)
        case .object(let object): (object as? JinjaLoopObject)?.items
        default: nil
        }
    }
}

/// Conversions from values of a file and of Swift.
extension JinjaValue {
    /// Converts a value of a JSON or YAML file.
    public init(_ node: DataNode) {
        switch node.value {
        case .null: self = .none
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .double(let value): self = .double(value)
        case .string: self = .string(node.text.string)
        case .sequence(let elements): self = .list(elements.map { JinjaValue($0) })
        case .mapping(let members):
            self = .dictionary(JinjaDictionary(members.map { ($0.key.text.string, JinjaValue($0.value)) }))
        }
    }
}

extension JinjaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JinjaValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, JinjaValue)...) { self = .dictionary(JinjaDictionary(elements)) }
    public init(nilLiteral: ()) { self = .none }
}
