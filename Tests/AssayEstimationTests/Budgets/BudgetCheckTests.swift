import AssayPricing
import Testing

@testable import AssayEstimation

@Suite struct BudgetCheckTests {
    private func subject(
        _ tokens: TokenCount, base: Int? = nil, perCall: String? = nil, perMonth: String? = nil
    ) throws -> BudgetSubject {
        func range(_ text: String) throws -> CostRange {
            let high = try ExactDecimal(text)
            return CostRange(low: .zero, point: .zero, high: high)
        }
        return BudgetSubject(
            path: "a.md", unit: "", line: 1,
            measures: [
                .init(
                    model: "m", tokens: tokens, perCall: try perCall.map(range), perMonth: try perMonth.map(range),
                    base: base.map { TokenCount($0) })
            ])
    }

    private func outcomes(_ subject: BudgetSubject, _ change: (inout Budget) throws -> Void) throws -> [String] {
        var budget = Budget()
        try change(&budget)
        return try BudgetCheck(budgets: [budget], groups: []) { _, _ in true }.results([subject])
            .map { "\($0.assertion.rawValue) \($0.outcome.rawValue)" }
    }

    @Test("tokens are tested on the high end; as many as the limit are kept") func tokens() throws {
        let exact = try subject(TokenCount(100))
        #expect(try outcomes(exact) { $0.tokens = 100 } == ["tokens kept"])
        #expect(try outcomes(exact) { $0.tokens = 99 } == ["tokens exceeded"])
        let estimate = try subject(TokenCount(low: 90, point: 100, high: 130, method: .calibrated))
        #expect(try outcomes(estimate) { $0.tokens = 129 } == ["tokens exceeded"])
        #expect(try outcomes(estimate) { $0.tokens = 130 } == ["tokens kept"])
    }

    @Test("growth is the difference of two points, absolute and in per cent") func growth() throws {
        let grown = try subject(TokenCount(low: 90, point: 110, high: 200, method: .calibrated), base: 100)
        #expect(try outcomes(grown) { $0.growth = 10 } == ["growth kept"])
        #expect(try outcomes(grown) { $0.growth = 9 } == ["growth exceeded"])
        #expect(try outcomes(grown) { $0.growthPercent = 10 } == ["growth-percent kept"])
        #expect(try outcomes(grown) { $0.growthPercent = try ExactDecimal("9.99") } == ["growth-percent exceeded"])
        // What did not exist has not grown.
        #expect(try outcomes(subject(TokenCount(110))) { $0.growth = 0 } == [])
    }

    @Test("a cost that is not known is neither kept nor exceeded") func money() throws {
        let known = try subject(TokenCount(1), perCall: "0.02", perMonth: "300")
        #expect(try outcomes(known) { $0.costPerCall = try ExactDecimal("0.019") } == ["cost-per-call exceeded"])
        #expect(try outcomes(known) { $0.costPerMonth = 300 } == ["cost-per-month kept"])
        #expect(try outcomes(subject(TokenCount(1))) { $0.costPerMonth = 300 } == ["cost-per-month untested"])
    }

    @Test("the costs of a team are added up") func team() throws {
        let subjects = [
            try subject(TokenCount(1), perMonth: "60"), try subject(TokenCount(1), perMonth: "40.01"),
        ]
        func outcome(_ limit: ExactDecimal, _ subjects: [BudgetSubject]) throws -> [BudgetResult.Outcome] {
            let group = SpendingGroup(.team, "search", line: 1, paths: ["a.md"], perMonth: limit)
            return try BudgetCheck(budgets: [], groups: [group]) { $0.contains($1) }.groupResults(subjects).map(\.outcome)
        }
        #expect(try outcome(100, subjects) == [.exceeded])
        #expect(try outcome(101, subjects) == [.kept])
        #expect(try outcome(101, subjects + [subject(TokenCount(1))]) == [.untested])
    }

    @Test("what was not tested has no number") func untestedNumber() throws {
        var budget = Budget()
        (budget.tokens, budget.costPerCall, budget.costPerMonth) = (10, 1, 1)
        let check = BudgetCheck(budgets: [budget], groups: []) { _, _ in true }
        #expect(try check.results([subject(TokenCount(3), perCall: "0.5")]).map(\.actual) == ["3", "0.5", nil])
        let group = SpendingGroup(.team, "web", line: 1, paths: [], perMonth: 1)
        let team = BudgetCheck(budgets: [], groups: [group]) { _, _ in true }
        #expect(try team.groupResults([subject(TokenCount(3))]).map(\.actual) == [nil])
    }
}

@Suite struct BudgetPinsTests {
    @Test("numbers are replaced where they stand, in any order") func replaces() {
        let text = Array("a: 5 # five\nb: 1000\n".utf8)
        let pins = [BudgetPins.Pin(span: 15..<19, old: 1000, new: 7), .init(span: 3..<4, old: 5, new: 123)]
        #expect(String(decoding: BudgetPins.replacing(pins, in: text), as: UTF8.self) == "a: 123 # five\nb: 7\n")
        let outside = [BudgetPins.Pin(span: 90..<99, old: 1, new: 2)]
        #expect(BudgetPins.replacing(outside, in: text) == text)
    }

    @Test("names of any kind can be pinned") func names() throws {
        let odd = BudgetPins.Addition(path: "a \"b\" [c]*.md", unit: "x\\y", tokens: 3)
        let text = try #require(BudgetPins.adding([odd], to: [], list: nil))
        #expect(
            String(decoding: text, as: UTF8.self)
                == "budgets:\n  - paths: [\"/a \\\"b\\\" \\\\[c]\\\\*.md\"]\n    unit: \"x\\\\y\"\n    tokens: 3\n")
    }
}
