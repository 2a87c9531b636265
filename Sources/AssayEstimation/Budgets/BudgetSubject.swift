/// A unit that budgets are tested on.
public struct BudgetSubject: Sendable {
    public var path: String
    /// The unit's name; empty for a whole file.
    public var unit: String
    /// Line of its start, from 1.
    public var line: Int
    /// Model by model.
    public var measures: [Measure]
    /// Whether it is only sent inside other units of its file: then only a budget that names it is about it.
    public var isFragment = false

    /// What a unit takes on one model.
    public struct Measure: Sendable {
        /// `provider/model`, or the vocabulary where only tokens are counted.
        public var model: String
        public var tokens: TokenCount
        public var perCall: CostRange?
        /// Nil without traffic by the day or month.
        public var perMonth: CostRange?
        /// What it had before the change that is looked at; nil where it did not exist, or nothing is compared.
        public var base: TokenCount?

        public init(
            model: String, tokens: TokenCount, perCall: CostRange? = nil, perMonth: CostRange? = nil,
            base: TokenCount? = nil
        ) {
            self.model = model
            self.tokens = tokens
            self.perCall = perCall
            self.perMonth = perMonth
            self.base = base
        }
    }

    public init(path: String, unit: String, line: Int, measures: [Measure]) {
        self.path = path
        self.unit = unit
        self.line = line
        self.measures = measures
    }

    /// `path` or `path: unit`.
    public var name: String { unit.isEmpty ? path : "\(path): \(unit)" }
}
