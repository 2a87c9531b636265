import AssayEstimation
import AssayJSON
import AssayReporting

/// A report of counts, which has its own words for each format.
protocol CountedReport {
    /// Whether nothing at all was counted.
    var isEmpty: Bool { get }
    /// What could not be counted.
    var failures: [FileFailure] { get }
    func writeText(_ output: OutputWriter)
    func writeJSON(_ output: OutputWriter)
    func writeCSV(_ output: OutputWriter)
    func writeMarkdown(_ output: OutputWriter)
}

extension CountedReport {
    /// Behind errors alone a table of nothing would look like a count: only JSON is written then, with the errors in it.
    func write(_ format: OutputFormat, to output: OutputWriter) {
        if isEmpty, !failures.isEmpty, format != .json { return }
        switch format {
        case .text: writeText(output)
        case .json: writeJSON(output)
        case .csv: writeCSV(output)
        case .markdown: writeMarkdown(output)
        }
    }
}

/// What reports show of counts, one a column.
enum CountCells {
    /// Estimates are marked, so that none is taken for a count.
    static func text(_ count: TokenCount) -> String {
        count.method.isCounted ? "\(count.point)" : "~\(count.point) (\(count.low)-\(count.high))"
    }

    /// The titles of ``csv(_:)``.
    static func csvTitles(_ columns: [Column]) -> [String] {
        columns.map(\.label).flatMap { [$0, "\($0) low", "\($0) high", "\($0) method"] }
    }

    /// Four cells a column, whether it is counted or estimated.
    static func csv(_ counts: [TokenCount]) -> [String] {
        counts.flatMap { ["\($0.point)", "\($0.low)", "\($0.high)", $0.method.rawValue] }
    }

    /// Sentences below a table.
    static func writeCaveats(_ caveats: [String], to output: OutputWriter) {
        guard !caveats.isEmpty else { return }
        output.write("\n")
        for caveat in caveats { output.write(caveat + "\n") }
    }
}

extension JSONWriter {
    /// Counts, one a column, as the list `key`.
    mutating func member(_ key: String, _ columns: [Column], _ counts: [TokenCount]) {
        self.key(key)
        array(of: zip(columns, counts)) { writer, pair in
            writer.object { writer in
                writer.member("vocabulary", pair.0.vocabulary)
                writer.member("model", pair.0.model)
                writer.members(pair.1)
            }
        }
    }

    /// The members that a count has.
    mutating func members(_ count: TokenCount) {
        member("tokens", count.point)
        member("low", count.low)
        member("high", count.high)
        member("method", count.method.rawValue)
    }

    /// The list `errors` of what failed; nothing where nothing did.
    mutating func errors(_ failures: [FileFailure]) { errors(failures.map(\.reported)) }
}
