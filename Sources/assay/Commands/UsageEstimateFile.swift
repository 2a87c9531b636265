import AssayEstimation
import AssayJSON
import AssayPricing

/// Reads what was expected from the JSON of `assay cost` or `assay forecast`.
struct UsageEstimateFile {
    private let path: FilePath

    /// The estimates in a file: what a call costs, and what a month does where the file tells how many there are.
    static func read(_ name: String) throws(Failure) -> [UsageBudget] {
        let file = UsageEstimateFile(path: ArgumentBytes.path(name))
        let bytes = try SmallFile.named(file.path)
        guard let document = try? JSONDocument(bytes) else {
            throw Failure("\(file.path.display): this is no JSON; give what --format json writes")
        }
        let root = document.root
        let estimates: [UsageBudget]
        if let scenarios = root["scenarios"] {
            estimates = Self.forecast(try file.one(scenarios, "scenario", "model and policy"))
        } else if let prompts = root["prompts"] {
            estimates = try file.cost(prompts)
        } else {
            estimates = []
        }
        guard !estimates.isEmpty else {
            throw Failure(
                "\(file.path.display): there is no estimate in it; give what 'assay cost' or 'assay forecast' writes with "
                    + "--format json")
        }
        return estimates
    }

    private func one(_ list: JSONValue, _ noun: String, _ how: String) throws(Failure) -> JSONValue {
        guard list.count == 1, let only = list[0] else {
            throw Failure(
                "\(path.display): \(list.count) \(noun)s are in it, and logs are compared with one; estimate for one \(how)")
        }
        return only
    }

    // MARK: Forecasts

    /// What a call of the scenario costs in the mean, and what 30 days do.
    private static func forecast(_ scenario: JSONValue) -> [UsageBudget] {
        var estimates: [UsageBudget] = []
        if let task = amount(scenario["perTask"]), let calls = amount(scenario["tokens"]?["calls"]), !calls.isZero,
            let each = try? task.ratio(to: calls)
        {
            estimates.append(UsageBudget(each, .call, isEstimate: true))
        }
        let days = scenario["periods"]?.elements.compactMap { $0["days"]?.int }.reduce(0, +) ?? 0
        if let total = amount(scenario["total"]), (1...1_000_000).contains(days),
            let month = try? total.multiplied(by: Traffic.daysAMonth).divided(by: days)
        {
            estimates.append(UsageBudget(month, .month, isEstimate: true))
        }
        return estimates
    }

    // MARK: Costs of prompts

    /// What a call of the only prompt costs, and what all of them do in a month.
    private func cost(_ prompts: JSONValue) throws(Failure) -> [UsageBudget] {
        var costs: [JSONValue] = []
        for prompt in prompts.elements {
            guard let models = prompt["costs"] else { continue }
            costs.append(try one(models, "model", "model"))
        }
        var estimates: [UsageBudget] = []
        if costs.count == 1, let each = Self.amount(costs[0]["perCall"]?["point"]) {
            estimates.append(UsageBudget(each, .call, isEstimate: true))
        }
        var month = ExactDecimal.zero
        for cost in costs {
            guard let amount = Self.amount(cost["perMonth"]?["point"]), let sum = try? month.adding(amount) else {
                return estimates
            }
            month = sum
        }
        if !costs.isEmpty { estimates.append(UsageBudget(month, .month, isEstimate: true)) }
        return estimates
    }

    private static func amount(_ value: JSONValue?) -> ExactDecimal? {
        guard let text = value?.string, let amount = try? ExactDecimal(text), !amount.isNegative else { return nil }
        return amount
    }
}
