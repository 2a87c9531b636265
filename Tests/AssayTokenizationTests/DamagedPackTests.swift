import CAssayPieces
import Testing

@testable import AssayTokenization

/// Packs from outside whose checksum fits but whose contents do not: refused, since using them would not be safe.
@Suite struct DamagedPackTests {
    /// All bytes, then "ab", "abc".
    static func pack() throws -> [UInt8] {
        let bytes = (0..<256).map { VocabularySource.Token(id: TokenID($0), bytes: [UInt8($0)]) }
        let words = ["ab", "abc"].enumerated().map {
            VocabularySource.Token(id: 256 + TokenID($0.offset), bytes: Array($0.element.utf8))
        }
        return try PackBuilder.pack(
            VocabularySource(
                name: "small", tokens: bytes + words, merging: .ranks, normalizer: .none, preTokenizer: .cl100k,
                specialTokens: []))
    }

    /// Replaces a number in a section and makes the checksum fit.
    static func change<Value: FixedWidthInteger>(
        _ pack: inout [UInt8], _ section: PackLayout.Section, where matches: (Value) -> Bool, to value: (Value) -> Value
    ) {
        pack.withUnsafeMutableBytes { bytes in
            let start = bytes.load(fromByteOffset: section.offsetWord * 8, as: Int.self)
            let length = bytes.load(fromByteOffset: section.lengthWord * 8, as: Int.self)
            let size = MemoryLayout<Value>.size
            for offset in stride(from: start, to: start + length, by: size) {
                let old = bytes.load(fromByteOffset: offset, as: Value.self)
                guard matches(old) else { continue }
                bytes.storeBytes(of: value(old), toByteOffset: offset, as: Value.self)
                break
            }
            let word = PackLayout.Word.checksum.rawValue * 8
            let contents = UnsafeRawBufferPointer(rebasing: bytes[(word + 8)...])
            bytes.storeBytes(of: PackLayout.checksum(contents), toByteOffset: word, as: UInt64.self)
        }
    }

    private static func expectDamaged(_ pack: [UInt8]) {
        let error = #expect(throws: PackError.self) { try Vocabulary(copying: pack) }
        #expect(error?.code == .damaged)
    }

    @Test func aSoundPackOpens() throws {
        var pack = try Self.pack()
        Self.change(&pack, .pairBuckets, where: { (_: UInt32) in false }, to: { $0 })
        #expect(try Tokenizer(Vocabulary(copying: pack)).encode("abcab") == [257, 256])
    }

    /// The lower half of a pair of tokens below 2,048, as a pack holds it.
    private static func pair(_ left: UInt32, _ right: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: assay_pair(left, right))
    }

    @Test func aMergeIntoATokenOfAnotherLengthIsRefused() throws {
        var pack = try Self.pack()
        let (a, b) = (UInt32(UInt8(ascii: "a")), UInt32(UInt8(ascii: "b")))
        Self.change(&pack, .lowParts, where: { $0 == Self.pair(a, b) }, to: { (_: UInt32) in Self.pair(a, 256) })
        Self.expectDamaged(pack)
    }

    @Test func aMergeIntoATokenThatIsNotThereIsRefused() throws {
        var pack = try Self.pack()
        Self.change(&pack, .pairBuckets, where: { $0 != 0 }, to: { (old: UInt32) in old | UInt32(PackLayout.maximumTokens) })
        Self.expectDamaged(pack)
    }

    @Test func aPieceThatLiesElsewhereIsRefused() throws {
        var pack = try Self.pack()
        Self.change(&pack, .pieceSlots, where: { $0 != PieceSlot.empty }, to: { (old: UInt64) in old + 1 << 21 })
        Self.expectDamaged(pack)
    }

    @Test func aSymbolOfMoreThanOneByteIsRefused() throws {
        var pack = try Self.pack()
        Self.change(&pack, .symbols, where: { $0 == 0x61 }, to: { (_: UInt32) in 257 })
        Self.expectDamaged(pack)
    }

    /// Look-ups of several at a time read a little more than the last block's number.
    @Test func aPackThatEndsWithItsBlocksIsRefused() throws {
        var pack = try Self.pack()
        func number(_ word: Int) -> Int { pack.withUnsafeBytes { $0.load(fromByteOffset: word * 8, as: Int.self) } }
        let blocks = PackLayout.Section.characterBlocks
        let start = number(blocks.offsetWord)
        let end = pack.count
        pack += pack[start..<start + number(blocks.lengthWord)]
        pack.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: end, toByteOffset: blocks.offsetWord * 8, as: Int.self)
            bytes.storeBytes(of: bytes.count, toByteOffset: PackLayout.Word.fileLength.rawValue * 8, as: Int.self)
        }
        Self.change(&pack, .pairBuckets, where: { (_: UInt32) in false }, to: { $0 })
        Self.expectDamaged(pack)
    }

    /// Walking such merges back would never end.
    @Test func mergesThatGoInCirclesAreRefused() throws {
        var pack = try Self.pack()
        // "abc" from "ab" and "c" becomes "abc" from "abc" and "c".
        let c = UInt32(UInt8(ascii: "c"))
        Self.change(&pack, .lowParts, where: { $0 == Self.pair(256, c) }, to: { (_: UInt32) in Self.pair(257, c) })
        Self.expectDamaged(pack)
    }
}
