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
        }
        seal(&pack)
    }

    /// Makes the checksum fit.
    private static func seal(_ pack: inout [UInt8]) {
        pack.withUnsafeMutableBytes { bytes in
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
        Self.change(&pack, .pairLines, where: { (_: UInt32) in false }, to: { $0 })
        #expect(try Tokenizer(Vocabulary(copying: pack)).encode("abcab") == [257, 256])
    }

    /// Puts another pair in place of the one that a token is built from, in both tables and the filter, or in some of them.
    private static func changeParts(
        _ pack: inout [UInt8], of token: Int, to left: UInt32, _ right: UInt32,
        in sections: [PackLayout.Section] = [.parts, .pairLines, .pairFilter]
    ) throws {
        let vocabulary = try Vocabulary(copying: pack)
        var pairs = (0..<UInt32(vocabulary.tokenCount)).map { vocabulary.parts(of: $0) }
        pairs[token] = (left, right)
        let builder = PairTableBuilder(pairs)
        let lines = PackBuilder.littleEndian(try #require(builder.lines()))
        let filter = PackBuilder.littleEndian(builder.filter())
        pack.withUnsafeMutableBytes { bytes in
            for section in sections {
                let start = bytes.load(fromByteOffset: section.offsetWord * 8, as: Int.self)
                let contents = section == .parts ? builder.parts() : section == .pairLines ? lines : filter
                UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyBytes(from: contents)
            }
        }
        seal(&pack)
    }

    @Test func aMergeIntoATokenOfAnotherLengthIsRefused() throws {
        var pack = try Self.pack()
        let (a, b) = (UInt32(UInt8(ascii: "a")), UInt32(UInt8(ascii: "b")))
        try Self.changeParts(&pack, of: 256, to: a, b)
        _ = try Vocabulary(copying: pack)
        try Self.changeParts(&pack, of: 256, to: a, 256)
        Self.expectDamaged(pack)
    }

    /// What is found is not compared with the pair that was asked for.
    @Test(arguments: [PackLayout.Section.parts, .pairLines, .pairFilter]) func aMergeOfAnotherPairIsRefused(
        _ section: PackLayout.Section
    ) throws {
        var pack = try Self.pack()
        try Self.changeParts(&pack, of: 256, to: UInt32(UInt8(ascii: "b")), UInt32(UInt8(ascii: "a")), in: [section])
        Self.expectDamaged(pack)
    }

    /// Each word of an entry, and what says where it belongs.
    @Test(arguments: [0, 1, 12, 15]) func aDamagedLineIsRefused(_ word: Int) throws {
        let pack = try Self.pack()
        let start = pack.withUnsafeBytes {
            $0.load(fromByteOffset: PackLayout.Section.pairLines.offsetWord * 8, as: Int.self) + 4 * word
        }
        let isUsed = word != 15
        for bit in 0..<(word == 12 ? 16 : isUsed ? 32 : 24) {
            var damaged = pack
            damaged[start + bit / 8] ^= 1 << UInt8(bit % 8)
            Self.seal(&damaged)
            Self.expectDamaged(damaged)
        }
    }

    /// A pair that the filter does not know would never merge.
    @Test func aFilterWithoutAPairIsRefused() throws {
        var pack = try Self.pack()
        Self.change(&pack, .pairFilter, where: { $0 != 0 }, to: { (old: UInt32) in old & old - 1 })
        Self.expectDamaged(pack)
    }

    @Test func aFilterOfAnotherLengthIsRefused() throws {
        var pack = try Self.pack()
        let word = PackLayout.Section.pairFilter.lengthWord
        pack.withUnsafeMutableBytes { bytes in
            let length = bytes.load(fromByteOffset: word * 8, as: Int.self)
            bytes.storeBytes(of: length / 2, toByteOffset: word * 8, as: Int.self)
        }
        Self.seal(&pack)
        Self.expectDamaged(pack)
    }

    @Test func aTableOfTooFewLinesIsRefused() throws {
        var pack = try Self.pack()
        let word = PackLayout.Section.pairLines.lengthWord
        pack.withUnsafeMutableBytes { $0.storeBytes(of: 64, toByteOffset: word * 8, as: Int.self) }
        Self.seal(&pack)
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

    /// The last pair is read together with the bytes behind it.
    @Test(arguments: [PackLayout.Section.parts, .characterSeams]) func aSectionThatIsCutShortIsRefused(
        _ section: PackLayout.Section
    ) throws {
        var pack = try Self.pack()
        pack.withUnsafeMutableBytes { bytes in
            let length = bytes.load(fromByteOffset: section.lengthWord * 8, as: Int.self)
            bytes.storeBytes(of: section == .parts ? length - 2 : 0, toByteOffset: section.lengthWord * 8, as: Int.self)
        }
        Self.seal(&pack)
        Self.expectDamaged(pack)
    }

    /// Walking such merges back would never end.
    @Test func mergesThatGoInCirclesAreRefused() throws {
        var pack = try Self.pack()
        // "abc" from "ab" and "c" becomes "abc" from "abc" and "c".
        let c = UInt32(UInt8(ascii: "c"))
        try Self.changeParts(&pack, of: 257, to: 256, c)
        _ = try Vocabulary(copying: pack)
        try Self.changeParts(&pack, of: 257, to: 257, c)
        Self.expectDamaged(pack)
    }

    /// All bytes, "é", and "a" up to four times, with ids that are no indices.
    private static func packWithACharacter(_ isByteLevel: Bool) throws -> [UInt8] {
        let bytes = (0..<256).map {
            VocabularySource.Token(id: TokenID($0) + 400, bytes: [UInt8($0)], isByteFallback: !isByteLevel)
        }
        let words = (isByteLevel ? ["é", "aa", "aaaa"] : ["a", "é", "aa", "aaaa"]).enumerated().map {
            VocabularySource.Token(id: TokenID($0.offset) + 700, bytes: Array($0.element.utf8))
        }
        let scores = (bytes + words).indices.map { -Float($0) }
        return try PackBuilder.pack(
            VocabularySource(
                name: "small", tokens: bytes + words,
                merging: isByteLevel ? .ranks : .sentencePiece(scores: scores, addsPrefixSpace: false, unknown: 0),
                normalizer: .none, preTokenizer: isByteLevel ? .cl100k : .sentencePiece, specialTokens: []))
    }

    private static func index(of text: String, in pack: [UInt8]) throws -> UInt32 {
        let vocabulary = try Vocabulary(copying: pack)
        return try #require(vocabulary.id(of: Array(text.utf8)).flatMap { vocabulary.index(of: $0) })
    }

    /// Every character of more than one byte would be looked up in it.
    @Test func charactersWithoutTheirTableAreRefused() throws {
        var pack = try Self.packWithACharacter(false)
        let sections = [
            PackLayout.Section.characterBlocks, .characters, .characterPairs, .characterParts, .characterSeams,
        ]
        pack.withUnsafeMutableBytes { bytes in
            for section in sections { bytes.storeBytes(of: 0, toByteOffset: section.lengthWord * 8, as: Int.self) }
        }
        Self.seal(&pack)
        Self.expectDamaged(pack)
    }

    /// A token longer than the text that it was found in would end behind it.
    @Test(arguments: [true, false]) func aCharacterThatIsAnotherTokenIsRefused(_ isByteLevel: Bool) throws {
        var pack = try Self.packWithACharacter(isByteLevel)
        let mask = UInt64(PackLayout.maximumTokens)
        let (character, other) = try (Self.index(of: "é", in: pack), Self.index(of: "aaaa", in: pack))
        Self.change(&pack, .characters, where: { $0 & mask == UInt64(character) }, to: { $0 & ~mask | UInt64(other) })
        Self.expectDamaged(pack)
    }

    @Test(arguments: [true, false]) func anIDThatLeadsToAnotherTokenIsRefused(_ isByteLevel: Bool) throws {
        var pack = try Self.packWithACharacter(isByteLevel)
        let (character, other) = try (Self.index(of: "é", in: pack), Self.index(of: "aaaa", in: pack))
        Self.change(&pack, .indices, where: { $0 == character }, to: { (_: UInt32) in other })
        Self.expectDamaged(pack)
    }
}
