import AssayEstimation
import AssayReporting

/// Writes a comparison in every format.
struct CompareOutput {
    let report: ComparisonReport

    func write(_ format: CompareFormat, to output: OutputWriter) {
        switch format {
        case .text: tables.writeText(to: output)
        case .markdown: tables.writeMarkdown(to: output)
        case .csv: CSV.write(report.longTable(), to: output)
        case .json: output.write(report.json())
        case .html: output.write(report.html())
        }
    }

    /// A document about nothing but what could not be compared.
    static func writeJSON(base: String, of failures: [FileFailure], to output: OutputWriter) {
        output.writeReport { writer in
            writer.member("base", base)
            for list in ["columns", "languages"] { writer.member(list, [String]()) }
            writer.errors(failures)
        }
    }

    private var tables: TableOutput { TableOutput(tables: report.tables(), remarks: remarks) }

    /// What the numbers rest on.
    private var remarks: [String] {
        let comparison = report.comparison
        let estimates = comparison.columns.compactMap { column -> String? in
            guard let way = column.tokenization, !way.method.isCounted else { return nil }
            return "~ \(column.title) is estimated (\(way.method.rawValue)) from \(column.vocabulary): \(way.source)."
        }
        var prices: [String] = []
        for column in comparison.columns {
            guard let price = column.price else { continue }
            prices.append("\(price.model): $\(price.perMillion) for a million input tokens at \(price.instant).")
        }
        return estimates + prices + report.savings()
    }
}
