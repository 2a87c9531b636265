import CAssayUnicode

/// Whether bytes are valid UTF-8, and where they stop being it.
public enum UTF8Validation {
    /// The offset of the first byte that does not belong to a valid UTF-8 sequence, or nil where all do. A sequence
    /// that the end cuts short counts as invalid from its first byte. Linear; ASCII is skipped 32 bytes at a time.
    public static func firstInvalidOffset(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let count = bytes.count
        // Most of a valid text, in blocks.
        var position = Int(assay_valid_utf8_prefix(base, Int64(count)))
        while position < count {
            position = endOfASCII(base, position, count)
            while position < count, base[position] >= 0x80 {
                let length = sequenceLength(base + position, count &- position)
                if length == 0 { return position }
                position &+= length
            }
        }
        return nil
    }

    public static func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { firstInvalidOffset($0) }
    }

    /// The first position from `position` on whose byte is not ASCII, or `count`.
    @inline(__always)
    static func endOfASCII(_ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int) -> Int {
        var position = position
        while position &+ 32 <= count {
            let raw = UnsafeRawPointer(base + position)
            let a = raw.loadUnaligned(as: UInt64.self) | raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let b =
                raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                | raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            if (a | b) & 0x8080_8080_8080_8080 != 0 { break }
            position &+= 32
        }
        while position < count, base[position] < 0x80 { position &+= 1 }
        return position
    }

    /// The length of the well-formed sequence of two to four bytes at `start`, or 0 (Unicode 16.0, table 3-7).
    @inline(__always)
    static func sequenceLength(_ start: UnsafePointer<UInt8>, _ available: Int) -> Int {
        let first = start[0]
        if first < 0xE0 {
            return first >= 0xC2 && available >= 2 && start[1] & 0xC0 == 0x80 ? 2 : 0
        }
        if first < 0xF0 {
            guard available >= 3, start[1] & 0xC0 == 0x80, start[2] & 0xC0 == 0x80 else { return 0 }
            // E0 80..9F would be overlong, ED A0..BF a surrogate.
            if first == 0xE0 { return start[1] >= 0xA0 ? 3 : 0 }
            if first == 0xED { return start[1] < 0xA0 ? 3 : 0 }
            return 3
        }
        guard first < 0xF5, available >= 4, start[1] & 0xC0 == 0x80, start[2] & 0xC0 == 0x80, start[3] & 0xC0 == 0x80
        else { return 0 }
        // F0 80..8F would be overlong, F4 90..BF above U+10FFFF.
        if first == 0xF0 { return start[1] >= 0x90 ? 4 : 0 }
        if first == 0xF4 { return start[1] < 0x90 ? 4 : 0 }
        return 4
    }
}
