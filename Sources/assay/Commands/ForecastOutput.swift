import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes forecasts in every format.
struct ForecastOutput {
    let report: ForecastReport
    let isExplained: Bool

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
            guard !table.rows.isEmpty else { continue }
            var text = TextTable(table.columns.map { $0.isNumber ? .number($0.title) : .name($0.title) })
            for row in table.rows { text.add(row) }
            text.write(to: output, usesColour: usesColour)
        }
        output.write("\n" + report.statements.map { $0 + "\n" }.joined())
        if isExplained { output.write("\n" + report.explanation.map { $0 + "\n" }.joined()) }
    }

    private func writeMarkdown(to output: OutputWriter) {
        for (number, table) in report.tables().enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write("**\(MarkdownTable.escape(title))**\n\n") }
            guard !table.rows.isEmpty else { continue }
            var markdown = MarkdownTable(header: table.columns.map(\.title))
            for row in table.rows { markdown.add(row) }
            markdown.write(to: output, leftAligned: table.columns.prefix { !$0.isNumber }.count)
        }
        output.write("\n" + report.statements.map { "- \(MarkdownTable.escape($0))\n" }.joined())
        if isExplained { output.write("\n```\n" + report.explanation.map { $0 + "\n" }.joined() + "```\n") }
    }
}
