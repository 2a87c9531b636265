import CAssayPieces

/// Packs a vocabulary: orders its tokens by merge rank, finds the one pair that builds each of them, and lays out the
/// tables that ``Vocabulary`` reads in place.
///
/// One pair a token is enough. A token can stand in a text only if no merge crossed its ends, so inside those ends
/// merges ran as they run on the token's bytes alone, and that run is always the same; its last step is the pair. A
/// token whose own bytes do not merge into it can never be built by merges: it is found as a whole piece or not at all.
public struct PackBuilder {
    private let source: VocabularySource
    /// Tokens in the order of their indices.
    private var tokens: [VocabularySource.Token]
    /// The pair that builds each token.
    private var parts: [MergeSimulation.Parts?]
    /// The index of the first of the tokens that share the last rank, or ``PackLayout/none`` where none do.
    private var tieStart: UInt32

    /// Packs a vocabulary. The same source gives the same bytes.
    ///
    /// - Throws: ``PackError`` of code ``PackError/Code/unsupportedVocabulary`` where the vocabulary cannot be encoded
    ///   exactly, with the reason.
    public static func pack(_ source: VocabularySource) throws(PackError) -> [UInt8] {
        let builder = try PackBuilder(source)
        return try builder.layOut()
    }

    private init(_ source: VocabularySource) throws(PackError) {
        self.source = source
        try Self.check(source)
        let simulation = try MergeSimulation(source)
        let found = simulation.partsOfTokens()
        let order = simulation.order(parts: found)
        var position = [Int](repeating: 0, count: order.count)
        for (index, old) in order.enumerated() { position[old] = index }
        tokens = order.map { source.tokens[$0] }
        tieStart = try simulation.tieStart(order: order, parts: found)
        parts = order.map { old in
            found[old].map { MergeSimulation.Parts(left: position[$0.left], right: position[$0.right]) }
        }
    }

    private static let longestToken = 4096

    private static func check(_ source: VocabularySource) throws(PackError) {
        func refuse(_ detail: String) -> PackError { PackError(code: .unsupportedVocabulary, detail: detail) }
        guard source.tokens.count <= PairTable.mostTokens else {
            throw refuse("it has \(source.tokens.count) tokens, more than \(PairTable.mostTokens)")
        }
        if let empty = source.tokens.first(where: { $0.bytes.isEmpty }) { throw refuse("token \(empty.id) is empty") }
        // Learning how a token is built takes time quadratic in its length; the longest published one has 1,024 bytes.
        if let long = source.tokens.first(where: { $0.bytes.count > Self.longestToken }) {
            throw refuse("token \(long.id) has \(long.bytes.count) bytes, more than \(Self.longestToken)")
        }
        if let empty = source.specialTokens.first(where: { $0.text.isEmpty }) {
            throw refuse("special token \(empty.id) is empty")
        }
        guard Set(source.tokens.map(\.id)).count == source.tokens.count else { throw refuse("two tokens share an id") }
        if let high = source.tokens.first(where: { Int($0.id) >= PackLayout.maximumTokens * 4 }) {
            throw refuse("token id \(high.id) is too high")
        }
        guard case .sentencePiece(let scores, _, _) = source.merging else {
            var bytes = Set<UInt8>()
            for token in source.tokens where token.bytes.count == 1 { bytes.insert(token.bytes[0]) }
            guard bytes.count == 256 else { throw refuse("\(256 - bytes.count) of the 256 bytes have no token") }
            return
        }
        guard source.normalizer == .none, source.preTokenizer == .sentencePiece else {
            throw refuse("SentencePiece with normalizer \(source.normalizer.name) and pattern \(source.preTokenizer.name)")
        }
        guard scores.count == source.tokens.count else { throw refuse("it has not one score a token") }
        let fallbacks = source.tokens.filter(\.isByteFallback)
        guard fallbacks.count == 256, Set(fallbacks.map(\.bytes)).count == 256, fallbacks.allSatisfy({ $0.bytes.count == 1 })
        else { throw refuse("it has no byte fallback for each of the 256 bytes") }
        let space: UInt8 = 0x20
        for token in source.tokens where !token.isByteFallback {
            let bytes = Self.withPlainSpaces(token.bytes)
            guard let lead = bytes.firstIndex(where: { $0 != space }) else { continue }
            if bytes[lead...].contains(space), token.bytes.count > 1 {
                throw refuse("token \(token.id) has a space behind another character")
            }
        }
    }

    // MARK: Layout

