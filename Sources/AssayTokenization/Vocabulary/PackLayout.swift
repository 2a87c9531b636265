/// The file format of a packed vocabulary: what ``PackBuilder`` writes and ``Vocabulary`` reads in place.
///
/// A pack is a header of 64-bit little-endian words followed by sections, each aligned to 64 bytes. Inside a pack a
/// token is known by its *index*: tokens stand in the order in which their merges apply, so that comparing indices
/// compares merge ranks. Where index and id differ, two sections translate.
///
/// - `tokenOffsets`, `tokenBases`: where each token's bytes start in `tokenBytes`, one more than there are tokens: 16 bits
///   each, counted from where the first of its 64 tokens starts.
/// - `tokenBytes`: all tokens' bytes end to end, then at least 16 bytes of padding, since a look-up compares in blocks.
/// - `ids`, `indices`: token index to id and back; both empty where they are the same.
/// - `pieceSlots`: a hash table from a piece's bytes to the token that spells it; see ``PieceSlot``.
/// - `pairLines`: a hash table from two adjacent tokens to the token that they merge into; see ``PairTable``.
/// - `pairFilter`: a bit for each pair of tokens that merges, by its hash: see ``PairTable/filterBits(_:)``.
/// - `parts`: for each token the one pair that merges into it, or none, in as many bits as two tokens need; then padding.
/// - `symbols`: the token of each single byte; in SentencePiece packs of each ASCII character.
/// - `byteFallbacks`: SentencePiece: the token of each byte of a character without a token.
/// - `characterBlocks`, `characters`, `characterPairs`: for characters of more than one byte that are tokens: see
///   ``CharacterSymbol`` and ``CharacterTable``; `characterParts` and `characterSeams` belong to them.
/// - `asciiPairs`: for two ASCII characters what they merge into, and when they surely do: see ``ASCIIPairTable``.
/// - `name`, `specials`: UTF-8; a special token is id, flags, length, bytes, each number 32 bits.
enum PackLayout {
    /// "ASSAYPK1", read as a little-endian word.
    static let magic: UInt64 = 0x314B_5059_4153_5341
    static let version: UInt64 = 9
    static let alignment = 64
    static let headerWords = 64
    static let padding = 32
    /// Token indices have room for 21 bits; there are no more of them than ``PairTable`` takes.
    static let indexBits = 21
    static let maximumTokens = 1 << indexBits - 1
    /// Tokens that share a base have the same index above this bit.
    static let baseShift: UInt32 = 6
    static let none = UInt32.max

    /// Header words.
    enum Word: Int {
        case magic, fileLength, checksum, version
        case tokenCount, idLimit, maximumTokenLength, preTokenizer, normalizer, model, wholePieceFirst, addsPrefixSpace
        case ranksRise, tieStart, everyTokenIsBuilt
        case firstSection
    }

    /// What a section is; its offset and its length in bytes are two header words.
    enum Section: Int, CaseIterable {
        case name, specials, tokenOffsets, tokenBases, tokenBytes, ids, indices, pieceSlots, pairLines, parts, symbols
        case byteFallbacks, characterBlocks, characters, characterPairs, characterParts, characterSeams
        case asciiPairs, pairFilter

        var offsetWord: Int { Word.firstSection.rawValue + 2 * rawValue }
        var lengthWord: Int { offsetWord + 1 }
    }

    /// How a pack's tokens are built.
    enum Model: UInt64 {
        /// Symbols are bytes.
        case bytes = 0
        /// Symbols are characters, with byte fallback.
        case characters = 1
    }

    /// A checksum against truncation and damage, not against malice: eight bytes at a time, four lanes.
    ///
    /// - Parameter bytes: a whole number of 64-bit words.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        for start in stride(from: 0, to: bytes.count & ~31, by: 32) {
            lanes.0 = PieceHash.mix(lanes.0 ^ bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self), 0x9E37_79B9_7F4A_7C15)
            lanes.1 = PieceHash.mix(
                lanes.1 ^ bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self), 0xBF58_476D_1CE4_E5B9)
            lanes.2 = PieceHash.mix(
                lanes.2 ^ bytes.loadUnaligned(fromByteOffset: start + 16, as: UInt64.self), 0x94D0_49BB_1331_11EB)
            lanes.3 = PieceHash.mix(
                lanes.3 ^ bytes.loadUnaligned(fromByteOffset: start + 24, as: UInt64.self), 0xD6E8_FEB8_6659_FD93)
        }
        for start in stride(from: bytes.count & ~31, to: bytes.count & ~7, by: 8) {
            lanes.0 = PieceHash.mix(lanes.0 ^ bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self), 0x9E37_79B9_7F4A_7C15)
        }
        return PieceHash.mix(lanes.0 ^ lanes.2 &+ UInt64(bytes.count), lanes.1 ^ lanes.3 | 1)
    }
}
