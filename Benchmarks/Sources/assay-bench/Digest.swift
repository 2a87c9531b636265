import AssayTokenization

/// CRC-32 (the one of zlib) over all ids of a corpus as little-endian 32-bit numbers: equal where the ids are.
struct Digest {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private var state: UInt32 = 0xFFFF_FFFF

    init(_ tokenizer: Tokenizer, _ corpus: Corpus) throws {
        let table = Self.table
        for index in 0..<corpus.count {
            for id in try tokenizer.encode(corpus.document(index)) {
                var rest = UInt32(truncatingIfNeeded: id)
                for _ in 0..<4 {
                    state = table[Int((state ^ rest) & 0xFF)] ^ state >> 8
                    rest >>= 8
                }
            }
        }
    }

    var value: UInt32 { state ^ 0xFFFF_FFFF }
}
