/// Walks JSON without building anything: for logs that are too large to parse as a whole.
///
/// It trusts the text to be JSON and never reads outside its range: on broken text it stops early.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset: Int
    let end: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    /// The byte of the next token; 0 at the end.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while offset < end {
            let byte = bytes[offset]
            if byte > 0x20 { return byte }
            offset += 1
        }
        return 0
    }

    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte, offset < end else { return false }
        offset += 1
        return true
    }

    /// Content of the string at the cursor, without quotes; nil when there is none. Complexity: O(n), eight bytes a step.
    mutating func string() -> Range<Int>? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        let start = offset
        skipStringContent()
        guard offset < end else { return nil }
        offset += 1
        return start..<offset - 1
    }

    /// Moves to the closing quote, or to the end.
    @inline(__always)
    private mutating func skipStringContent() {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
        while true {
            // Eight bytes at once: a byte of `word ^ pattern` is zero where the pattern's byte stands.
            while offset + 8 <= end {
                let word = (base + offset).loadUnaligned(as: UInt64.self)
                let quotes = word ^ 0x2222_2222_2222_2222
                let escapes = word ^ 0x5C5C_5C5C_5C5C_5C5C
                let found =
                    ((quotes &- 0x0101_0101_0101_0101) & ~quotes | (escapes &- 0x0101_0101_0101_0101) & ~escapes)
                    & 0x8080_8080_8080_8080
                if found != 0 {
                    offset += UInt64(littleEndian: found).trailingZeroBitCount >> 3
                    break
                }
                offset += 8
            }
            while offset < end, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\") { offset += 1 }
            guard offset < end, bytes[offset] == UInt8(ascii: "\\") else { return }
            offset = min(offset + 2, end)
        }
    }

    /// Skips any value and gives its range.
    @discardableResult
    mutating func value() -> Range<Int> {
        _ = peek()
        let start = offset
        var depth = 0
        while offset < end {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                skipStringContent()
                offset = min(offset + 1, end)
                if depth == 0 { return start..<offset }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return start..<offset }
                depth -= 1
                offset += 1
                if depth == 0 { return start..<offset }
            case UInt8(ascii: ",") where depth == 0:
                return start..<offset
            default: offset += 1
            }
        }
        return start..<offset
    }

    /// Calls `body` for each member of the object at the cursor, the cursor at the value; `body` has to consume it.
    mutating func members(_ body: (Range<Int>, inout JSONScanner) -> Void) {
        guard skip(UInt8(ascii: "{")) else {
            value()
            return
        }
        while offset < end, peek() != UInt8(ascii: "}") {
            guard let key = string(), skip(UInt8(ascii: ":")) else { return abandon() }
            let before = offset
            body(key, &self)
            if offset == before { value() }
            guard skip(UInt8(ascii: ",")) else { break }
        }
        if !skip(UInt8(ascii: "}")) { abandon() }
    }

    /// Calls `body` for each element of the array at the cursor; `body` has to consume it.
    mutating func elements(_ body: (inout JSONScanner) -> Void) {
        guard skip(UInt8(ascii: "[")) else {
            value()
            return
        }
        while offset < end, peek() != UInt8(ascii: "]") {
            let before = offset
            body(&self)
            if offset == before { value() }
            guard offset > before, skip(UInt8(ascii: ",")) else { break }
        }
        if !skip(UInt8(ascii: "]")) { abandon() }
    }

    /// Whether the text turned out not to be JSON.
    private(set) var isBroken = false

    private mutating func abandon() {
        isBroken = true
        offset = end
    }

    // MARK: Content

    @inline(__always)
    func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where bytes[range.lowerBound + index] != text.utf8Start[index] { return false }
        return true
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// A number without sign, point or exponent; nil for anything else. Consumes the value.
    mutating func integer() -> Int? {
        let range = value()
        var result = 0
        guard !range.isEmpty else { return nil }
        for byte in bytes[range] {
            guard ByteClass.isDigit(byte) else { return ByteClass.isWhitespace(byte) ? result : nil }
            let (tens, overflow) = result.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if overflow || carry { return nil }
            result = sum
        }
        return result
    }
}
