import AssayPricing

/// What some prompts may take, as it is pinned in a configuration. Each limit is an assertion of its own.
public struct Budget: Sendable, Hashable {
    /// Patterns as in `.gitignore`, from the configuration's folder on; empty for all files.
    public var paths: [String] = []
    /// The unit's name; nil for every unit of the files.
    public var unit: String?
    /// Line of the entry in the configuration, from 1.
    public var line = 1
    /// The most input tokens of a unit, whatever they cost.
    public var tokens: Int?
    /// Where that number stands in the configuration, for pinning it anew.
    public var tokensSpan: Range<Int>?
    /// The most dollars a call.
    public var costPerCall: ExactDecimal?
    /// The most dollars a month for each unit at the declared traffic.
    public var costPerMonth: ExactDecimal?
    /// The most tokens that a change may add to a unit.
    public var growth: Int?
    /// The most that a change may add, in per cent of what the unit had.
    public var growthPercent: ExactDecimal?

    public init() {}

    /// Whether anything is asserted that only money can answer.
    public var needsPrices: Bool { costPerCall != nil || costPerMonth != nil }
}

/// Prompts whose cost is added up: those of a team, or under a label.
public struct SpendingGroup: Sendable, Hashable {
    public enum Kind: String, Sendable { case team, label }

    public var kind: Kind
    public var name: String
    /// Line of the entry in the configuration, from 1.
    public var line: Int
    /// Patterns as in `.gitignore`, from the configuration's folder on; empty for all files.
    public var paths: [String]
    /// The most dollars a month for all of them.
    public var perMonth: ExactDecimal

    public init(_ kind: Kind, _ name: String, line: Int, paths: [String], perMonth: ExactDecimal) {
        self.kind = kind
        self.name = name
        self.line = line
        self.paths = paths
        self.perMonth = perMonth
    }
}
