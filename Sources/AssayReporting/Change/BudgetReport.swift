import AssayEstimation
import AssayJSON
import AssayText

/// The results of budgets, ready to be written.
public struct BudgetReport: Sendable {
    public var results: [BudgetResult]
    /// The configuration that the budgets are from.
    public var file: String
    /// What could not be read, so that no budget was tested on it.
    public var failures: [ReportFailure]

    public init(_ results: [BudgetResult], file: String, failures: [ReportFailure] = []) {
        self.results = results
        self.file = file
        self.failures = failures
    }

    public var exceeded: [BudgetResult] { results.filter { $0.outcome == .exceeded } }

    /// What is exceeded, one a line, and the sum.
    public func lines() -> [String] {
        let kept = results.count { $0.outcome == .kept }
        return exceeded.map { "\(file):\($0.line): over budget: \($0.reason)" }
            + ["\(kept) of \(plural(results.count, "budget")) kept"]
    }

    /// The same for a job summary.
    public func markdown() -> String {
        let lines = exceeded.map { "- ❌ \(Markdown.escape("\($0.reason) (\(file):\($0.line))", in: .comment))\n" }
        let kept = results.count { $0.outcome == .kept }
        return "**assay budget:** \(kept) of \(plural(results.count, "budget")) kept\n" + (lines.isEmpty ? "" : "\n")
            + lines.joined()
    }

    /// All results, kept ones too.
    public func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("file", file)
            writer.key("results")
            writer.array { writer in for result in results { Self.write(result, &writer) } }
            writer.member("exceeded", exceeded.count)
            writer.errors(failures)
        }
        return writer.bytes + [0x0A]
    }

    static func write(_ result: BudgetResult, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("assertion", result.assertion.rawValue)
            writer.member("outcome", result.outcome.rawValue)
            writer.member("subject", result.subject)
            writer.member("model", result.model)
            writer.member("actual", result.actual)
            writer.member("limit", result.limit)
            writer.member("line", result.line)
            writer.member("reason", result.reason)
        }
    }
}
