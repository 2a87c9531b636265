import CAssayPieces
import CAssayUnicode

/// A character of more than one byte that is a token, and next to what its bytes always become that token first.
///
/// Merging starts from bytes, but most characters' bytes merge into the character before anything else can happen to
/// them. Starting from the character then gives the same tokens in a third of the steps. It is exact under two
/// conditions, which ``PackBuilder`` checks for each character and each kind of neighbour:
///
/// - no merge of a lower rank joins a part of the character to what stands before or behind it; what stands there is
///   told by the first byte of the neighbouring character;
/// - ranks rise (``Vocabulary/ranksRise``), so that having the character early lets nothing merge early.
struct CharacterSymbol {
    /// The token's index in the lowest 21 bits, and from bit 32 and bit 48 the neighbours, before and behind, next to
    /// which the character must start out as bytes.
    let bits: UInt64

    static let none = CharacterSymbol(bits: UInt64(PackLayout.maximumTokens))
    /// Blocks of 64 scalar values, for the basic multilingual plane.
    static let blockShift: UInt32 = 6
    static let blockCount = 0x10000 >> 6
    static let noBlock = UInt16.max

    init(bits: UInt64) { self.bits = bits }

    init(index: UInt32, conflictsBefore: UInt16, conflictsBehind: UInt16) {
        bits = UInt64(index) | UInt64(conflictsBefore) << 32 | UInt64(conflictsBehind) << 48
    }

    @inline(__always)
    var index: UInt32 { UInt32(truncatingIfNeeded: bits) & UInt32(PackLayout.maximumTokens) }

    /// Whether the character may start out whole between two neighbours.
    @inline(__always)
    func isWhole(between before: Neighbor, _ behind: Neighbor) -> Bool {
        bits & (1 &<< (32 &+ UInt64(before.rawValue)) | 1 &<< (48 &+ UInt64(behind.rawValue))) == 0
            && index != UInt32(PackLayout.maximumTokens)
    }

    /// The kind of a neighbouring character, by its first byte. Raw values are bit positions.
    enum Neighbor: UInt8, CaseIterable {
        /// The end of the piece.
        case none = 0
        case space, ascii
        case c2ToCF, d0ToD1, d2ToD7, d8ToDF, e0, e1, e2, e3, e4ToE9, eaToED, eeToEF, f0ToF4

        /// The kinds of all characters of more than one byte.
        static let multiByte = allCases.filter { $0.rawValue > Neighbor.ascii.rawValue }

        /// - Parameter byte: the first byte of a character in valid UTF-8.
        @inline(__always)
        init(firstByte byte: UInt8) {
            // The table holds raw values only; see PieceText.classOf.
            self = unsafeBitCast(assay_neighbor(byte), to: Neighbor.self)
        }
    }
}

/// Where the character symbols of a vocabulary are: pointers only, so that passing it on costs nothing.
struct CharacterLookup {
    let table: assay_characters
    let symbolCount: Int

    var symbols: UnsafeBufferPointer<UInt64> { UnsafeBufferPointer(start: table.symbols, count: symbolCount) }

    /// What is known of a character of two or three bytes as a token.
    @inline(__always)
    func symbol(_ scalar: UInt32) -> CharacterSymbol {
        let block = table.blocks[Int(scalar &>> CharacterSymbol.blockShift)]
        if block == CharacterSymbol.noBlock { return .none }
        return CharacterSymbol(bits: table.symbols[Int(block) &<< 6 | Int(scalar & 63)])
    }

    /// Whether two characters may stand side by side in some token: if not, no merge ever crosses between them.
    @inline(__always)
    func mayContain(_ left: UInt32, _ right: UInt32) -> Bool {
        assay_has_pair(table.pairs, table.pair_words, left, right) != 0
    }
}
