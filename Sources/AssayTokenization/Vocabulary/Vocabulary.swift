import CAssayPieces

/// A packed vocabulary, read in place: nothing is built or copied when one is opened.
///
/// Safe to share between threads: it never changes. Opening costs a header check, or for bytes from outside one pass
/// over them.
public final class Vocabulary: @unchecked Sendable {
    // @unchecked: all stored properties are immutable, and so is the memory behind the pointers.

    /// The name the vocabulary goes by, such as `o200k_base`.
    public let name: String
    public let preTokenizer: PreTokenizer
    public let normalizer: Normalizer
    public let specialTokens: [SpecialToken]
    /// The number of ordinary tokens.
    public let tokenCount: Int
    /// The number of bytes of the longest ordinary token.
    public let maximumTokenLength: Int
    /// Whether tokens are built from bytes, so that any bytes at all can be tokenized and decoded. SentencePiece's are
    /// built from characters.
    public let isByteLevel: Bool
    /// The size of the pack in bytes.
    public var packSize: Int { pack.count }

    /// Whether a piece that is a token as a whole is that token, even where merges would not build it.
    let wholePieceFirst: Bool
    /// Whether SentencePiece puts a space before the text.
    let addsPrefixSpace: Bool
    /// Whether each token that a merge builds has a higher rank than the two it is built from, as in every trained
    /// vocabulary, so that merges apply in the order of their ranks.
    let ranksRise: Bool
    /// Tokens from this index on share one merge rank, behind all others: among them the leftmost pair merges first.
    let tieStart: UInt32
    /// Ids are below this, special tokens' aside.
    let idLimit: Int
    let pack: UnsafeRawBufferPointer
    let tokenOffsets: UnsafePointer<UInt16>
    let tokenBases: UnsafePointer<UInt32>
    let tokenBytes: UnsafePointer<UInt8>
    /// The id of each token index; nil where they are the same.
    let ids: UnsafePointer<UInt32>?
    /// The token index of each id; nil where they are the same.
    let indices: UnsafePointer<UInt32>?
    let pieceSlots: UnsafeBufferPointer<UInt64>
    /// The same for C.
    var slots: assay_slots { assay_slots(start: pieceSlots.baseAddress, count: UInt64(pieceSlots.count)) }
    let pairs: PairTable
    /// See ``PairTable/filterBits(_:)``.
    let pairFilter: UnsafePointer<UInt32>
    let symbols: UnsafePointer<UInt32>
    let byteFallbacks: UnsafePointer<UInt32>?
    /// See ``ASCIIPairTable``; nil where there is none.
    let asciiPairs: UnsafePointer<UInt32>?
    /// The characters that start out whole; nil where none do.
    let characters: CharacterLookup?
    /// Whether merges build every token that is no symbol: then a token inside a piece is what merging gives for it.
    let everyTokenIsBuilt: Bool
    /// Keeps the memory alive, and frees it.
    private let owner: AnyObject?

    /// Opens a pack that stays in memory for good, such as an embedded one.
    ///
    /// - Parameter pack: the pack's bytes, aligned to 64 bytes, never changed and never freed.
    /// - Throws: ``PackError`` where the header does not fit the bytes. The contents are taken on trust; see
    ///   ``init(copying:)`` for bytes from outside.
    public convenience init(pack: UnsafeRawBufferPointer) throws(PackError) {
        try self.init(pack: pack, owner: nil)
    }

    /// Opens a pack that stays in memory for good under another name and with other special tokens: vocabularies that
    /// differ in nothing else can share one pack.
    ///
    /// - Parameters:
    ///   - pack: as in ``init(pack:)``.
    ///   - name: the name that takes the place of the pack's.
    ///   - specialTokens: the special tokens that take the place of the pack's.
    /// - Throws: ``PackError`` where the header does not fit the bytes.
    public convenience init(
        pack: UnsafeRawBufferPointer, name: String, specialTokens: [SpecialToken]
    ) throws(PackError) {
        try self.init(pack: pack, owner: nil, name: name, specialTokens: specialTokens)
    }

