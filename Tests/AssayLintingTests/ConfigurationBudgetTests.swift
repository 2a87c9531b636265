import AssayEstimation
import AssayPricing
import Testing

@testable import AssayLinting

struct ConfigurationBudgetTests {
    @Test("budgets with every key, teams and labels")
    func reads() throws {
        let text = """
            budgets:
              - paths: [a.md]
                unit: SYSTEM
                tokens: 1200
                cost-per-call: $0.01
                cost-per-month: 200/month
                growth: 50
                growth-percent: 7.5%
            labels:
              beta: {paths: [b/], budget: 12.50, calls: 10/day}
            """
        let source = Array(text.utf8)
        let configuration = try ConfigurationReader.read(source)
        let budget = try #require(configuration.budgets.first)
        #expect(budget.line == 2)
        #expect(budget.unit == "SYSTEM")
        #expect(budget.tokensSpan.map { String(decoding: source[$0], as: UTF8.self) } == "1200")
        #expect(budget.costPerCall?.description == "0.01")
        #expect(budget.costPerMonth?.description == "200")
        #expect(budget.growth == 50)
        #expect(budget.growthPercent?.description == "7.5")
        #expect(configuration.labels.first?.budget == "12.5")
        // The lint rule knows files alone.
        #expect(configuration.overrides.isEmpty)
    }

    @Test(
        "a mistake names its place",
        arguments: [
            ("budgets:\n  - tokens: 0", "2:13: tokens is '0'; write a whole number of tokens from 1 up, such as 1200"),
            ("budgets:\n  - growth: -1", "2:13: growth is '-1'; write a whole number of tokens from 0 up, such as 1200"),
            ("budgets:\n  - tokens: 9007199254740993", "2:13: tokens is '9007199254740993'; 2^53 is the most"),
            ("budgets:\n  - tokens: 99999999999999999999999", "2:13: tokens is '99999999999999999999999'; 2^53 is the most"),
            (
                "budgets: [{tokens: 1,200}]",
                "1:22: unknown key of a budget '200'; numbers are written without commas, such as 1000"
            ),
            (
                "budgets: [{tokens: 1,000,000}]",
                "1:26: unknown key of a budget '000'; numbers are written without commas, such as 1000"
            ),
            (
                "budgets: [{tool-tokens: 5, 2nd: 6}]",
                "1:28: unknown key of a budget '2nd'; known are paths, unit, tokens, tool-tokens, cost-per-call, "
                    + "cost-per-month, growth, growth-percent"
            ),
            (
                "budgets: {tokens: 5}",
                "1:10: budgets has to be a list, such as [{paths: [prompts/], tokens: 1200}]"
            ),
            ("budgets: [5]", "1:11: a budget has to be a mapping of keys, such as {paths: [prompts/], tokens: 1200}"),
            ("teams: {a: 5}", "1:12: team a has to be a mapping of keys, such as {budget: 500/month}"),
            (
                "labels:\n  100: {budget: 5/month}\n  100: {budget: 6/month}",
                "3:3: '100' stands here again; it is in line 2 already. Keep one of the two"
            ),
            ("labels: [a]", "1:9: labels has to be a mapping of keys, such as {search: {budget: 500/month}}"),
            ("traffic: 1000/day", "1:10: traffic has to be a mapping of keys, such as {calls: 1000/day}"),
            (
                "traffic: {calls: 1,000/day}",
                "1:20: unknown key of traffic '000/day'; numbers are written without commas, such as 1000"
            ),
            (
                "traffic: {calls: '1,000/day'}",
                "1:18: calls is '1,000/day'; write them like 1000/day or 20000/month, without commas"
            ),
            ("traffic: {calls: 9007199254740993/day}", "1:18: calls is '9007199254740993/day'; 2^53 is the most"),
            ("budgets:\n  - cost-per-call: much", "2:20: cost-per-call is 'much'; give dollars a call, as 0.01"),
            ("budgets:\n  - growth-percent: ten", "2:21: growth-percent is 'ten'; give per cent, as 5"),
            ("labels:\n  a: {budget: -5}", "2:15: budget is '-5'; give dollars a month, as 500"),
        ])
    func mistakes(_ text: String, _ message: String) {
        var found = ""
        do { _ = try ConfigurationReader.read(Array(text.utf8)) } catch { found = error.description }
        #expect(found == message)
    }
}
