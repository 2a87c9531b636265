import AssayEstimation
import AssayPricing
import AssayPrompts

/// What a configuration says about tokens and money.
extension ConfigurationReader {
    /// The keys of a budget.
    static let budgetKeys = [
        "paths", "unit", "tokens", "tool-tokens", "cost-per-call", "cost-per-month", "growth", "growth-percent",
    ]

    /// A budget, with the options of the lint rules that watch a part of it. The rules know files, not units: a budget
    /// for one unit of a file is not theirs.
    func add(_ node: DataNode, to result: inout LintConfiguration) throws(ConfigurationError) {
        var budget = Budget()
        var toolTokens: Int?
        budget.line = places.line(at: node.span.lowerBound)
        let members = try members(node, "a budget", Self.budgetKeys, such: "{paths: [prompts/], tokens: 1200}")
        for member in members {
            let value = member.value
            switch member.key.text.string {
            case "paths": budget.paths = try texts(value, "paths")
            case "unit": budget.unit = try text(value, "unit")
            case "tokens":
                budget.tokens = try tokens(value, "tokens", atLeast: 1)
                budget.tokensSpan = value.span
            case "tool-tokens": toolTokens = try tokens(value, "tool-tokens", atLeast: 1)
            case "cost-per-call": budget.costPerCall = try money(value, "cost-per-call", "call")
            case "cost-per-month": budget.costPerMonth = try money(value, "cost-per-month", "month")
            case "growth": budget.growth = try tokens(value, "growth", atLeast: 0)
            default: budget.growthPercent = try percent(value)
            }
        }
        result.budgets.append(budget)
        guard budget.unit == nil else { return }
        var override = LintConfiguration.Override()
        override.paths = budget.paths.isEmpty ? ["*"] : budget.paths
        for (rule, number) in [("TK001", budget.tokens), ("TK007", toolTokens)] {
            guard let number else { continue }
            override.rules[rule, default: LintConfiguration.RuleSetting()].options["max-tokens"] = .integer(number)
        }
        if let growth = budget.growth {
            override.rules["TK002", default: LintConfiguration.RuleSetting()].options["max-growth"] = .integer(growth)
        }
        if let percent = budget.growthPercent.flatMap({ Double($0.description) }) {
            override.rules["TK002", default: LintConfiguration.RuleSetting()].options.merge([
                "max-growth-percent": .number(percent), "min-growth": .integer(0),
            ]) { $1 }
        }
        if !override.rules.isEmpty { result.overrides.append(override) }
    }

    /// Teams or labels: prompts whose cost is added up.
    func teams(_ node: DataNode, _ kind: String) throws(ConfigurationError) -> [LintConfiguration.Team] {
        var result: [LintConfiguration.Team] = []
        for member in try mapping(node, kind + "s", such: "{search: {budget: 500/month}}") {
            var team = LintConfiguration.Team(name: member.key.text.string)
            team.line = places.line(at: member.key.span.lowerBound)
            for entry in try members(
                member.value, "\(kind) \(team.name)", ["paths", "budget", "calls"], such: "{budget: 500/month}")
            {
                switch entry.key.text.string {
                case "paths": team.paths = try texts(entry.value, "paths")
                case "calls": team.calls = try calls(entry.value)
                default: team.budget = try money(entry.value, "budget", "month").description
                }
            }
            result.append(team)
        }
        return result
    }

    private func tokens(_ node: DataNode, _ name: String, atLeast least: Int) throws(ConfigurationError) -> Int {
        guard let number = node.int, number >= least, number <= Self.largest else {
            let isTooLarge = node.scalar.flatMap { try? ExactDecimal($0) }.map { $0 > ExactDecimal(Self.largest) } ?? false
            let advice = isTooLarge ? "2^53 is the most" : "write a whole number of tokens from \(least) up, such as 1200"
            throw error(at: node.span.lowerBound, "\(name) is '\(node.scalar ?? "…")'; \(advice)")
        }
        return number
    }

    /// `500`, `$500`, `500/month`.
    private func money(_ node: DataNode, _ name: String, _ period: String) throws(ConfigurationError) -> ExactDecimal {
        var written = try text(node, name)[...]
        if written.hasSuffix("/\(period)") { written = written.dropLast(period.count + 1) }
        if written.first == "$" { written = written.dropFirst() }
        guard let amount = try? ExactDecimal(written), !amount.isNegative else {
            throw error(
                at: node.span.lowerBound,
                "\(name) is '\(node.scalar ?? "…")'; give dollars a \(period), as \(period == "month" ? "500" : "0.01")")
        }
        return amount
    }

    /// `5` or `5%`.
    private func percent(_ node: DataNode) throws(ConfigurationError) -> ExactDecimal {
        var written = try text(node, "growth-percent")[...]
        if written.last == "%" { written = written.dropLast() }
        while written.last == " " { written = written.dropLast() }
        guard let number = try? ExactDecimal(written), !number.isNegative else {
            throw error(at: node.span.lowerBound, "growth-percent is '\(node.scalar ?? "…")'; give per cent, as 5")
        }
        return number
    }
}