    /// Opens a pack that came from outside: copies it, verifies its checksum and every index in it. Linear.
    ///
    /// - Throws: ``PackError`` where the pack is cut short, damaged or of another version.
    public convenience init(copying bytes: [UInt8]) throws(PackError) {
        let memory = PackMemory(bytes)
        try PackHeader.verifyChecksum(memory.bytes)
        try self.init(pack: memory.bytes, owner: memory)
        try verifyContents()
    }

    /// Opens a pack where it is, such as in a mapped file, and verifies its checksum. Linear.
    ///
    /// The checksum finds truncation and damage. Indices are taken on trust: a pack of unknown origin is verified once
    /// with ``init(copying:)``.
    ///
    /// - Parameters:
    ///   - pack: the pack's bytes, aligned to 64 bytes, which do not change.
    ///   - owner: what keeps the bytes in memory as long as it lives.
    /// - Throws: ``PackError`` where the pack is cut short, damaged or of another version.
    public convenience init(mapped pack: UnsafeRawBufferPointer, owner: AnyObject) throws(PackError) {
        try PackHeader.verifyChecksum(pack)
        try self.init(pack: pack, owner: owner)
    }

    private init(
        pack: UnsafeRawBufferPointer, owner: AnyObject?, name: String? = nil, specialTokens: [SpecialToken]? = nil
    ) throws(PackError) {
        let header = try PackHeader(pack)
        self.pack = pack
        self.owner = owner
        self.name = name ?? header.name
        preTokenizer = header.preTokenizer
        normalizer = header.normalizer
        self.specialTokens = specialTokens ?? header.specialTokens
        tokenCount = header.tokenCount
        idLimit = header.idLimit
        maximumTokenLength = header.maximumTokenLength
        isByteLevel = header.model == .bytes
        wholePieceFirst = header.wholePieceFirst
        addsPrefixSpace = header.addsPrefixSpace
        ranksRise = header.ranksRise
        tieStart = header.tieStart
        tokenOffsets = header.section(.tokenOffsets)
        tokenBases = header.section(.tokenBases)
        tokenBytes = header.section(.tokenBytes)
        ids = header.length(of: .ids) > 0 ? header.section(.ids) : nil
        indices = header.length(of: .indices) > 0 ? header.section(.indices) : nil
        pieceSlots = UnsafeBufferPointer(start: header.section(.pieceSlots), count: header.length(of: .pieceSlots) / 8)
        pairs = PairTable(
            lines: header.section(.pairLines),
            lineCount: PairTable.lineCount(header.length(of: .pairLines), tokenCount: tokenCount) ?? 0,
            parts: header.section(.parts), tokenCount: tokenCount)
        pairFilter = header.section(.pairFilter)
        symbols = header.section(.symbols)
        asciiPairs = header.length(of: .asciiPairs) > 0 ? header.section(.asciiPairs) : nil
        byteFallbacks = header.length(of: .byteFallbacks) > 0 ? header.section(.byteFallbacks) : nil
        characters =
            header.length(of: .characterBlocks) == 0
            ? nil
            : CharacterLookup(
                table: assay_characters(
                    blocks: header.section(.characterBlocks), symbols: header.section(.characters),
                    pairs: header.section(.characterPairs),
                    pair_words: UInt64(header.length(of: .characterPairs) / 8),
                    parts: header.section(.characterParts),
                    part_words: UInt64(header.length(of: .characterParts) / 8),
                    seams: header.section(.characterSeams)),
                symbolCount: header.length(of: .characters) / 8)
        everyTokenIsBuilt = header.everyTokenIsBuilt
    }
}

extension Vocabulary {
    /// The bytes of an ordinary token, or nil where no ordinary token has this id. SentencePiece's U+2581 is a space.
    public func bytes(of id: TokenID) -> UnsafeBufferPointer<UInt8>? {
        index(of: id).map(bytes(at:))
    }

