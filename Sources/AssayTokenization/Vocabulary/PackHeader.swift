import CAssayPieces

/// The header of a pack, read and checked against the bytes it describes.
struct PackHeader {
    let name: String
    let preTokenizer: PreTokenizer
    let normalizer: Normalizer
    let model: PackLayout.Model
    let specialTokens: [SpecialToken]
    let tokenCount: Int
    let idLimit: Int
    let maximumTokenLength: Int
    let wholePieceFirst: Bool
    let addsPrefixSpace: Bool
    let ranksRise: Bool
    let tieStart: UInt32
    let everyTokenIsBuilt: Bool
    private let pack: UnsafeRawBufferPointer

    /// Reads a header.
    ///
    /// - Throws: ``PackError`` where the bytes are no pack, are cut short, or hold a section that does not fit.
    init(_ pack: UnsafeRawBufferPointer) throws(PackError) {
        try Self.checkFrame(pack)
        self.pack = pack
        func word(_ word: PackLayout.Word) -> UInt64 { Self.word(pack, word.rawValue) }
        for section in PackLayout.Section.allCases {
            let offset = Self.word(pack, section.offsetWord)
            let length = Self.word(pack, section.lengthWord)
            guard offset % UInt64(PackLayout.alignment) == 0, offset <= pack.count,
                length <= UInt64(pack.count) - offset
            else { throw PackError(code: .damaged, detail: "section \(section) lies outside the file") }
        }
        guard let preTokenizer = PreTokenizer(rawValue: UInt32(truncatingIfNeeded: word(.preTokenizer))),
            let normalizer = Normalizer(rawValue: UInt32(truncatingIfNeeded: word(.normalizer))),
            let model = PackLayout.Model(rawValue: word(.model))
        else { throw PackError(code: .unsupportedVersion, detail: "it uses a part that this version does not know") }
        guard word(.tokenCount) <= PairTable.mostTokens, word(.idLimit) <= UInt64(UInt32.max),
            word(.maximumTokenLength) <= UInt64(pack.count)
        else { throw PackError(code: .damaged, detail: "impossible sizes") }
        self.preTokenizer = preTokenizer
        self.normalizer = normalizer
        self.model = model
        tokenCount = Int(word(.tokenCount))
        idLimit = Int(word(.idLimit))
        maximumTokenLength = Int(word(.maximumTokenLength))
        wholePieceFirst = word(.wholePieceFirst) != 0
        addsPrefixSpace = word(.addsPrefixSpace) != 0
        ranksRise = word(.ranksRise) != 0
        everyTokenIsBuilt = word(.everyTokenIsBuilt) != 0
        tieStart = UInt32(truncatingIfNeeded: word(.tieStart))
        name = String(decoding: Self.bytes(pack, .name), as: UTF8.self)
        specialTokens = try Self.readSpecialTokens(Self.bytes(pack, .specials))
        try checkSectionLengths()
    }

    func length(of section: PackLayout.Section) -> Int { Int(Self.word(pack, section.lengthWord)) }

    func section<Element>(_ section: PackLayout.Section) -> UnsafePointer<Element> {
        (pack.baseAddress! + Int(Self.word(pack, section.offsetWord))).assumingMemoryBound(to: Element.self)
    }

    /// Compares the checksum in the header with the bytes behind it.
    static func verifyChecksum(_ pack: UnsafeRawBufferPointer) throws(PackError) {
        try checkFrame(pack)
        let contents = UnsafeRawBufferPointer(rebasing: pack[((PackLayout.Word.checksum.rawValue + 1) * 8)...])
        guard PackLayout.checksum(contents) == word(pack, PackLayout.Word.checksum.rawValue) else {
            throw PackError(code: .damaged, detail: "its checksum does not match its contents")
        }
    }

