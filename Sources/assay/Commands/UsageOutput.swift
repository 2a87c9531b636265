import AssayEstimation
import AssayReporting

/// Writes a usage report in every format.
struct UsageOutput {
    let report: UsageReport
    let files: [UsageFileReport]
    let failures: [FileFailure]

    /// Behind errors alone a table of nothing would look like a result: only JSON is written then, with the errors in it.
    func write(_ format: UsageFormatOption, to output: OutputWriter) {
        if report.total.records == 0, !failures.isEmpty, format != .json { return }
        // So it would where no log has any usage.
        if files.allSatisfy({ $0.tally.records == 0 }), format == .text || format == .markdown {
            if Diagnostics.standard.isSilent { Diagnostics.standard.note("there is no usage in what was named") }
            return
        }
        let content = UsageTables(report)
        let tables = TableOutput(tables: content.tables(), remarks: content.remarks())
        switch format {
        case .text: tables.writeText(to: output)
        case .markdown: tables.writeMarkdown(to: output)
        case .csv: CSV.write(content.plainTable(), to: output)
        case .json: output.write(UsageJSON.text(report, files: files, failures: failures.map(\.reported)))
        }
    }
}
