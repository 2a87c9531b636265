import AssayReporting
import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A report's tables, one below the other, and the sentences under them.
struct TableOutput {
    var tables: [ReportTable]
    var remarks: [String] = []

    func writeText(to output: OutputWriter) {
        let usesColour = Terminal.usesColour(STDOUT_FILENO)
        for (number, table) in tables.enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write(title.harmless() + "\n") }
            guard !table.rows.isEmpty else { continue }
            var text = TextTable(table.columns.map { $0.isNumber ? .number($0.title) : .name($0.title) })
            for row in table.rows { text.add(row) }
            text.write(to: output, usesColour: usesColour)
        }
        if !remarks.isEmpty { output.write("\n" + remarks.map { $0.harmless() + "\n" }.joined()) }
    }

    func writeMarkdown(to output: OutputWriter) {
        for (number, table) in tables.enumerated() {
            if number > 0 { output.write("\n") }
            if let title = table.title { output.write("**\(Markdown.escape(title))**\n\n") }
            guard !table.rows.isEmpty else { continue }
            var markdown = MarkdownTable(header: table.columns.map(\.title))
            for row in table.rows { markdown.add(row) }
            markdown.write(to: output, isNumber: table.columns.map(\.isNumber))
        }
        if !remarks.isEmpty { output.write("\n" + remarks.map { "- \(Markdown.escape($0))\n" }.joined()) }
    }
}

extension CSV {
    /// A whole table, its titles first.
    static func write(_ table: ReportTable, to output: OutputWriter) {
        write(table.columns.map(\.title), to: output)
        for row in table.rows { write(row, to: output) }
    }
}
