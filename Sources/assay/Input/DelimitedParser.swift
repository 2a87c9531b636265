/// Cuts a stream of bytes into the records of a delimited file: comma-separated as RFC 4180 describes, with quoted cells
/// that may hold commas, quotes and newlines; or tab-separated, where every byte stands for itself.
///
/// Memory grows with the longest record, not with the stream.
struct DelimitedParser {
    private let delimiter: UInt8
    private let hasQuotes: Bool
    private var cells: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var state = State.start
    private var line = 1
    /// The line on which the record began.
    private var firstLine = 1
    /// How many bytes have come, up to the length of a byte order mark.
    private var position = 0

    private enum State {
        /// At the start of a cell.
        case start
        case plain
        case quoted
        /// Behind a quote inside a quoted cell: it ends the cell or begins a doubled quote.
        case quote
    }

    init(_ delimiter: UInt8) {
        self.delimiter = delimiter
        hasQuotes = delimiter != UInt8(ascii: "\t")
    }

    /// Hands out the records that end in `part`, each with the line it begins on.
    mutating func feed(
        _ part: UnsafeBufferPointer<UInt8>, _ body: ([[UInt8]], Int) throws -> Void
    ) throws {
        for byte in part {
            if position < 3 {
                let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
                position += 1
                if byte == mark[position - 1], cells.isEmpty, cell.isEmpty { continue }
                position = 3
            }
            try take(byte, body)
        }
    }

    /// Hands out the last record where no newline ended it.
    mutating func finish(_ body: ([[UInt8]], Int) throws -> Void) throws {
        if state == .quoted {
            throw TextError("line \(firstLine): a quoted cell does not end")
        }
        if !cells.isEmpty || !cell.isEmpty || state != .start { try endRecord(body) }
    }

    private mutating func take(_ byte: UInt8, _ body: ([[UInt8]], Int) throws -> Void) throws {
        if byte == 0x0A { line += 1 }
        if state == .quoted {
            if byte == UInt8(ascii: "\"") { state = .quote } else { cell.append(byte) }
            return
        }
        switch byte {
        case delimiter: endCell()
        case 0x0A: try endRecord(body)
        case UInt8(ascii: "\"") where hasQuotes && state == .start: state = .quoted
        case UInt8(ascii: "\"") where state == .quote:
            cell.append(byte)
            state = .quoted
        default:
            cell.append(byte)
            state = .plain
        }
    }

    private mutating func endCell() {
        cells.append(cell)
        cell.removeAll(keepingCapacity: true)
        state = .start
    }

    private mutating func endRecord(_ body: ([[UInt8]], Int) throws -> Void) throws {
        // The carriage return of a line end is no part of the last cell.
        if cell.last == 0x0D { cell.removeLast() }
        endCell()
        let record = cells
        let start = firstLine
        cells.removeAll(keepingCapacity: true)
        firstLine = line
        try body(record, start)
    }
}
