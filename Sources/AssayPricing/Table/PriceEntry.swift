/// Prices that hold together: for a time, under conditions, perhaps at certain hours.
public struct PriceEntry: Sendable, Hashable {
    public var validity: Validity
    /// What a request must say for the entry to apply; empty for standard prices.
    public var conditions: [Condition]
    public var window: ClockWindow?
    public var rates: [Meter: Rate]
    /// The name of the source in the model's list of sources.
    public var source: String

    public init(
        validity: Validity = .always, conditions: [Condition] = [], window: ClockWindow? = nil, rates: [Meter: Rate],
        source: String
    ) {
        self.validity = validity
        self.conditions = conditions.sorted()
        self.window = window
        self.rates = rates
        self.source = source
    }

    /// What tells this entry from the others of its model at one instant.
    var key: Key { Key(conditions: conditions, window: window, source: source) }

    struct Key: Hashable {
        var conditions: [Condition]
        var window: ClockWindow?
        var source: String
    }
}

/// One thing a request can say that changes its price.
public struct Condition: Sendable, Hashable, Comparable, CustomStringConvertible {
    public enum Name: String, Sendable, CaseIterable, Comparable {
        case batch, tier, speed, region, residency, route
        /// The kind of search, where a provider sells several.
        case search

        public static func < (left: Name, right: Name) -> Bool { left.rawValue < right.rawValue }
    }

    public let name: Name
    /// Lower case; `yes` for batch.
    public let value: String

    public init(_ name: Name, _ value: String) {
        self.name = name
        self.value = value.lowercased()
    }

    public static let batch = Condition(.batch, "yes")

    /// `batch` or `tier=flex`, as price files write it.
    public var description: String { self == .batch ? "batch" : "\(name.rawValue)=\(value)" }

    /// Reads what ``description`` writes.
    public init?(_ text: some StringProtocol) {
        if text == "batch" {
            self = .batch
            return
        }
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let name = Name(rawValue: String(parts[0])), name != .batch else { return nil }
        self.init(name, String(parts[1]))
    }

    public static func < (left: Condition, right: Condition) -> Bool {
        (left.name, left.value) < (right.name, right.value)
    }
}

/// A factor on the token prices of a request that meets a condition: 1.1 for processing in one region.
public struct Multiplier: Sendable, Hashable {
    public var condition: Condition
    public var factor: ExactDecimal
    public var validity: Validity
    public var source: String

    public init(condition: Condition, factor: ExactDecimal, validity: Validity = .always, source: String) {
        self.condition = condition
        self.factor = factor
        self.validity = validity
        self.source = source
    }
}
