import AssayPricing
import AssayText

/// Tests budgets. What is tested is the high end of every count and cost; growth is the difference of two points.
///
/// ```swift
/// let check = BudgetCheck(budgets: budgets, groups: []) { patterns, path in patterns.contains(path) }
/// let exceeded = try check.results(subjects).filter { $0.outcome == .exceeded }
/// ```
public struct BudgetCheck {
    private let budgets: [Budget]
    private let groups: [SpendingGroup]
    private let matches: ([String], String) -> Bool

    /// - Parameter matches: whether one of the patterns names the file of a path or a folder around it.
    public init(budgets: [Budget], groups: [SpendingGroup], matches: @escaping ([String], String) -> Bool) {
        self.budgets = budgets
        self.groups = groups
        self.matches = matches
    }

    /// Whether a budget is about a unit.
    public func applies(_ budget: Budget, to subject: BudgetSubject) -> Bool {
        if let unit = budget.unit ?? (subject.isFragment ? "" : nil), unit != subject.unit { return false }
        return budget.paths.isEmpty || matches(budget.paths, subject.path)
    }

    /// The results for each unit, in the order of the budgets.
    ///
    /// Complexity: O(budgets x subjects).
    public func results(_ subjects: [BudgetSubject]) throws(DecimalError) -> [BudgetResult] {
        var results: [BudgetResult] = []
        for budget in budgets {
            for subject in subjects where applies(budget, to: subject) {
                for measure in subject.measures { results += try Self.results(budget, subject, measure) }
            }
        }
        return results
    }

    /// The results for teams and labels, whose costs are added up over all of their units.
    public func groupResults(_ subjects: [BudgetSubject]) throws(DecimalError) -> [BudgetResult] {
        var results: [BudgetResult] = []
        for group in groups {
            let members = subjects.filter { group.paths.isEmpty || matches(group.paths, $0.path) }
            var sums: [(model: String, sum: CostRange?)] = []
            for measure in members.flatMap(\.measures) {
                let place = sums.firstIndex { $0.model == measure.model }
                guard let month = measure.perMonth else {
                    if let place { sums[place].sum = nil } else { sums.append((measure.model, nil)) }
                    continue
                }
                if let place {
                    sums[place].sum = try sums[place].sum?.adding(month)
                } else {
                    sums.append((measure.model, month))
                }
            }
            results += sums.map { Self.result(group, $0.model, $0.sum, members.count) }
        }
        return results
    }

    // MARK: One unit

    private static func results(
        _ budget: Budget, _ subject: BudgetSubject, _ measure: BudgetSubject.Measure
    ) throws(DecimalError) -> [BudgetResult] {
        var results: [BudgetResult] = []
        let add = { (assertion: BudgetResult.Assertion, isOver: Bool?, actual: String?, limit: String, reason: String) in
            results.append(
                BudgetResult(
                    assertion: assertion, outcome: isOver.map { $0 ? .exceeded : .kept } ?? .untested,
                    subject: subject.name, model: measure.model, actual: actual, limit: limit, line: budget.line,
                    reason: "\(subject.name): \(reason) on \(measure.model)"))
        }
        if let limit = budget.tokens {
            let high = measure.tokens.high
            let over = high > limit ? ", \(high - limit) more than" : ", within"
            add(.tokens, high > limit, "\(high)", "\(limit)", "\(upTo(measure.tokens))\(over) the pinned \(limit)")
        }
        if let limit = budget.costPerCall {
            add(
                .costPerCall, measure.perCall.map { $0.high > limit }, measure.perCall?.high.description, "\(limit)",
                money(measure.perCall, "a call", limit))
        }
        if let limit = budget.costPerMonth {
            add(
                .costPerMonth, measure.perMonth.map { $0.high > limit }, measure.perMonth?.high.description,
                "\(limit)", money(measure.perMonth, "a month", limit))
        }
        guard let base = measure.base else { return results }
        let growth = measure.tokens.point - base.point
        if let limit = budget.growth {
            add(
                .growth, growth > limit, "\(growth)", "\(limit)",
                "\(plural(signed(growth), "token")) (\(base.point) before, \(measure.tokens.point) now); a change may add \(limit)"
            )
        }
        if let limit = budget.growthPercent, base.point > 0 {
            let percent = try ExactDecimal(growth).multiplied(by: 100).divided(by: base.point, places: 4)
            let shown = try percent.divided(by: 1, places: 1)
            add(
                .growthPercent, percent > limit, "\(percent)", "\(limit)",
                "\(percent > .zero ? "+" : "")\(shown) % tokens (\(base.point) before, \(measure.tokens.point) now); "
                    + "a change may add \(limit) %")
        }
        return results
    }

    private static func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : "\(number)" }

    private static func upTo(_ count: TokenCount) -> String {
        count.low == count.high
            ? plural(count.high, "token")
            : "up to \(plural(count.high, "token")) (\(count.method.rawValue), about \(count.point))"
    }

    private static func money(_ range: CostRange?, _ period: String, _ limit: ExactDecimal) -> String {
        guard let range else { return "no cost \(period) is known to test against $\(limit.text(minimumPlaces: 2))" }
        let high = "$" + range.high.text(minimumPlaces: 2), most = "$" + limit.text(minimumPlaces: 2)
        let amount = range.isExact ? high : "up to \(high)"
        return "\(amount) \(period), \(range.high > limit ? "over" : "within") the budget of \(most)"
    }

    private static func result(
        _ group: SpendingGroup, _ model: String, _ sum: CostRange?, _ units: Int
    ) -> BudgetResult {
        let assertion = group.kind == .team ? BudgetResult.Assertion.teamPerMonth : .labelPerMonth
        let name = "\(group.kind.rawValue) \(group.name)"
        let prompts = plural(units, "prompt")
        return BudgetResult(
            assertion: assertion, outcome: sum.map { $0.high > group.perMonth ? .exceeded : .kept } ?? .untested,
            subject: name, model: model, actual: sum?.high.description, limit: "\(group.perMonth)", line: group.line,
            reason: "\(name): \(money(sum, "a month", group.perMonth)) for \(prompts) on \(model)")
    }
}
