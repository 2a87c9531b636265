/// Comma-separated values (RFC 4180) as rows of cells. Broken quoting is read to the end of the text.
enum CSVTable {
    static func rows(_ source: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var offset = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func text() -> String { String(decoding: cell, as: UTF8.self) }
        while offset < source.count {
            let byte = source[offset]
            offset += 1
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    cell.append(byte)
                } else if offset < source.count, source[offset] == byte {
                    cell.append(byte)
                    offset += 1
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\""), cell.isEmpty {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") || byte == 0x0A {
                if byte == 0x0A, cell.last == 0x0D { cell.removeLast() }
                row.append(text())
                cell = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            } else {
                cell.append(byte)
            }
        }
        if !cell.isEmpty || !row.isEmpty { rows.append(row + [text()]) }
        return rows.filter { $0 != [""] }
    }
}
