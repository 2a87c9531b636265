import AssayEstimation
import AssayPricing
import Testing

@Suite struct UsageAnalysisTests {
    @Test func requestsArePricedAtTheirOwnDate() throws {
        // gemini-4-argon doubles its price on 2026-12-01.
        func log(_ day: String) -> String {
            "{\"id\":\"r-0123456789abcdef-\(day)\",\"timestamp\":\"\(day)T00:00:00Z\",\"model\":\"gemini-4-argon\","
                + "\"usageMetadata\":{\"promptTokenCount\":10000,\"candidatesTokenCount\":1000}}\n"
        }
        let report = try UsageLogs.report([log("2026-11-30") + log("2026-12-01")], by: [.day])
        #expect(report.groups.map(\.totals.cost.description) == ["0.03", "0.06"])
    }

    @Test func groupsAddUpToTheTotal() throws {
        var generator = SystemRandomNumberGenerator()
        let models = ["gpt-4o", "gpt-4o-mini", "no-such-model"]
        let log = (0..<300).map { index in
            UsageLogs.response(
                "request-000000000\(index)", day: Int.random(in: 1...20, using: &generator),
                input: Int.random(in: 0...100_000, using: &generator), model: models[index % 3])
        }.joined()
        for dimensions in [[UsageDimension.model], [.day], [.day, .model], [.team]] {
            let report = try UsageLogs.report([log], by: dimensions)
            var cost = ExactDecimal.zero
            for group in report.groups { cost = try cost.adding(group.totals.cost) }
            #expect(cost == report.total.cost)
            #expect(report.groups.reduce(0) { $0 + $1.totals.requests } == 300)
            #expect(report.groups.reduce(0) { $0 + $1.totals.tokens.input } == report.total.tokens.input)
            #expect(report.groups.reduce(0) { $0 + $1.totals.unpriced } == 100)
        }
    }

    @Test func missingPricesAreListedAndInNoSum() throws {
        let log =
            UsageLogs.response("request-0000000001", day: 1)
            + UsageLogs.response(
                "request-0000000002", day: 1, model: "no-such-model")
        let report = try UsageLogs.report([log])
        #expect(report.total.cost.description == "2.5")
        #expect(report.unpriced.map(\.model) == ["no-such-model"])
        #expect(report.unpriced.first?.tokens == 1_000_000)
    }

    @Test func theTurnAtWhichTheCacheBrokeIsFoundAndCosted() throws {
        let log =
            UsageLogs.turn("msg_00000000000001", minute: 1, write: 10_000)
            + UsageLogs.turn("msg_00000000000002", minute: 2, read: 10_000, write: 1_000)
            + UsageLogs.turn("msg_00000000000003", minute: 3, read: 0, write: 12_000)
            + UsageLogs.turn("msg_00000000000004", minute: 4, read: 12_000, write: 1_000)
            + UsageLogs.turn("msg_00000000000005", minute: 30, read: 0, write: 14_000)
        let conversation = try #require(try UsageLogs.report([log]).conversations.first)
        #expect(conversation.breaks.map(\.turn) == [3, 5])
        #expect(conversation.breaks.map(\.tokens) == [11_000, 13_000])
        // A cache write of Sonnet 4.5 costs $3.75 a million tokens and a read $0.30.
        #expect(conversation.breaks[0].cost?.description == "0.03795")
        #expect(conversation.breaks[0].cause == .changedPrefix)
        #expect(conversation.breaks[1].cause == .idle(seconds: 26 * 60))
        #expect(conversation.growthPerTurn == 1_000)
        #expect(conversation.turns == 5)
    }

    @Test func aClockThatGoesBackChangesNoOrder() throws {
        let log =
            UsageLogs.turn("msg_00000000000001", minute: 9, write: 10_000)
            + UsageLogs.turn("msg_00000000000002", minute: 2, read: 10_000, write: 1_000)
        let report = try UsageLogs.report([log])
        #expect(report.conversations.first?.breaks == [])
        #expect(report.conversations.first?.lastPrompt == 11_004)
        #expect(report.notes.contains { $0.contains("clock went back") })
    }

