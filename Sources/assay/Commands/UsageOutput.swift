import AssayEstimation
import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes a usage report in every format.
struct UsageOutput {
    let report: UsageReport
    let files: [UsageFileReport]

    func write(_ format: UsageFormatOption, to output: OutputWriter) {
        let tables = UsageTables(report)
        switch format {
        case .text: writeText(tables, to: output)
        case .markdown: writeMarkdown(tables, to: output)
        case .json: output.write(UsageJSON.text(report, files: files))
        case .csv:
            let table = tables.plainTable()
            CSV.write(table.columns.map(\.title), to: output)
            for row in table.rows { CSV.write(row, to: output) }
        }
    }

    private func writeText(_ tables: UsageTables, to output: OutputWriter) {
        let usesColour = Terminal.usesColour(STDOUT_FILENO)
        for (number, table) in tables.tables().enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write(title + "\n") }
            var text = TextTable(table.columns.map { $0.isNumber ? .number($0.title) : .name($0.title) })
            for row in table.rows { text.add(row.map(plain)) }
            text.write(to: output, usesColour: usesColour)
        }
        let remarks = tables.remarks()
        if !remarks.isEmpty { output.write("\n" + remarks.map(plain).joined(separator: "\n") + "\n") }
    }

    private func writeMarkdown(_ tables: UsageTables, to output: OutputWriter) {
        for (number, table) in tables.tables().enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write("**\(title)**\n\n") }
            var markdown = MarkdownTable(header: table.columns.map(\.title))
            for row in table.rows { markdown.add(row) }
            markdown.write(to: output, leftAligned: table.columns.prefix { !$0.isNumber }.count)
        }
        let remarks = tables.remarks()
        if !remarks.isEmpty {
            output.write("\n" + remarks.map { "- \(MarkdownTable.escape($0))\n" }.joined())
        }
    }

    /// Names come from logs: what would steer a terminal is written as escapes.
    private func plain(_ text: String) -> String { FilePath(text).display }
}
