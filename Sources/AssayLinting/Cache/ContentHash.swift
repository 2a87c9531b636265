/// A 128-bit hash of bytes, fast enough that reading the file is what takes the time. It tells versions of a file apart;
/// it is no signature.
public struct ContentHash: Sendable, Hashable {
    public var low: UInt64
    public var high: UInt64

    public init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The hash of `bytes`, different for each seed. Two lanes of 8 bytes, each multiplied and folded.
    public init(_ bytes: UnsafeRawBufferPointer, seed: ContentHash = ContentHash(low: 0, high: 0)) {
        var first = seed.low ^ 0x9E37_79B9_7F4A_7C15
        var second = seed.high ^ 0xC2B2_AE3D_27D4_EB4F
        var offset = 0
        while offset + 16 <= bytes.count {
            first = Self.fold(first ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0xA076_1D64_78BD_642F)
            second = Self.fold(
                second ^ bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self), 0xE703_7ED1_A0B4_28DB)
            offset += 16
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count {
            tail |= UInt64(bytes[offset]) << shift
            shift += 8
            if shift == 64 {
                first = Self.fold(first ^ tail, 0x8EBC_6AF0_9C88_C6E3)
                (tail, shift) = (0, 0)
            }
            offset += 1
        }
        second = Self.fold(second ^ tail, 0x5899_65CC_7537_4CC3)
        low = WordHash.mix(first &+ second &* 3 &+ UInt64(bytes.count))
        high = WordHash.mix(second ^ first.byteSwapped)
    }

    public init(_ text: String, seed: ContentHash = ContentHash(low: 0, high: 0)) {
        var text = text
        self = text.withUTF8 { ContentHash(UnsafeRawBufferPointer($0), seed: seed) }
    }

    private static func fold(_ value: UInt64, _ factor: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        // An input that makes the product zero must not make the hash forget what came before.
        return product.low ^ product.high ^ value
    }
}
