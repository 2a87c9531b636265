/// The Unicode scalar values of bytes, one after the other. What is not UTF-8 reads as U+FFFD, one a byte.
struct ScalarReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next scalar starts.
    private(set) var offset: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The next scalar, or nil at the end. Constant time.
    @inline(__always)
    mutating func next() -> UInt32? {
        guard offset < bytes.count else { return nil }
        let first = UInt32(bytes[offset])
        if first < 0x80 {
            offset += 1
            return first
        }
        return multiByte(first)
    }

    private mutating func multiByte(_ first: UInt32) -> UInt32 {
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard (0xC2...0xF4).contains(first), offset + length <= bytes.count else { return invalid() }
        var value = first & (0x7F >> UInt32(length))
        for place in 1..<length {
            let byte = UInt32(bytes[offset + place])
            guard byte & 0xC0 == 0x80 else { return invalid() }
            value = value << 6 | byte & 0x3F
        }
        // Too long a form, half of a surrogate pair, or beyond Unicode.
        let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
        guard value >= least, value < 0x110000, value >> 11 != 0x1B else { return invalid() }
        offset += length
        return value
    }

    private mutating func invalid() -> UInt32 {
        offset += 1
        return 0xFFFD
    }
}
