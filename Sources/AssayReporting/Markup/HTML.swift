/// Text on its way into HTML.
enum HTML {
    /// Text as the content of an element or of a quoted attribute.
    static func escape(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            // HTML knows no other control characters, and neither U+FFFE nor U+FFFF.
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// JSON as the content of a script element, which only `</script` or `<!--` could end or change.
    static func insideScript(_ json: [UInt8]) -> String {
        var result: [UInt8] = []
        for byte in json {
            if byte == UInt8(ascii: "<") { result += "\\u003c".utf8 } else { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A table that scrolls by itself where the page is narrower; nothing where it has no rows.
    static func table(_ table: ReportTable) -> String {
        guard !table.rows.isEmpty else { return "" }
        func cells(_ row: [String], _ tag: String, _ attribute: String = "") -> String {
            zip(row, table.columns).map { text, column in
                "<\(tag)\(attribute)\(column.isNumber ? " class=\"n\"" : "")>\(escape(text))</\(tag)>"
            }.joined()
        }
        let header = cells(table.columns.map(\.title), "th", " scope=\"col\"")
        let rows = table.rows.map { "<tr>\(cells($0, "td"))</tr>" }
        return "<div class=\"scroll\"><table>\n<thead><tr>\(header)</tr></thead>\n<tbody>\n"
            + rows.joined(separator: "\n") + "\n</tbody></table></div>"
    }
}
