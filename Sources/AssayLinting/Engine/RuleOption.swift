/// Something that a rule lets its users decide.
public struct RuleOption: Sendable {
    public enum Value: Sendable, Hashable {
        case integer(Int)
        case number(Double)
        case bool(Bool)
        case text(String)
        case texts([String])
    }

    /// The key in the configuration, in words joined by hyphens.
    public var name: String
    /// One line: what it decides, and its unit.
    public var summary: String
    public var defaultValue: Value
    /// The values that a number may have.
    public var range: ClosedRange<Double>?

    public init(_ name: String, _ defaultValue: Value, range: ClosedRange<Double>? = nil, _ summary: String) {
        self.name = name
        self.defaultValue = defaultValue
        self.range = range
        self.summary = summary
    }
}

/// The values of one rule's options in a run: what the configuration says, the defaults for the rest.
public struct RuleOptions: Sendable {
    private(set) var values: [String: RuleOption.Value]

    /// - Parameter changed: values that differ from the defaults; names that the rule does not have are left out.
    public init(_ description: RuleDescription, changed: [String: RuleOption.Value] = [:]) {
        values = [:]
        for option in description.options {
            values[option.name] = changed[option.name] ?? option.defaultValue
        }
    }

    /// A whole number; 0 where the rule has no such option.
    public func integer(_ name: String) -> Int {
        if case .integer(let value) = values[name] { return value }
        return 0
    }

    /// A number, whole ones included; 0 where the rule has no such option.
    public func number(_ name: String) -> Double {
        switch values[name] {
        case .number(let value): return value
        case .integer(let value): return Double(value)
        default: return 0
        }
    }

    /// A switch; off where the rule has no such option.
    public func isOn(_ name: String) -> Bool { values[name] == .bool(true) }

    public func text(_ name: String) -> String {
        if case .text(let value) = values[name] { return value }
        return ""
    }

    public func texts(_ name: String) -> [String] {
        if case .texts(let value) = values[name] { return value }
        return []
    }
}

extension RuleOption.Value: CustomStringConvertible {
    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .text(let value): value
        case .texts(let values): "[" + values.joined(separator: ", ") + "]"
        }
    }
}
