import AssayEstimation
import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes a comparison in every format.
struct CompareOutput {
    let report: ComparisonReport

    func write(_ format: CompareFormat, to output: OutputWriter) {
        switch format {
        case .text: writeText(to: output)
        case .markdown: writeMarkdown(to: output)
        case .csv:
            let table = report.longTable()
            CSV.write(table.columns.map(\.title), to: output)
            for row in table.rows { CSV.write(row, to: output) }
        case .json: output.write(report.json())
        case .html: output.write(report.html())
        }
    }

    private func writeText(to output: OutputWriter) {
        let usesColour = Terminal.usesColour(STDOUT_FILENO)
        for (number, table) in report.tables().enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write(title + "\n") }
            var text = TextTable(table.columns.map { $0.isNumber ? .number($0.title) : .name($0.title) })
            for row in table.rows { text.add(row) }
            text.write(to: output, usesColour: usesColour)
        }
        let remarks = self.remarks
        if !remarks.isEmpty { output.write("\n" + remarks.joined(separator: "\n") + "\n") }
    }

    private func writeMarkdown(to output: OutputWriter) {
        for (number, table) in report.tables().enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write("**\(title)**\n\n") }
            var markdown = MarkdownTable(header: table.columns.map(\.title))
            for row in table.rows { markdown.add(row) }
            markdown.write(to: output, leftAligned: table.columns.prefix { !$0.isNumber }.count)
        }
        let remarks = self.remarks
        if !remarks.isEmpty { output.write("\n" + remarks.map { "- \($0)\n" }.joined()) }
    }

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