    private func layOut() throws(PackError) -> [UInt8] {
        var sections: [PackLayout.Section: [UInt8]] = [:]
        sections[.name] = Array(source.name.utf8)
        sections[.specials] = specialTokenBytes()
        var offsets: [UInt16] = []
        var bases: [UInt32] = []
        var blob: [UInt8] = []
        var starts: [Int] = []
        for index in 0...tokens.count {
            starts.append(blob.count)
            if index % (1 << Int(PackLayout.baseShift)) == 0 { bases.append(UInt32(blob.count)) }
            guard let offset = UInt16(exactly: blob.count - Int(bases[bases.count - 1])) else {
                throw PackError(code: .unsupportedVocabulary, detail: "64 of its tokens have more than 65,535 bytes")
            }
            offsets.append(offset)
            if index < tokens.count { blob += Self.bytes(of: tokens[index], in: source) }
        }
        guard blob.count <= PieceSlot.maximumOffset else {
            throw PackError(code: .unsupportedVocabulary, detail: "its tokens have more than \(PieceSlot.maximumOffset) bytes")
        }
        blob += [UInt8](repeating: 0, count: PackLayout.padding)
        sections[.tokenOffsets] = Self.littleEndian(offsets)
        sections[.tokenBases] = Self.littleEndian(bases)
        sections[.tokenBytes] = blob
        let idLimit = (tokens.map { Int($0.id) }.max() ?? -1) + 1
        if !tokens.enumerated().allSatisfy({ $0.offset == Int($0.element.id) }) {
            var indices = [UInt32](repeating: PackLayout.none, count: idLimit)
            for (index, token) in tokens.enumerated() { indices[Int(token.id)] = UInt32(index) }
            sections[.ids] = Self.littleEndian(tokens.map(\.id))
            sections[.indices] = Self.littleEndian(indices)
        }
        sections[.pieceSlots] = Self.littleEndian(pieceSlots(starts))
        let table = PairTableBuilder(parts.map { pair in pair.map { (UInt32($0.left), UInt32($0.right)) } })
        guard let lines = table.lines() else {
            throw PackError(code: .unsupportedVocabulary, detail: "its merges do not fit a table of them")
        }
        sections[.pairLines] = Self.littleEndian(lines)
        sections[.parts] = table.parts()
        sections[.pairFilter] = Self.littleEndian(table.filter())
        sections[.symbols] = Self.littleEndian(symbols())
        if !isByteLevel { sections[.byteFallbacks] = Self.littleEndian(byteFallbacks()) }
        if !isByteLevel || ranksRise {
            let table = CharacterTable(
                tokens: tokens.map { $0.isByteFallback ? [] : Self.bytes(of: $0, in: source) }, parts: parts,
                startingFromBytes: isByteLevel)
            sections[.characterBlocks] = Self.littleEndian(table.blocks)
            sections[.characters] = Self.littleEndian(table.symbols)
            sections[.characterPairs] = Self.littleEndian(table.pairs)
            sections[.characterParts] = Self.littleEndian(table.partPairs)
            sections[.characterSeams] = Self.littleEndian(table.seams)
        }
        if isByteLevel, ranksRise {
            let symbols = symbols()
            let pairs = ASCIIPairTable.entries(
                tokens: tokens.count, bytes: { tokens[$0].bytes }, parts: { parts[$0].map { ($0.left, $0.right) } },
                symbol: { Int(symbols[Int($0)]) })
            sections[.asciiPairs] = Self.littleEndian(pairs)
        }
        return assemble(sections, idLimit: idLimit)
    }

    private var isByteLevel: Bool {
        if case .sentencePiece = source.merging { false } else { true }
    }

    private func assemble(_ sections: [PackLayout.Section: [UInt8]], idLimit: Int) -> [UInt8] {
        var words = [UInt64](repeating: 0, count: PackLayout.headerWords)
        var body: [UInt8] = []
        let start = PackLayout.headerWords * 8
        for section in PackLayout.Section.allCases {
            let bytes = sections[section] ?? []
            words[section.offsetWord] = UInt64(start + body.count)
            words[section.lengthWord] = UInt64(bytes.count)
            body += bytes
            body += [UInt8](repeating: 0, count: -body.count & (PackLayout.alignment - 1))
        }
        var values: [PackLayout.Word: UInt64] = [
            .magic: PackLayout.magic, .version: PackLayout.version, .fileLength: UInt64(start + body.count),
            .tokenCount: UInt64(tokens.count), .idLimit: UInt64(idLimit),
            .maximumTokenLength: UInt64(tokens.map { Self.bytes(of: $0, in: source).count }.max() ?? 0),
            .preTokenizer: UInt64(source.preTokenizer.rawValue), .normalizer: UInt64(source.normalizer.rawValue),
            .everyTokenIsBuilt: everyTokenIsBuilt ? 1 : 0, .ranksRise: ranksRise ? 1 : 0, .tieStart: UInt64(tieStart),
            .model: isByteLevel ? PackLayout.Model.bytes.rawValue : PackLayout.Model.characters.rawValue,
        ]
        switch source.merging {
        case .ranks: values[.wholePieceFirst] = 1
        case .merges(_, let wholePieceFirst): values[.wholePieceFirst] = wholePieceFirst ? 1 : 0
        case .sentencePiece(_, let addsPrefixSpace, _): values[.addsPrefixSpace] = addsPrefixSpace ? 1 : 0
        }
        for (word, value) in values { words[word.rawValue] = value }
        let checksumWord = PackLayout.Word.checksum.rawValue
        let contents = Self.littleEndian(Array(words[(checksumWord + 1)...])) + body
        words[checksumWord] = contents.withUnsafeBytes { PackLayout.checksum($0) }
        return Self.littleEndian(Array(words[...checksumWord])) + contents
    }

