/// Rows of a delimited table (RFC 4180), which may come in parts. A quoted cell may hold delimiters and newlines.
struct LogTableParser {
    private let delimiter: UInt8
    private var cells: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var isQuoted = false
    private var followsQuote = false
    private var line = 1
    private var firstLine = 1
    private var length = 0

    /// No row of an export is as long; a quote that never ends makes one.
    static let limit = 1 << 20

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// Hands out the rows that end in `part` with the lines they begin on; nil stands for a row that is too long.
    mutating func feed(_ part: UnsafeBufferPointer<UInt8>, _ body: ([[UInt8]]?, Int) -> Void) {
        for byte in part { take(byte, body) }
    }

    /// Hands out the last row where no newline ended it.
    mutating func finish(_ body: ([[UInt8]]?, Int) -> Void) {
        if isQuoted {
            body(nil, firstLine)
        } else if !cells.isEmpty || !cell.isEmpty {
            endRow(body)
        }
    }

    private mutating func take(_ byte: UInt8, _ body: ([[UInt8]]?, Int) -> Void) {
        if byte == 0x0A { line += 1 }
        length += 1
        if length > LogTableParser.limit {
            // The quote that did not end is taken back: the next newline ends the row.
            isQuoted = false
        }
        if isQuoted {
            if byte == UInt8(ascii: "\"") {
                isQuoted = false
                followsQuote = true
            } else {
                cell.append(byte)
            }
            return
        }
        let wasQuote = followsQuote
        followsQuote = false
        switch byte {
        case UInt8(ascii: "\"") where wasQuote:
            cell.append(byte)
            isQuoted = true
        case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
        case delimiter: endCell()
        case 0x0A: endRow(body)
        default: if length <= LogTableParser.limit { cell.append(byte) }
        }
    }

    private mutating func endCell() {
        cells.append(cell)
        cell = []
    }

    private mutating func endRow(_ body: ([[UInt8]]?, Int) -> Void) {
        if cell.last == 0x0D { cell.removeLast() }
        endCell()
        let row = cells
        let start = firstLine
        let isTooLong = length > LogTableParser.limit
        (cells, firstLine, length) = ([], line, 0)
        body(isTooLong ? nil : row, start)
    }
}
