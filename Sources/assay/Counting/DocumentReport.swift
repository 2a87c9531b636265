import AssayEstimation
import AssayJSON
import AssayPrompts
import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The result of `assay count` on prompts, ready to be written.
struct DocumentReport: CountedReport {
    let columns: [Column]
    let grouping: Grouping
    let result: DocumentRun.Result
    var assumptions = OpenTextAssumptions()

    var isEmpty: Bool { result.documents.isEmpty }
    var failures: [FileFailure] { result.failures }

    private var total: [TokenCount] {
        result.documents.reduce(Array(repeating: .zero, count: columns.count)) { sum, document in
            zip(sum, document.counts).map { $0 + $1 }
        }
    }

    // MARK: Text and Markdown

    /// What a row shows: its counts, and the words behind them.
    private struct Line {
        var counts: [TokenCount]
        var words: [String]
    }

    private var lines: [Line] {
        result.documents.flatMap { document -> [Line] in
            guard grouping.needsDocuments else {
                return grouping == .file ? [Line(counts: document.counts, words: [document.path.display])] : []
            }
            return document.rows.map { Line(counts: $0.counts, words: words($0, document)) }
        }
    }

    private var titles: [String] {
        switch grouping {
        case .total: []
        case .file: ["path"]
        case .unit: ["place", "unit"]
        case .message: ["place", "role", "unit"]
        case .segment: ["place", "kind", "text"]
        case .kind: ["path", "kind"]
        case .language: ["path", "language", "script"]
        }
    }

    private func words(_ row: DocumentRow, _ document: DocumentCount) -> [String] {
        var place = row.source.map { document.path.beside($0).normalized.display } ?? document.path.display
        if let position = row.position { place += ":\(position.line)" }
        if grouping == .segment, let position = row.position { place += ":\(position.column)" }
        var unit = row.unit
        if let fixture = row.fixture { unit += (unit.isEmpty ? "" : " ") + "(\(fixture))" }
        switch row.part {
        case .unit: return [place, unit]
        case .message: return [place, row.label, unit]
        case .segment(_, let excerpt): return [place, row.label, excerpt]
        case .kind: return [place, row.label]
        case .language: return [place, row.label, row.script ?? ""]
        }
    }

    func writeText(_ output: OutputWriter) {
        let total = total
        if grouping == .total, columns.count == 1, columns[0].caveat == nil, total[0].method.isCounted {
            return output.write("\(total[0].point)\n")
        }
        let lines = lines
        // A file without any text has no row, and a total of nothing.
        if !isEmpty || grouping == .total {
            var table = TextTable(columns.map { .number($0.label) } + titles.map { .name($0) })
            for line in lines { table.add(line.counts.map(CountCells.text) + line.words) }
            if lines.count != 1 { table.add(total.map(CountCells.text) + totalWords) }
            table.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
        }
        writeCaveats(output)
    }

    private var totalWords: [String] {
        titles.isEmpty ? [] : ["total"] + Array(repeating: "", count: titles.count - 1)
    }

    func writeMarkdown(_ output: OutputWriter) {
        var table = MarkdownTable(header: titles + columns.map(\.label))
        let lines = lines
        for line in lines { table.add(line.words + line.counts.map(CountCells.text)) }
        if lines.count != 1 { table.add(totalWords + total.map(CountCells.text)) }
        table.write(to: output, leftAligned: titles.count)
        writeCaveats(output)
    }

    private func writeCaveats(_ output: OutputWriter) {
        CountCells.writeCaveats(columns.compactMap(\.caveat) + openCaveat + imageCaveat + languageCaveat, to: output)
    }

