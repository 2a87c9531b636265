/// Cuts a stream of bytes at its newlines. Memory grows with the longest line, not with the stream.
struct LineSplitter {
    /// The beginning of a line whose end has not come yet.
    private var carry: [UInt8] = []
    /// How many lines were handed out.
    private(set) var lineCount = 0

    /// Hands out the lines that end in `part`, without their newlines.
    mutating func feed(_ part: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        var rest = part[...]
        while let end = rest.firstIndex(of: 0x0A) {
            let line = UnsafeBufferPointer(rebasing: rest[..<end])
            lineCount += 1
            if carry.isEmpty {
                try body(line)
            } else {
                carry.append(contentsOf: line)
                try carry.withUnsafeBufferPointer(body)
                carry.removeAll(keepingCapacity: true)
            }
            rest = rest[(end + 1)...]
        }
        carry.append(contentsOf: rest)
    }

    /// Hands out the last line where no newline ended it.
    mutating func finish(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        guard !carry.isEmpty else { return }
        lineCount += 1
        try carry.withUnsafeBufferPointer(body)
        carry = []
    }
}