    /// The id of the ordinary token with exactly these bytes, or nil.
    public func id(of bytes: [UInt8]) -> TokenID? {
        guard !bytes.isEmpty else { return nil }
        let padded = bytes + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer { index(of: $0.baseAddress!, bytes.count) }.map { id(at: $0) }
    }

    // MARK: Token indices

    @inline(__always)
    func id(at index: UInt32) -> TokenID {
        ids.map { $0[Int(index)] } ?? index
    }

    func index(of id: TokenID) -> UInt32? {
        guard Int(id) < idLimit else { return nil }
        guard let indices else { return id }
        let index = indices[Int(id)]
        return index == PackLayout.none ? nil : index
    }

    /// Where the token's bytes start.
    @inline(__always)
    func offset(at index: UInt32) -> Int {
        Int(tokenBases[Int(index &>> PackLayout.baseShift)]) &+ Int(tokenOffsets[Int(index)])
    }

    @inline(__always)
    func length(at index: UInt32) -> Int { offset(at: index &+ 1) &- offset(at: index) }

    @inline(__always)
    func bytes(at index: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = offset(at: index)
        return UnsafeBufferPointer(start: tokenBytes + start, count: offset(at: index &+ 1) &- start)
    }

    /// The token that spells a piece, or nil. 16 bytes must be readable at `start`, whatever the length.
    @inline(__always)
    func index(of start: UnsafePointer<UInt8>, _ length: Int) -> UInt32? {
        if length <= PieceHash.maximumKeyLength {
            let key = PieceHash.key(start, length)
            return index(of: key, hash: key.hash)
        }
        return longIndex(of: start, length)
    }

    /// The token that spells a piece of at most 15 bytes, or nil. Expected constant time.
    @inline(__always)
    func index(of key: PieceHash.Key, hash: UInt64) -> UInt32? {
        let length = key.high &>> 56
        return findPiece(hash, length) { entry in
            let found = PieceHash.key(tokenBytes + PieceSlot.offset(entry), Int(truncatingIfNeeded: length))
            return (found.low ^ key.low) | (found.high ^ key.high) == 0
        }
    }

    /// The token that spells a piece of 16 bytes or more, or nil. Linear in the length, which is cut off at the
    /// longest token's.
    func longIndex(of start: UnsafePointer<UInt8>, _ length: Int) -> UInt32? {
        guard length <= maximumTokenLength else { return nil }
        return findPiece(PieceHash.long(start, length), PieceSlot.long) { entry in
            bytes(at: PieceSlot.index(entry)).elementsEqual(UnsafeBufferPointer(start: start, count: length))
        }
    }

    @inline(__always)
    private func findPiece(_ hash: UInt64, _ length: UInt64, _ isIt: (UInt64) -> Bool) -> UInt32? {
        let slots = pieceSlots.baseAddress.unsafelyUnwrapped
        var slot = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(pieceSlots.count)).high)
        while true {
            let entry = slots[slot]
            if entry == PieceSlot.empty { return nil }
            if PieceSlot.matches(entry, hash, length: length), isIt(entry) { return PieceSlot.index(entry) }
            slot &+= 1
            if slot == pieceSlots.count { slot = 0 }
        }
    }

    /// The token that two adjacent tokens merge into, or ``PackLayout/none``. Constant time.
    @inline(__always)
    func merged(_ left: UInt32, _ right: UInt32) -> UInt32 { pairs.merged(left, right) }

    /// The two tokens that merge into a token, or nil for a symbol and for a token that no merge builds.
    @inline(__always)
    func parts(of index: UInt32) -> (left: UInt32, right: UInt32)? { pairs.parts(of: index) }
}

/// Aligned memory that holds a pack and is freed with it.
private final class PackMemory {
    let bytes: UnsafeRawBufferPointer

    init(_ contents: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(contents.count, 1), alignment: PackLayout.alignment)
        memory.copyBytes(from: contents)
        bytes = UnsafeRawBufferPointer(rebasing: memory[..<contents.count])
    }

    deinit { bytes.deallocate() }
}
