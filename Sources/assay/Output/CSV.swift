/// Comma-separated values as RFC 4180 describes them, with a plain newline at the end of a row.
enum CSV {
    static func write(_ cells: [String], to output: OutputWriter) {
        output.write(cells.map(escape).joined(separator: ",") + "\n")
    }

    /// A cell's text, quoted where it has to be.
    static func escape(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
        }
        guard needsQuotes || text.first == " " || text.last == " " else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