    @Test func rowsOfExportsArePricedByTheAverageRequest() throws {
        // 300,000 tokens in 100 requests are no long prompt, though their sum is.
        func log(_ requests: Int) -> String {
            "{\"start_time\":1793500000,\"results\":[{\"model\":\"gemini-2.5-pro\",\"input_tokens\":300000,"
                + "\"output_tokens\":0,\"num_model_requests\":\(requests)}]}\n"
        }
        func cost(_ text: String) throws -> UsageReport { try UsageLogs.report([text]) }
        let many = try cost(log(100))
        let one = try cost(log(1))
        #expect(many.total.unpriced == 0)
        #expect(try one.total.cost == many.total.cost.multiplied(by: 2))
        #expect(many.notes.contains { $0.contains("average request") })
    }

    @Test func aDayFarOverItsTrendIsAJumpAndGrowthIsNone() throws {
        func jumps(_ input: [Int]) throws -> [Int] {
            let log = input.enumerated().map { day, input in
                UsageLogs.response("request-000000000\(day)", day: day + 1, input: input * 100_000)
            }.joined()
            return try UsageLogs.report([log]).jumps.map { $0.day.day }
        }
        #expect(try jumps([10, 10, 11, 10, 16, 10, 10]) == [5])
        #expect(try jumps([10, 12, 14, 16, 18, 20, 22]) == [])
        #expect(try jumps([10, 10, 100]) == [], "two days are no trend")
        #expect(try jumps([10, 10, 10, 15]) == [], "half as much again is not more than that")
    }

    @Test func reasoningThatNobodyAskedForIsFound() throws {
        let unasked = UsageLogs.response(
            "request-0000000001", day: 1, input: 10, output: 50, reasoning: 40, model: "gpt-5",
            more: #","reasoning":{"effort":"none"}"#)
        let asked = UsageLogs.response(
            "request-0000000002", day: 1, input: 10, output: 50, reasoning: 40, model: "gpt-5",
            more: #","reasoning":{"effort":"high"}"#)
        let finding = try #require(try UsageLogs.report([unasked + asked]).reasoning.first)
        #expect(finding.kind == .notAskedFor)
        #expect(finding.responses == 1)
        #expect(finding.tokens == 40)
        #expect(finding.cost?.description == "0.0004")
        let began = (1...12).map {
            UsageLogs.response("request-00000000\($0)", day: $0, input: 10, output: 50, reasoning: $0 > 10 ? 40 : 0)
        }.joined()
        let found = try UsageLogs.report([began]).reasoning
        #expect(found.map(\.kind) == [.began])
        #expect(found.first?.since?.date.day == 11)
        #expect(found.first?.tokens == 80)
    }

    @Test func monthsAreComparedWithTheBudget() throws {
        let log = UsageLogs.response("request-0000000001", day: 1) + UsageLogs.response("request-0000000002", day: 10)
        let report = try UsageLogs.report([log]) { $0.budgets = [UsageBudget("4/month")!, UsageBudget("$3/day")!] }
        let month = try #require(report.budget.first)
        #expect(month.spent.description == "5")
        #expect(month.isExceeded)
        #expect(month.projected?.description == "15")
        #expect(report.budget.dropFirst().map(\.isExceeded) == [false, false])
        for text in ["", "x", "4/year", "-4/month", "4/total", "NaN/month"] { #expect(UsageBudget(text) == nil) }
    }

    @Test func timesAreCut() throws {
        let log = (1...9).map { UsageLogs.response("request-000000000\($0)", day: $0) }.joined()
        let report = try UsageLogs.report([log]) {
            $0.since = UTCInstant("2026-11-03")
            $0.until = UTCInstant("2026-11-06")
        }
        #expect(report.total.requests == 3)
    }

    @Test func theSameLogOnAnotherModel() throws {
        let model = try ModelFinder(.embedded, at: UsageLogs.now).find("gpt-4o-mini").model
        let report = try UsageLogs.report([UsageLogs.response("request-0000000001", day: 20)]) {
            $0.otherModels = [model]
        }
        #expect(report.total.cost.description == "2.5")
        #expect(report.total.onOthers.map(\.description) == ["0.15"])
    }
}
