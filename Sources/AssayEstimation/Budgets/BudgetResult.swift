/// How an assertion of a budget came out.
public struct BudgetResult: Sendable, Hashable {
    public enum Assertion: String, Sendable, CaseIterable {
        case tokens
        case costPerCall = "cost-per-call"
        case costPerMonth = "cost-per-month"
        case growth
        case growthPercent = "growth-percent"
        case teamPerMonth = "team-per-month"
        case labelPerMonth = "label-per-month"
    }

    public enum Outcome: String, Sendable {
        case kept, exceeded
        /// A number that it needs is missing.
        case untested
    }

    public var assertion: Assertion
    public var outcome: Outcome
    /// The unit, team or label.
    public var subject: String
    /// `provider/model` or the vocabulary.
    public var model: String
    /// What was tested: the high end of a count or cost, or the difference of two points; nil where it is missing.
    public var actual: String?
    public var limit: String
    /// Line of the budget in the configuration, from 1.
    public var line: Int
    /// The result in a sentence without a full stop.
    public var reason: String
}
