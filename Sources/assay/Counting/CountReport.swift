import AssayEstimation
import AssayJSON

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The result of `assay count`, ready to be written.
struct CountReport {
    let columns: [Column]
    let files: [FileCount]
    let total: CountTotal
    /// What could not be counted.
    let failures: [FileFailure]
    let grouping: Grouping

    func write(_ format: OutputFormat, to output: OutputWriter) {
        switch format {
        case .text: writeText(output)
        case .json: writeJSON(output)
        case .csv: writeCSV(output)
        case .markdown: writeMarkdown(output)
        }
    }

    private var rows: [FileCount] { grouping == .file ? files : [] }

    /// A total below a single row would say the same again.
    private var showsTotal: Bool { grouping == .total || files.count != 1 }

    // MARK: Text

    private func writeText(_ output: OutputWriter) {
        if grouping == .file, files.isEmpty { return }
        if grouping == .total, columns.count == 1, columns[0].caveat == nil {
            return output.write("\(total.counts[0].point)\n")
        }
        var table = TextTable(columns.map { .number($0.label) } + (grouping == .file ? [.name("path")] : []))
        for file in rows { table.add(file.counts.map(Self.cell) + [file.path.display]) }
        if showsTotal { table.add(total.counts.map(Self.cell) + (grouping == .file ? ["total"] : [])) }
        table.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
        writeCaveats(output)
    }

    /// Estimates are marked, so that none is taken for a count.
    static func cell(_ count: TokenCount) -> String {
        count.method.isCounted ? "\(count.point)" : "~\(count.point) (\(count.low)-\(count.high))"
    }

    private func writeCaveats(_ output: OutputWriter) {
        let caveats = columns.compactMap(\.caveat)
        guard !caveats.isEmpty else { return }
        output.write("\n")
        for caveat in caveats { output.write(caveat + "\n") }
    }

    // MARK: Markdown

    private func writeMarkdown(_ output: OutputWriter) {
        var table = MarkdownTable(header: (grouping == .file ? ["path"] : []) + columns.map(\.label))
        for file in rows { table.add([file.path.display] + file.counts.map(Self.cell)) }
        if showsTotal { table.add((grouping == .file ? ["total"] : []) + total.counts.map(Self.cell)) }
        table.write(to: output, leftAligned: grouping == .file ? 1 : 0)
        writeCaveats(output)
    }

    // MARK: CSV

    /// One row a file, without a total that would be added up with them; or the total alone. Each column of the report
    /// is four of the table, whether it is counted or estimated.
    private func writeCSV(_ output: OutputWriter) {
        func cells(_ counts: [TokenCount]) -> [String] {
            counts.flatMap { ["\($0.point)", "\($0.low)", "\($0.high)", $0.method.rawValue] }
        }
        let names = columns.map(\.label).flatMap { [$0, "\($0) low", "\($0) high", "\($0) method"] }
        CSV.write((grouping == .file ? ["path"] : []) + ["bytes"] + names, to: output)
        for file in rows { CSV.write([file.path.text, "\(file.bytes)"] + cells(file.counts), to: output) }
        if grouping == .total { CSV.write(["\(total.bytes)"] + cells(total.counts), to: output) }
    }

    // MARK: JSON

    private func writeJSON(_ output: OutputWriter) {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.key("files")
            writer.array(of: rows) { writer, file in
                writer.object { writer in
                    writer.member("path", file.path.text)
                    writeCounts(file.counts, key: "counts", &writer)
                    writer.member("bytes", file.bytes)
                }
            }
            writeCounts(total.counts, key: "total", &writer)
            if !failures.isEmpty { writeFailures(&writer) }
        }
        output.write(writer.bytes)
        output.write("\n")
    }

    private func writeFailures(_ writer: inout JSONWriter) {
        writer.key("errors")
        writer.array(of: failures) { writer, failure in
            writer.object { writer in
                writer.member("path", failure.path.text)
                writer.member("message", failure.message)
            }
        }
    }

    private func writeCounts(_ counts: [TokenCount], key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.array(of: zip(columns, counts)) { writer, pair in
            writer.object { writer in
                writer.member("vocabulary", pair.0.vocabulary)
                writer.member("model", pair.0.model)
                writer.member("tokens", pair.1.point)
                writer.member("low", pair.1.low)
                writer.member("high", pair.1.high)
                writer.member("method", pair.1.method.rawValue)
            }
        }
    }
}
