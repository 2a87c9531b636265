/// A value inside a Jinja template, with the meaning it has in Python.
public indirect enum JinjaValue: Sendable {
    /// A name or attribute that has no value, with how it was written.
    case undefined(String)
    case none
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case list([JinjaValue])
    case tuple([JinjaValue])
    case dictionary(JinjaDictionary)
    case object(JinjaObject)
}

/// A value that has identity or can be called. The renderer alone changes it, on one thread.
public class JinjaObject: @unchecked Sendable {
    let typeName: String

    init(typeName: String) {
        self.typeName = typeName
    }
}

/// What `namespace()` makes: the only value a template can change.
final class JinjaNamespace: JinjaObject, @unchecked Sendable {
    var values: [String: JinjaValue]

    init(_ values: [String: JinjaValue]) {
        self.values = values
        super.init(typeName: "namespace")
    }
}

/// A macro with the scope it was defined in.
final class JinjaMacroObject: JinjaObject, @unchecked Sendable {
    let macro: JinjaMacro
    let scope: JinjaScope

    init(_ macro: JinjaMacro, scope: JinjaScope) {
        self.macro = macro
        self.scope = scope
        super.init(typeName: "macro")
    }
}

/// A function of the environment.
final class JinjaFunction: JinjaObject, @unchecked Sendable {
    let name: String

    init(_ name: String) {
        self.name = name
        super.init(typeName: "function")
    }
}

/// What `cycler()` and `joiner()` make.
final class JinjaCycler: JinjaObject, @unchecked Sendable {
    let values: [JinjaValue]
    let isJoiner: Bool
    var position = 0

    init(_ values: [JinjaValue], isJoiner: Bool) {
        self.values = values
        self.isJoiner = isJoiner
        super.init(typeName: isJoiner ? "joiner" : "cycler")
    }
}

/// The `loop` variable.
final class JinjaLoopObject: JinjaObject, @unchecked Sendable {
    let items: [JinjaValue]
    let depth: Int
    /// The loop itself and the scope around it, when it is recursive.
    let recursion: (loop: JinjaLoop, scope: JinjaScope)?
    var index = 0
    var lastChanged: [JinjaValue]?

    init(_ items: [JinjaValue], depth: Int, recursion: (loop: JinjaLoop, scope: JinjaScope)?) {
        self.items = items
        self.depth = depth
        self.recursion = recursion
        super.init(typeName: "loop")
    }

    func attribute(_ name: String) -> JinjaValue? {
        switch name {
        case "index": .int(index + 1)
        case "index0": .int(index)
        case "revindex": .int(items.count - index)
        case "revindex0": .int(items.count - index - 1)
        case "first": .bool(index == 0)
        case "last": .bool(index == items.count - 1)
        case "length": .int(items.count)
        case "depth": .int(depth)
        case "depth0": .int(depth - 1)
        case "previtem": index > 0 ? items[index - 1] : .undefined("loop.previtem")
        case "nextitem": index + 1 < items.count ? items[index + 1] : .undefined("loop.nextitem")
        default: nil
        }
    }
}

/// A dictionary that keeps the order of its keys.
public struct JinjaDictionary: Sendable {
    private(set) var entries: [(key: JinjaValue, value: JinjaValue)] = []
    private var positions: [JinjaKey: Int] = [:]

    public init() {}

    public init(_ members: [(String, JinjaValue)]) {
        for (key, value) in members { set(.string(key), value) }
    }

    var count: Int { entries.count }

    public subscript(key: String) -> JinjaValue? {
        positions[.string(ExactText(key))].map { entries[$0].value }
    }

    subscript(key: JinjaValue) -> JinjaValue? {
        JinjaKey(key).flatMap { positions[$0] }.map { entries[$0].value }
    }

    /// Sets a value; false when the key cannot be one.
    @discardableResult
    public mutating func set(_ key: JinjaValue, _ value: JinjaValue) -> Bool {
        guard let hashed = JinjaKey(key) else { return false }
        if let position = positions[hashed] {
            entries[position].value = value
        } else {
            positions[hashed] = entries.count
            entries.append((key, value))
        }
        return true
    }
}

/// Text compared byte by byte: Swift's own comparison takes canonically equivalent strings for equal, Python's does not.
struct ExactText: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// A value that can be a key; 1, 1.0 and true are one key, as in Python.
enum JinjaKey: Hashable, Sendable {
    case none
    case int(Int)
    case double(Double)
    case string(ExactText)
    case tuple([JinjaKey])

    init?(_ value: JinjaValue) {
        switch value {
        case .none: self = .none
        case .bool(let value): self = .int(value ? 1 : 0)
        case .int(let value): self = .int(value)
        case .double(let value): self = Int(exactly: value).map { .int($0) } ?? .double(value)
        case .string(let value): self = .string(ExactText(value))
        case .tuple(let items):
            var keys: [JinjaKey] = []
            for item in items {
                guard let key = JinjaKey(item) else { return nil }
                keys.append(key)
            }
            self = .tuple(keys)
        default: return nil
        }
    }
}
