import AssayReporting

/// A table as GitHub and others render it.
struct MarkdownTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(header: [String]) {
        self.header = header
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// - Parameter leftAligned: how many columns at the start hold text; the others hold numbers.
    func write(to output: OutputWriter, leftAligned: Int) {
        write(to: output, isNumber: header.indices.map { $0 >= leftAligned })
    }

    /// - Parameter isNumber: for each column whether it holds numbers.
    func write(to output: OutputWriter, isNumber: [Bool]) {
        output.write(Self.line(header))
        output.write(Markdown.divider(isNumber: isNumber))
        for row in rows { output.write(Self.line(row)) }
    }

    private static func line(_ cells: [String]) -> String { Markdown.row(cells.map { Markdown.escape($0) }) }
}
