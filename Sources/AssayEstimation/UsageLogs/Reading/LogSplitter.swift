#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a stream of bytes into lines, or into the JSON values at its top.
///
/// Memory grows with the longest piece up to a limit; a longer piece is left out and told.
struct LogSplitter {
    enum Piece {
        case text(UnsafeBufferPointer<UInt8>)
        /// So long that it was not kept.
        case tooLong
    }

    enum Cut {
        case lines
        /// Values over several lines, and the elements of lists.
        case values
    }

    /// No line with a usage is as long; what images and documents put into logs is.
    static let limit = 64 << 20

    let cut: Cut
    private var carry: [UInt8] = []
    private var isTooLong = false
    /// The line that the next byte is on, from 1, and the one on which the piece began.
    private(set) var line = 1
    private(set) var pieceLine = 1
    // Of values.
    private var depth = 0
    private var isInList = false
    private var isInString = false
    private var isEscaped = false
    private var hasStarted = false

    init(_ cut: Cut) { self.cut = cut }

    mutating func feed(_ part: UnsafeBufferPointer<UInt8>, _ body: (Piece, Int) -> Void) {
        switch cut {
        case .lines: feedLines(part, body)
        case .values: feedValues(part, body)
        }
    }

    /// Hands out what no newline or bracket ended.
    mutating func finish(_ body: (Piece, Int) -> Void) {
        emit(UnsafeBufferPointer(start: nil, count: 0), body)
    }

    private mutating func feedLines(_ part: UnsafeBufferPointer<UInt8>, _ body: (Piece, Int) -> Void) {
        var start = 0
        while start < part.count, let base = part.baseAddress {
            guard let found = memchr(base + start, 0x0A, part.count - start) else {
                keep(UnsafeBufferPointer(rebasing: part[start...]))
                return
            }
            let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            emit(UnsafeBufferPointer(rebasing: part[start..<end]), body)
            line += 1
            pieceLine = line
            start = end + 1
        }
    }

    private mutating func emit(_ rest: UnsafeBufferPointer<UInt8>, _ body: (Piece, Int) -> Void) {
        if carry.isEmpty, !isTooLong, rest.count <= LogSplitter.limit {
            if !rest.isEmpty { body(.text(rest), pieceLine) }
            return
        }
        keep(rest)
        if isTooLong {
            body(.tooLong, pieceLine)
        } else {
            carry.withUnsafeBufferPointer { body(.text($0), pieceLine) }
        }
        isTooLong = false
        // A long line's memory is given back.
        carry.removeAll(keepingCapacity: carry.capacity <= 4 << 20)
    }

    private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !isTooLong else { return }
        guard carry.count + bytes.count <= LogSplitter.limit else {
            isTooLong = true
            carry = []
            return
        }
        carry.append(contentsOf: bytes)
    }

    // MARK: Values

    private mutating func feedValues(_ part: UnsafeBufferPointer<UInt8>, _ body: (Piece, Int) -> Void) {
        var start = hasStarted ? 0 : part.count
        for (offset, byte) in part.enumerated() {
            if byte == 0x0A { line += 1 }
            if isInString {
                let wasEscaped = isEscaped
                isEscaped = !wasEscaped && byte == UInt8(ascii: "\\")
                if !wasEscaped, byte == UInt8(ascii: "\"") { isInString = false }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where hasStarted: isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if depth == 0, !isInList, byte == UInt8(ascii: "[") {
                    isInList = true
                    continue
                }
                if depth == 0 {
                    hasStarted = true
                    start = offset
                    pieceLine = line
                }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 {
                    isInList = false
                    continue
                }
                depth -= 1
                if depth == 0 {
                    emit(UnsafeBufferPointer(rebasing: part[start...offset]), body)
                    hasStarted = false
                }
            default: break
            }
        }
        if hasStarted { keep(UnsafeBufferPointer(rebasing: part[start...])) }
    }
}
