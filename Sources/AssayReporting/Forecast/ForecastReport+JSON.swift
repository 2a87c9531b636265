import AssayEstimation
import AssayJSON
import AssayPricing

extension ForecastReport {
    /// The report as JSON. Money and means of counts are decimal strings; what is not known is null.
    public func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("currency", "USD")
            writer.member("date", request.instant.description)
            writeAssumptions(&writer)
            writer.key("scenarios")
            writer.array(of: scenarios) { writer, scenario in
                writer.object { writer in write(scenario, &writer) }
            }
            if let given { write(given, &writer) }
            if let hosting = request.hosting {
                writer.object("selfHosting") { writer in
                    writer.member("dollarsAnHour", "\(hosting.dollarsAnHour)")
                    writer.member("tokensASecond", hosting.tokensASecond)
                    writer.member("perMillionTokens", (try? hosting.dollarsAMillion()).map { "\($0)" })
                }
            }
        }
        return writer.bytes + [0x0A]
    }

    private func writeAssumptions(_ writer: inout JSONWriter) {
        let work = request.workload
        writer.object("assumptions") { writer in
            let numbers: [(String, Distribution)] = [
                ("turns", work.turns), ("perTurn", work.perTurn), ("steps", work.steps), ("system", work.system),
                ("context", work.context), ("answer", work.answer), ("reasoning", work.reasoning),
                ("toolOutput", work.toolOutput), ("retries", work.retries),
            ]
            for (key, number) in numbers { writer.member(key, "\(number)") }
            writer.member("cache", request.cache.scope.rawValue)
            writer.member("samples", request.isSampled ? request.samples : nil)
            writer.member("seed", request.isSampled ? Int(clamping: request.seed) : nil)
            writer.member("statements", statements)
        }
    }

    private func write(_ scenario: Forecast.Scenario, _ writer: inout JSONWriter) {
        writer.member("model", scenario.model)
        writer.member("policy", "\(scenario.policy)")
        writer.object("tokens") { writer in
            let meters: [(String, KeyPath<TaskTokens.Sums, Int128>)] = [
                ("calls", \.calls), ("input", \.input), ("fresh", \.fresh), ("cacheRead", \.cacheRead),
                ("cacheWrite", \.cacheWrite), ("output", \.output), ("reasoning", \.reasoning),
            ]
            for (key, path) in meters { writer.member(key, (try? scenario.tokens.mean(path)).map { "\($0)" }) }
            if request.cache.storedMillihours > 0 {
                writer.member("cacheTokenHours", Self.tokenHours(scenario).map { "\($0)" })
            }
            writer.member("inputEquivalent", scenario.inputEquivalent.map { "\($0)" })
        }
        writer.member("perTask", "\(scenario.task.mean)")
        if let spread = scenario.task.spread { write(spread, &writer) }
        writer.member("perSuccess", scenario.perOutcome.map { "\($0)" })
        writer.member("tasks", scenario.tasks.map { "\($0)" })
        writer.member("total", scenario.total.map { "\($0)" })
        writer.key("periods")
        writer.array(of: scenario.periods) { writer, period in
            writer.object { writer in write(period, &writer) }
        }
        writer.member("cheaperFrom", breakEvenTurn(scenario))
        if let cache = scenario.cache { write(cache, &writer) }
        if let hosting = scenario.hosting {
            writer.object("breakEven") { writer in
                writer.member("perMillionTokens", "\(hosting.modelPerMillion)")
                writer.member("tokensAMonth", hosting.tokensAMonth)
                writer.member("tasksAMonth", hosting.tasksAMonth)
            }
        }
        writer.key("curve")
        writer.array(of: scenario.curve) { writer, cost in writer.value("\(cost)") }
        writer.objects("prices", of: scenario.prices.lines) { writer, line in
            writer.member("meter", "\(line.meter)")
            writer.member("unitPrice", "\(line.unitPrice)")
            writer.member("per", line.billedAs.kind.unit.quotedText)
            writer.member("source", line.source.description)
        }
        writer.member("notes", scenario.notes)
    }

    /// Tokens times hours that a task's cache is paid for.
    static func tokenHours(_ scenario: Forecast.Scenario) -> ExactDecimal? {
        try? scenario.tokens.mean(\.cacheStorage).shifted(by: -3)
    }

    private func breakEvenTurn(_ scenario: Forecast.Scenario) -> Int? {
        if case .from(let turn) = scenario.breakEven { turn } else { nil }
    }

    private func write(_ spread: Forecast.Spread, _ writer: inout JSONWriter) {
        writer.object("spread") { writer in
            writer.member("samples", spread.samples)
            let amounts: [(String, ExactDecimal)] = [
                ("standardError", spread.standardError), ("minimum", spread.minimum), ("p50", spread.p50),
                ("p90", spread.p90), ("p99", spread.p99), ("maximum", spread.maximum),
            ]
            for (key, amount) in amounts { writer.member(key, "\(amount)") }
        }
    }

    private func write(_ period: Forecast.Period, _ writer: inout JSONWriter) {
        writer.member("from", period.from.description)
        writer.member("to", ForecastCell.lastDay(period))
        writer.member("days", period.days)
        writer.member("tasks", "\(period.tasks)")
        writer.member("perTask", "\(period.perTask)")
        writer.member("cost", "\(period.cost)")
    }

    private func write(_ cache: Forecast.CacheFacts, _ writer: inout JSONWriter) {
        writer.object("cache") { writer in
            writer.member("scope", cache.scope.rawValue)
            writer.member("minimum", cache.rule.minimum)
            writer.member("step", cache.rule.step)
            writer.member("lifetimeSeconds", cache.lifetime)
            writer.member("lifetimeAssumed", cache.isLifetimeAssumed)
            writer.member(
                "sharedHits", cache.sharedHits.flatMap { try? ExactDecimal($0).shifted(by: -6) }.map { "\($0)" })
            writer.member("paysFromUses", cache.paysFrom)
        }
    }

    private func write(_ given: GivenCost, _ writer: inout JSONWriter) {
        let total = try? given.total()
        writer.object("given") { writer in
            writer.member("perTaskLow", "\(given.low)")
            writer.member("perTaskHigh", "\(given.high)")
            writer.member("totalLow", (total?.low).map { "\($0)" })
            writer.member("totalHigh", (total?.high).map { "\($0)" })
            writer.objects("periods", of: given.periods) { writer, part in
                write(part.period, &writer)
                writer.member("costHigh", "\(part.high)")
            }
        }
    }
}
