import AssayEstimation
import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The result of `assay count --request`, ready to be written.
struct RequestReport: CountedReport {
    let labels: [String]
    let rows: [RequestRun.Row]
    let failures: [FileFailure]
    let grouping: Grouping

    var isEmpty: Bool { rows.isEmpty }

    /// One total a column.
    var totals: [TokenCount] {
        rows.reduce(into: labels.map { _ in TokenCount.zero }) { sums, row in
            for (index, entry) in row.entries.enumerated() where sums.indices.contains(index) {
                sums[index] += entry.count.total
            }
        }
    }

    // MARK: Tables

    /// The rows of a table: the parts of a single request, or one a request.
    private var table: [(name: String, cells: [String])] {
        let total = ("total", totals.map(Self.cell))
        if grouping == .total { return [total] }
        if rows.count == 1 { return parts(of: rows[0]) }
        return rows.map { row in (row.label, row.entries.map { Self.cell($0.count.total) }) } + [total]
    }

    private func parts(of row: RequestRun.Row) -> [(name: String, cells: [String])] {
        var names: [String] = []
        for entry in row.entries {
            for part in entry.count.parts where !names.contains(part.name) { names.append(part.name) }
        }
        // In the order in which a request has them, whichever column has them.
        let order = ["system", "messages", "tools", "schemas", "images", "documents", "audio", "video", "framing"]
        names.sort { (order.firstIndex(of: $0) ?? order.count) < (order.firstIndex(of: $1) ?? order.count) }
        var table = names.map { name in
            (
                name,
                row.entries.map { entry in
                    entry.count.parts.first { $0.name == name }.map { Self.cell($0.tokens) } ?? "0"
                }
            )
        }
        table.append(("total", row.entries.map { Self.cell($0.count.total) }))
        return table
    }

    /// Estimates are marked, so that none is taken for a count.
    static func cell(_ count: TokenCount) -> String {
        guard count.low == count.high else { return "~\(count.point) (\(count.low)-\(count.high))" }
        return count.method.isCounted ? "\(count.point)" : "~\(count.point)"
    }

    func writeText(_ output: OutputWriter) {
        guard !isEmpty else { return }
        if grouping == .total, let only = totals.first, totals.count == 1, only.low == only.high, only.method.isCounted {
            return output.write("\(only.point)\n")
        }
        var text = TextTable(labels.map { .number($0) } + [.name(rows.count == 1 ? "part" : "request")])
        for line in table { text.add(line.cells + [line.name]) }
        text.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
        writeRemarks(output)
    }

    func writeMarkdown(_ output: OutputWriter) {
        guard !isEmpty else { return }
        var markdown = MarkdownTable(header: [rows.count == 1 ? "part" : "request"] + labels)
        for line in table { markdown.add([line.name] + line.cells) }
        markdown.write(to: output, leftAligned: 1)
        writeRemarks(output)
    }

    // MARK: Remarks

    /// How each number came about, each sentence once.
    private func writeRemarks(_ output: OutputWriter) {
        var remarks: [String] = []
        var known: Set<String> = []
        for entry in rows.flatMap(\.entries) {
            for remark in Self.remarks(entry, isOnly: rows.count == 1) where known.insert(remark).inserted {
                remarks.append(remark)
            }
        }
        guard !remarks.isEmpty else { return }
        output.write("\n")
        let shown = 40
        for remark in remarks.prefix(shown) { output.write(remark.harmless() + "\n") }
        if remarks.count > shown { output.write("and \(remarks.count - shown) more; --format json has all\n") }
    }

    private static func remarks(_ entry: RequestEntry, isOnly: Bool) -> [String] {
        var remarks: [String] = []
        let label = entry.column.label
        if isOnly {
            remarks.append("\(label): \(entry.count.total.method.rawValue), framed as \(entry.count.layout.rawValue).")
            for message in entry.count.messages {
                for media in message.media {
                    remarks.append(
                        "\(label): \(media.kind.rawValue) of \(plural(cell(media.tokens), "token")): \(media.basis).")
                }
            }
        }
        if let caveat = entry.column.caveat { remarks.append(caveat) }
        return remarks + entry.count.notes.map { "\(label): \($0)." }
    }

    // MARK: CSV

    /// One row a part, then one for all of the request.
    func writeCSV(_ output: OutputWriter) {
        CSV.write(["path", "request", "column", "part", "tokens", "low", "high", "method"], to: output)
        for row in rows {
            for entry in row.entries {
                for (name, tokens) in entry.count.parts + [("total", entry.count.total)] {
                    CSV.write(
                        [
                            row.path.text, row.name, entry.column.label, name, "\(tokens.point)", "\(tokens.low)",
                            "\(tokens.high)", tokens.method.rawValue,
                        ], to: output)
                }
            }
        }
    }
}