    private var openCaveat: [String] {
        let open = result.documents.reduce(0) { $0 + $1.openUnits }
        let all = result.documents.reduce(0) { $0 + $1.units }
        guard open > 0 else { return [] }
        let units = all == 1 ? "The unit is" : "\(open) of \(all) units \(open == 1 ? "is" : "are")"
        if grouping == .language {
            return [
                "\(units) filled only when it is sent: the values are not in these numbers. --vars FILE fills them."
            ]
        }
        func shown(_ range: ClosedRange<Int>) -> String {
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
        }
        return [
            "~ \(units) assumed in part: a value takes \(plural(shown(assumptions.tokensPerValue), "token")), a loop runs "
                + "\(plural(shown(assumptions.rounds), "time")), one arm of a branch is sent, or fixtures differ. \(advice)"
        ]
    }

    /// What fills values, where anything does: segments are counted as they stand.
    private var advice: String {
        grouping == .segment || grouping == .kind
            ? "No values fill segments; --by unit or message shows them filled." : "--vars FILE fills values."
    }

    private var imageCaveat: [String] {
        let images = result.documents.reduce(0) { $0 + $1.images }
        guard images > 0 else { return [] }
        return ["\(images) \(images == 1 ? "image or document is" : "images and documents are") not in these numbers."]
    }

    private var languageCaveat: [String] {
        let isThere = result.documents.contains { document in
            document.rows.contains {
                if case .language(.some(.undetermined), _) = $0.part { true } else { false }
            }
        }
        return isThere ? ["und: the text does not tell its language, mostly because it is short."] : []
    }

    // MARK: CSV

    func writeCSV(_ output: OutputWriter) {
        let names = CountCells.csvTitles(columns)
        switch grouping {
        case .total:
            CSV.write(["bytes"] + names, to: output)
            CSV.write(["\(result.documents.reduce(0) { $0 + $1.bytes })"] + CountCells.csv(total), to: output)
        case .file:
            CSV.write(["path", "bytes"] + names, to: output)
            for document in result.documents {
                CSV.write([document.path.text, "\(document.bytes)"] + CountCells.csv(document.counts), to: output)
            }
        default:
            CSV.write(
                ["path", "format", "source", "line", "column", "unit", "fixture", partTitle, "script", "bytes"] + names,
                to: output)
            for document in result.documents {
                for row in document.rows {
                    let start = [document.path.text, document.format.rawValue, row.source ?? ""]
                    let place = [row.position.map { "\($0.line)" } ?? "", row.position.map { "\($0.column)" } ?? ""]
                    let part = [row.unit, row.fixture ?? "", row.label, row.script ?? "", "\(row.bytes)"]
                    CSV.write(start + place + part + CountCells.csv(row.counts), to: output)
                }
            }
        }
    }

    private var partTitle: String {
        switch grouping {
        case .message: "role"
        case .segment, .kind: "kind"
        case .language: "language"
        default: "part"
        }
    }

    // MARK: JSON

    func writeJSON(_ output: OutputWriter) {
        output.writeReport { writer in
            writer.member("by", grouping.rawValue)
            writer.objects("files", of: result.documents) { writer, document in
                writer.member("path", document.path.text)
                writer.member("format", document.format.rawValue)
                writer.member("counts", columns, document.counts)
                writer.member("bytes", document.bytes)
                writer.member("images", document.images)
                if grouping.needsDocuments { writeRows(document, &writer) }
            }
            writer.member("total", columns, total)
            writer.errors(failures)
        }
    }

    private func writeRows(_ document: DocumentCount, _ writer: inout JSONWriter) {
        writer.objects(grouping == .language ? "languages" : grouping.rawValue + "s", of: document.rows) {
            writer, row in
            if case .language(let language, let script) = row.part {
                writer.member("language", language?.description)
                writer.member("script", script)
            } else if grouping != .unit {
                writer.member(partTitle, row.label)
            }
            if grouping != .kind, grouping != .language {
                writer.member("unit", row.unit)
                writer.member("line", row.position?.line)
                writer.member("column", row.position?.column)
                if let source = row.source { writer.member("source", source) }
                writer.member("fixture", row.fixture)
            }
            if case .segment(_, let excerpt) = row.part { writer.member("text", excerpt) }
            writer.member("bytes", row.bytes)
            writer.member("counts", columns, row.counts)
        }
    }
}