    /// Whether every built token stands behind the built ones among its two parts, and no two share a rank.
    private var ranksRise: Bool {
        guard tieStart == PackLayout.none else { return false }
        return parts.enumerated().allSatisfy { index, pair in
            guard let pair else { return true }
            return (parts[pair.left] == nil || pair.left < index) && (parts[pair.right] == nil || pair.right < index)
        }
    }

    /// Whether merges build every token that is no symbol.
    private var everyTokenIsBuilt: Bool {
        zip(tokens, parts).allSatisfy { token, pair in
            token.isByteFallback || pair != nil || isSymbol(Self.bytes(of: token, in: source))
        }
    }

    private func specialTokenBytes() -> [UInt8] {
        source.specialTokens.flatMap { token in
            let text = Array(token.text.utf8)
            return Self.littleEndian([token.id, token.isAlwaysMatched ? 1 : 0, UInt32(text.count)]) + text
        }
    }

    // MARK: Tables

    /// The table from a piece to its token. A token that merges cannot build is left out, unless the vocabulary looks
    /// whole pieces up before it merges.
    private func pieceSlots(_ starts: [Int]) -> [UInt64] {
        let count = tokens.count * 4 / 3 + 16
        var slots = [UInt64](repeating: PieceSlot.empty, count: count)
        let wholePieceFirst =
            switch source.merging {
            case .ranks: true
            case .merges(_, let wholePieceFirst): wholePieceFirst
            case .sentencePiece: false
            }
        for (index, token) in tokens.enumerated() where !token.isByteFallback {
            let bytes = Self.bytes(of: token, in: source)
            guard wholePieceFirst || parts[index] != nil || isSymbol(bytes) else { continue }
            let hash = Self.hash(bytes)
            var slot = Int(hash.multipliedFullWidth(by: UInt64(count)).high)
            while slots[slot] != PieceSlot.empty { slot = slot + 1 == count ? 0 : slot + 1 }
            slots[slot] = PieceSlot.entry(hash, index: index, offset: starts[index], length: bytes.count)
        }
        return slots
    }

    private func isSymbol(_ bytes: [UInt8]) -> Bool {
        isByteLevel ? bytes.count == 1 : String(decoding: bytes, as: UTF8.self).unicodeScalars.count == 1
    }

    /// The token of each single byte: of every byte in a byte-level vocabulary; otherwise of each ASCII character, or
    /// its byte fallback.
    private func symbols() -> [UInt32] {
        var symbols = isByteLevel ? [UInt32](repeating: PackLayout.none, count: 256) : byteFallbacks()
        if !isByteLevel { for byte in 128..<256 { symbols[byte] = PackLayout.none } }
        for (index, token) in tokens.enumerated() where !token.isByteFallback {
            let bytes = Self.bytes(of: token, in: source)
            if bytes.count == 1 { symbols[Int(bytes[0])] = UInt32(index) }
        }
        return symbols
    }

    private func byteFallbacks() -> [UInt32] {
        var fallbacks = [UInt32](repeating: PackLayout.none, count: 256)
        for (index, token) in tokens.enumerated() where token.isByteFallback {
            fallbacks[Int(token.bytes[0])] = UInt32(index)
        }
        return fallbacks
    }

    // MARK: Bytes

    /// A token's bytes as a pack holds them: SentencePiece's U+2581 as a space, since texts are matched as they are.
    static func bytes(of token: VocabularySource.Token, in source: VocabularySource) -> [UInt8] {
        guard case .sentencePiece = source.merging, !token.isByteFallback else { return token.bytes }
        return withPlainSpaces(token.bytes)
    }

    static func withPlainSpaces(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position...].starts(with: [0xE2, 0x96, 0x81]) {
                result.append(0x20)
                position += 3
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return result
    }

    static func hash(_ bytes: [UInt8]) -> UInt64 {
        let padded = bytes + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer { buffer in
            let start = buffer.baseAddress.unsafelyUnwrapped
            return bytes.count <= PieceHash.maximumKeyLength
                ? PieceHash.key(start, bytes.count).hash : PieceHash.long(start, bytes.count)
        }
    }

    static func littleEndian<Value: FixedWidthInteger>(_ values: [Value]) -> [UInt8] {
        values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    }
}