    private static func checkFrame(_ pack: UnsafeRawBufferPointer) throws(PackError) {
        guard pack.count >= PackLayout.headerWords * 8,
            word(pack, PackLayout.Word.magic.rawValue) == PackLayout.magic
        else { throw PackError(code: .notAPack, detail: "it does not start as one") }
        guard word(pack, PackLayout.Word.version.rawValue) == PackLayout.version else {
            throw PackError(code: .unsupportedVersion, detail: "it was written by another version of Assay")
        }
        guard word(pack, PackLayout.Word.fileLength.rawValue) == pack.count else {
            throw PackError(code: .damaged, detail: "it is cut short or has bytes added")
        }
    }

    private func checkSectionLengths() throws(PackError) {
        let expected: [(PackLayout.Section, Int)] = [
            (.tokenOffsets, (tokenCount + 1) * 2), (.tokenBases, (tokenCount >> 6 + 1) * 4),
            (.parts, PairTable.partsLength(tokenCount)), (.symbols, 256 * 4),
            (.pairFilter, 1 << (PairTable.filterBits(tokenCount) - 3)),
        ]
        for (section, length) in expected where self.length(of: section) != length {
            throw PackError(code: .damaged, detail: "section \(section) has an impossible length")
        }
        let optional: [(PackLayout.Section, Int)] = [
            (.ids, tokenCount * 4), (.indices, idLimit * 4), (.byteFallbacks, 256 * 4),
            (.characterBlocks, CharacterSymbol.blockCount * 2), (.characterSeams, CharacterTable.seamWords * 8),
            (.asciiPairs, ASCIIPairTable.count * 4),
        ]
        for (section, length) in optional where ![0, length].contains(self.length(of: section)) {
            throw PackError(code: .damaged, detail: "section \(section) has an impossible length")
        }
        for section in [PackLayout.Section.characterPairs, .characterParts] {
            let words = length(of: section) / 8
            guard (length(of: .characterBlocks) > 0) == (words > 0), words & max(words - 1, 0) == 0 else {
                throw PackError(code: .damaged, detail: "sections do not fit together")
            }
        }
        guard (length(of: .characterBlocks) > 0) == (length(of: .characterSeams) > 0),
            length(of: .characterBlocks) > 0 || model == .bytes
        else { throw PackError(code: .damaged, detail: "sections do not fit together") }
        let hasIDs = length(of: .ids) > 0
        guard hasIDs == (length(of: .indices) > 0), hasIDs || idLimit == tokenCount,
            (length(of: .byteFallbacks) > 0) == (model == .characters),
            length(of: .pieceSlots) >= 8, PairTable.lineCount(length(of: .pairLines), tokenCount: tokenCount) != nil
        else { throw PackError(code: .damaged, detail: "sections do not fit together") }
    }

    private static func word(_ pack: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
        pack.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
    }

    private static func bytes(_ pack: UnsafeRawBufferPointer, _ section: PackLayout.Section) -> UnsafeRawBufferPointer {
        let start = Int(word(pack, section.offsetWord))
        return UnsafeRawBufferPointer(rebasing: pack[start..<start + Int(word(pack, section.lengthWord))])
    }

    private static func readSpecialTokens(_ bytes: UnsafeRawBufferPointer) throws(PackError) -> [SpecialToken] {
        var tokens: [SpecialToken] = []
        var position = 0
        while position < bytes.count {
            guard bytes.count - position >= 12 else { break }
            let id = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let flags = bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
            let length = Int(bytes.loadUnaligned(fromByteOffset: position + 8, as: UInt32.self))
            guard length > 0, length <= bytes.count - position - 12 else { break }
            let text = String(decoding: bytes[position + 12..<position + 12 + length], as: UTF8.self)
            tokens.append(SpecialToken(text: text, id: id, isAlwaysMatched: flags & 1 != 0))
            position += 12 + length
        }
        guard position == bytes.count else {
            throw PackError(code: .damaged, detail: "the list of special tokens is cut short")
        }
        return tokens
    }
}

