import AssayEstimation
import AssayJSON
import AssayPricing

/// A usage report as JSON. Money is a decimal string, shares are fractions of one.
public enum UsageJSON {
    /// - Parameters:
    ///   - files: what was read of each log.
    ///   - failures: what could not be read.
    public static func text(
        _ report: UsageReport, files: [UsageFileReport] = [], failures: [ReportFailure] = []
    ) -> String {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("currency", "USD")
            writer.key("by")
            writer.array(of: report.dimensions) { $0.value($1.description) }
            writer.member("from", report.span?.lowerBound.description)
            writer.member("to", report.span?.upperBound.description)
            writer.objects("groups", of: report.groups) { writer, group in
                writer.object("key") { writer in
                    for (dimension, key) in zip(report.dimensions, group.keys) {
                        writer.member(dimension.description, key)
                    }
                }
                write(group.totals, report, &writer)
            }
            writer.object("total") { write(report.total, report, &$0) }
            writeFindings(report, &writer)
            writer.key("files")
            writer.array(of: files) { writer, file in file.write(&writer) }
            writer.key("notes")
            writer.array(of: report.notes) { $0.value($1) }
            writer.errors(failures)
        }
        return writer.string + "\n"
    }

    private static func write(_ totals: UsageTotals, _ report: UsageReport, _ writer: inout JSONWriter) {
        writer.member("requests", totals.requests)
        writer.member("records", totals.records)
        writer.object("tokens") { write(totals.tokens, &$0) }
        writer.member("cacheHitRate", totals.tokens.hitRate)
        writer.member("cost", totals.cost.description)
        writer.member("unpricedRecords", totals.unpriced)
        writer.member("unpricedTokens", totals.unpricedTokens)
        writer.member("charged", totals.chargedRecords > 0 ? totals.charged.description : nil)
        guard !report.otherModels.isEmpty else { return }
        writer.objects("onOtherModels", of: report.otherModels.indices) { writer, place in
            writer.member("model", report.otherModels[place])
            writer.member("cost", totals.onOthers[place].description)
            writer.member("unpricedRecords", totals.unpricedOnOthers[place])
        }
    }

    private static func write(_ tokens: TokenCounts, _ writer: inout JSONWriter) {
        writer.member("input", tokens.input)
        writer.member("cacheRead", tokens.cacheRead)
        writer.member("cacheWrite", tokens.cacheWrite)
        writer.member("output", tokens.output)
        writer.member("reasoning", tokens.reasoning)
        writer.member("total", tokens.total)
    }

    // MARK: Findings

    private static func writeFindings(_ report: UsageReport, _ writer: inout JSONWriter) {
        writer.key("turns")
        if let turns = report.turns { write(turns, &writer) } else { writer.null() }
        writer.key("conversations")
        writer.array(of: report.conversations) { write($1, &$0) }
        writer.objects("jumps", of: report.jumps) { writer, jump in
            writer.member("day", jump.day.description)
            writer.member("cost", jump.cost)
            writer.member("trend", jump.expected)
            writer.member("ratio", jump.ratio)
        }
        writer.key("reasoning")
        writer.array(of: report.reasoning) { write($1, &$0) }
        writer.key("budget")
        writer.array(of: report.budget) { write($1, &$0) }
        writer.objects("unpriced", of: report.unpriced) { writer, one in
            writer.member("model", one.model)
            writer.member("reason", one.reason)
            writer.member("records", one.records)
            writer.member("tokens", one.tokens)
        }
    }

    private static func write(_ turns: UsageReport.TurnTotals, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("conversations", turns.conversations)
            writer.member("turns", turns.turns)
            writer.member("growthPerTurn", turns.growthPerTurn)
            writer.member("resentShare", turns.resentShare)
            writer.member("cacheBreaks", turns.breaks)
            writer.member("cacheBreakCost", turns.breakCost.description)
        }
    }

    private static func write(_ one: Conversation, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("session", one.session)
            writer.member("agent", one.agent.isEmpty ? nil : one.agent)
            writer.member("turns", one.turns)
            writer.member("firstPrompt", one.firstPrompt)
            writer.member("lastPrompt", one.lastPrompt)
            writer.member("growthPerTurn", one.growthPerTurn)
            writer.member("resentShare", one.resentShare)
            writer.member("cacheHitRate", one.tokens.hitRate)
            writer.member("contextResets", one.resets)
            writer.member("cost", one.cost.description)
            writer.member("unpricedTurns", one.unpriced)
            writer.objects("cacheBreaks", of: one.breaks) { writer, broken in
                writer.member("turn", broken.turn)
                writer.member("at", broken.instant?.description)
                writer.member("tokens", broken.tokens)
                writer.member("extraCost", broken.cost?.description)
                writer.member("cause", UsageTables.words(broken.cause))
            }
        }
    }

    private static func write(_ finding: ReasoningFinding, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", finding.kind.rawValue)
            writer.member("model", finding.model)
            writer.member("since", finding.since?.description)
            writer.member("responses", finding.responses)
            writer.member("responsesBefore", finding.before)
            writer.member("tokens", finding.tokens)
            writer.member("cost", finding.cost?.description)
        }
    }

    private static func write(_ period: BudgetPeriod, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("period", period.name)
            writer.member("subject", period.subject)
            writer.member("against", period.isEstimate ? "estimate" : "budget")
            writer.member("spent", period.spent.description)
            writer.member("limit", period.limit.description)
            writer.member("unpricedRecords", period.unpriced)
            writer.member("projected", period.projected?.description)
            writer.member("exceeded", period.isExceeded)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, _ value: Double?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }
}

/// What was read of one file.
public struct UsageFileReport: Sendable {
    public var path: String
    public var tally: UsageLogReader.Tally
    /// Why the file as a whole could not be read.
    public var failure: String?

    public init(path: String, tally: UsageLogReader.Tally, failure: String? = nil) {
        (self.path, self.tally, self.failure) = (path, tally, failure)
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("path", path)
            writer.member("lines", tally.lines)
            writer.member("records", tally.records)
            writer.member("brokenLines", tally.broken)
            writer.objects("problems", of: tally.problems) { writer, problem in
                writer.member("line", problem.line)
                writer.member("message", problem.message)
            }
            writer.member("failure", failure)
        }
    }
}
