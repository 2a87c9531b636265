import AssayReporting

/// Writes forecasts in every format.
struct ForecastOutput {
    let report: ForecastReport
    let isExplained: Bool

    func write(_ format: CompareFormat, to output: OutputWriter) {
        let tables = TableOutput(tables: report.tables(), remarks: report.statements)
        switch format {
        case .text:
            tables.writeText(to: output)
            if isExplained { output.write("\n" + explanation) }
        case .markdown:
            tables.writeMarkdown(to: output)
            if isExplained { output.write("\n```\n" + explanation + "```\n") }
        case .csv: CSV.write(report.longTable(), to: output)
        case .json: output.write(report.json())
        case .html: output.write(report.html())
        }
    }

    private var explanation: String { report.explanation.map { $0 + "\n" }.joined() }
}
