/// A 64-bit hash that is the same in every run and on every machine: FNV-1a with a final mix (the mix of MurmurHash3,
/// so that short words differ in all bits).
struct WordHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    var value: UInt64 { Self.mix(state) }

    /// The symbol of an ASCII word in lower case, as ``WordScanner`` makes it.
    static func symbol(_ word: String) -> UInt64 { symbol(Array(word.utf8)) }

    static func symbol(_ word: [UInt8]) -> UInt64 {
        var hash = WordHash()
        for byte in word { hash.add(byte) }
        return hash.value
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
