/// The price table in the form in which it is embedded: texts cut into sections, which are compressed one by one. So a
/// model is found by decompressing some 16 KB, and nothing is unpacked before it is asked for.
///
/// Numbers are unsigned, 32 bits, the lowest byte first; offsets are from the start of the pack.
/// - `ASSAYPR` and a byte with the version; the number of texts, the number of sections;
/// - a line a text: offset and length of its name, its first section, the number of its sections;
/// - a line a section: offset and length of its first record's key, offset and length of its bytes, which are a block
///   of LZ4, and the length of what they hold;
/// - names, keys and blocks.
struct PricePack: @unchecked Sendable {
    static let magic = Array("ASSAYPR".utf8) + [1]
    static let headerSize = 16
    static let textSize = 16
    static let sectionSize = 20

    /// Never changes, so every thread may read it.
    private let bytes: UnsafeRawBufferPointer
    private let textCount: Int
    private let sectionCount: Int

    /// - Parameter bytes: must live, and stay as they are, as long as the pack and its texts.
    /// - Returns: nil where the bytes are no pack, or one of another version.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= PricePack.headerSize, bytes.starts(with: PricePack.magic) else { return nil }
        self.bytes = bytes
        textCount = PricePack.number(bytes, at: 8)
        sectionCount = PricePack.number(bytes, at: 12)
        let end = PricePack.headerSize + textCount * PricePack.textSize + sectionCount * PricePack.sectionSize
        guard end <= bytes.count else { return nil }
    }

    /// The texts in the order of their names; without those whose lines are damaged.
    func texts() -> [PackedText] {
        (0..<textCount).compactMap { index in
            let line = PricePack.headerSize + index * PricePack.textSize
            let (first, count) = (PricePack.number(bytes, at: line + 8), PricePack.number(bytes, at: line + 12))
            guard first + count <= sectionCount, let name = part(line) else { return nil }
            return PackedText(
                name: String(decoding: name, as: UTF8.self), pack: self, sections: first..<(first + count))
        }
    }

    /// The key of a section's first record; nil where its line is damaged.
    func key(ofSection index: Int) -> UnsafeRawBufferPointer? { part(line(ofSection: index)) }

    /// What a section holds; nil where it is damaged.
    func section(_ index: Int) -> [UInt8]? {
        let line = line(ofSection: index)
        guard let block = part(line + 8) else { return nil }
        return LZ4Block.decompress(block, length: PricePack.number(bytes, at: line + 16))
    }

    private func line(ofSection index: Int) -> Int {
        PricePack.headerSize + textCount * PricePack.textSize + index * PricePack.sectionSize
    }

    /// The bytes whose offset and length are at a place; nil where they are not inside the pack.
    private func part(_ place: Int) -> UnsafeRawBufferPointer? {
        let (offset, length) = (PricePack.number(bytes, at: place), PricePack.number(bytes, at: place + 4))
        guard offset + length <= bytes.count else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
}
