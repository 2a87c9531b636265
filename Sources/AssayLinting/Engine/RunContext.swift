import AssayPricing

/// What rules about a whole run ask of those who run them: money and traffic, and whose prompts are whose.
public struct RunContext {
    /// Teams and labels with a budget.
    public var teams: [LintTeam] = []
    /// Calls of each prompt in a month, where they are declared.
    public var callsPerMonth: Int?
    /// Dollars for so many fresh input tokens of one request; nil where no price is known.
    public var inputCost: (Int) -> ExactDecimal? = { _ in nil }

    public init() {}
}

/// Prompts whose cost is added up.
public struct LintTeam {
    /// How findings call it: "team search".
    public var name: String
    /// The most dollars a month.
    public var perMonth: ExactDecimal
    /// Calls of each of its prompts in a month; nil takes the run's.
    public var callsPerMonth: Int?
    /// Whether the file of a path is the team's.
    public var contains: (String) -> Bool

    public init(name: String, perMonth: ExactDecimal, callsPerMonth: Int? = nil, contains: @escaping (String) -> Bool) {
        (self.name, self.perMonth, self.callsPerMonth, self.contains) = (name, perMonth, callsPerMonth, contains)
    }
}