extension Vocabulary {
    /// Checks that every index in the pack is in range, so that no look-up can leave it. Linear.
    func verifyContents() throws(PackError) {
        let damaged = PackError(code: .damaged, detail: "it holds an index out of range")
        let count = UInt32(tokenCount)
        let byteCount = PackHeaderLengths(pack)
        guard offset(at: 0) == 0 else { throw damaged }
        for index in 0..<count {
            let start = offset(at: index)
            let end = offset(at: index + 1)
            guard start < end, end + PackLayout.padding <= byteCount.tokenBytes, end - start <= maximumTokenLength
            else { throw damaged }
        }
        for entry in pieceSlots where entry != PieceSlot.empty {
            let index = PieceSlot.index(entry)
            guard index < count, PieceSlot.offset(entry) == offset(at: index),
                PieceSlot.length(entry) == PieceSlot.length(length(at: index))
            else { throw damaged }
        }
        guard pieceSlots.contains(PieceSlot.empty) else { throw damaged }
        for index in 0..<count {
            guard let (left, right) = pairs.parts(of: index) else { continue }
            // Lengths tell where in a text a token ends; and parts that are shorter make taking tokens apart end.
            guard left < count, right < count, length(at: left) + length(at: right) == length(at: index) else {
                throw damaged
            }
        }
        guard pairs.isSound, hasSoundFilter else { throw damaged }
        func isByte(_ index: UInt32) -> Bool { index < count && length(at: index) == 1 }
        for byte in 0..<256 {
            guard isByte(symbols[byte]) || (!isByteLevel && symbols[byte] == PackLayout.none) else { throw damaged }
            if let byteFallbacks, !isByte(byteFallbacks[byte]) { throw damaged }
        }
        guard characters.map(isSound) ?? true, hasSoundASCIIPairs else { throw damaged }
        if let ids, let indices {
            for index in 0..<count {
                let id = ids[Int(index)]
                guard id < idLimit, indices[Int(id)] == index else { throw damaged }
            }
            for id in 0..<idLimit where indices[id] != PackLayout.none && indices[id] >= count { throw damaged }
        }
    }

    /// Whether each character that starts out as a token starts out as the one that spells it: lengths again.
    private func isSound(_ characters: CharacterLookup) -> Bool {
        let (symbols, blocks) = (characters.symbols, characters.table.blocks!)
        for block in 0..<CharacterSymbol.blockCount where blocks[block] != CharacterSymbol.noBlock {
            guard (Int(blocks[block]) + 1) * 64 <= symbols.count else { return false }
        }
        return (0..<UInt32(0x10000)).allSatisfy { scalar in
            let index = characters.symbol(scalar).index
            return index == PackLayout.maximumTokens || spells(index, scalar)
        }
    }

    /// Whether no pair that merges is missing in the filter, nor another in it.
    private var hasSoundFilter: Bool {
        let expected = PairTableBuilder((0..<UInt32(tokenCount)).map(pairs.parts(of:))).filter()
        return expected.elementsEqual(UnsafeBufferPointer(start: pairFilter, count: expected.count))
    }

    /// Whether pairs of ASCII characters merge as all others do.
    private var hasSoundASCIIPairs: Bool {
        guard let asciiPairs else { return true }
        let expected = ASCIIPairTable.entries(
            tokens: tokenCount, bytes: { bytes(at: UInt32($0)) },
            parts: { parts(of: UInt32($0)).map { (Int($0.left), Int($0.right)) } }, symbol: { Int(symbols[Int($0)]) })
        return isByteLevel && ranksRise && expected.elementsEqual(UnsafeBufferPointer(start: asciiPairs, count: expected.count))
    }

    private func spells(_ index: UInt32, _ scalar: UInt32) -> Bool {
        guard index < tokenCount, let scalar = Unicode.Scalar(scalar) else { return false }
        return bytes(at: index).elementsEqual(UTF8.encode(scalar)!)
    }
}

/// Section lengths that a check needs after the header is gone.
private struct PackHeaderLengths {
    let tokenBytes: Int

    init(_ pack: UnsafeRawBufferPointer) {
        tokenBytes = Int(
            pack.loadUnaligned(fromByteOffset: PackLayout.Section.tokenBytes.lengthWord * 8, as: UInt64.self))
    }
}
