import CAssayPieces
import CAssayUnicode

/// The hash of a piece's bytes, shared by packs and by the encoder's cache. Part of the pack format: a change of it is
/// a new ``PackLayout/version``.
enum PieceHash {
    @inline(__always) static var first: UInt64 { assay_hash_first }
    @inline(__always) static var second: UInt64 { assay_hash_second }

    /// Folds a 64 x 64-bit product: every input bit reaches every output bit.
    @inline(__always)
    static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 { assay_mix(a, b) }

    /// A piece of at most 15 bytes as 128 bits: the bytes, then zeros, then the length in the last byte. Two different
    /// pieces have different keys.
    struct Key {
        var low: UInt64
        var high: UInt64

        @inline(__always)
        var length: Int { Int(truncatingIfNeeded: high &>> 56) }

        @inline(__always)
        var hash: UInt64 { assay_key_hash(low, high) }
    }

    static let maximumKeyLength = 15
    /// How many bytes must be readable at the start of a piece that a key is made of: more than a key holds, because of what
    /// looks characters up.
    static let readable = Int(assay_readable)

    /// The key of `length` bytes, at most 15; 16 bytes must be readable at `start`.
    @inline(__always)
    static func key(_ start: UnsafePointer<UInt8>, _ length: Int) -> Key {
        let key = assay_short_key(start, Int64(length))
        return Key(low: key.low, high: key.high)
    }

    /// The hash of a piece of 16 bytes or more, which must all be readable. Linear in the length.
    static func long(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let raw = UnsafeRawPointer(start)
        // Spread over all bits: lengths that met the first byte's bits made runs of different lengths collide.
        var state = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
        var position = 0
        while position &+ 16 <= length {
            state = mix(
                raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ first ^ state,
                raw.loadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self) ^ second)
            position &+= 16
        }
        // The last 16 bytes again, whatever part of them was read before.
        return mix(
            raw.loadUnaligned(fromByteOffset: length &- 16, as: UInt64.self) ^ first ^ state,
            raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self) ^ second)
    }
}
