import CAssayPieces
import CAssayUnicode

/// The quick check of one normalization form in one Unicode version: see `assay_tables.h`.
// Its pointers are to what nothing writes.
struct NormalizationTable: @unchecked Sendable {
    let form: assay_form
    private let index: UnsafePointer<UInt8>
    private let blocks: UnsafePointer<UInt8>
    /// The same, for looking at many characters at a time: which of them have another value than 0.
    let quickCheck: assay_quick_check

    /// The quick check does not say yes, whatever the neighbours.
    static let fails: UInt8 = 255
    /// Not assigned in the table's Unicode version, but known to a later ICU: must be kept away from it.
    static let assignedLater: UInt8 = 254

    init?(_ normalizer: Normalizer) {
        switch normalizer {
        case .none: return nil
        case .nfc: self = Self.nfc
        case .nfkc: self = Self.nfkc
        case .nfcUnicode14: self = Self.nfcUnicode14
        }
    }

    private static let nfc = Self(assay_form_nfc, assay_nfc_9_index_start(), assay_nfc_9_blocks_start())
    private static let nfkc = Self(assay_form_nfkc, assay_nfkc_9_index_start(), assay_nfkc_9_blocks_start())
    private static let nfcUnicode14 = Self(assay_form_nfc, assay_nfc_14_index_start(), assay_nfc_14_blocks_start())

    /// Made once a process, in microseconds.
    private init(_ form: assay_form, _ index: UnsafePointer<UInt8>, _ blocks: UnsafePointer<UInt8>) {
        (self.form, self.index, self.blocks) = (form, index, blocks)
        let numbers = UnsafeBufferPointer(start: index, count: Int(assay_block_count))
        let count = 2 * (Int(numbers.max() ?? 0) + 1)
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        for word in 0..<count { words[word] = Self.nonZero(UnsafeRawPointer(blocks) + 64 * word) }
        quickCheck = assay_quick_check(index: index, unsettled: words)
    }

    /// A bit for each of 64 bytes that is not 0, eight at a time.
    private static func nonZero(_ bytes: UnsafeRawPointer) -> UInt64 {
        let sevens: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return (0..<8).reduce(0) { bits, part in
            let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * part, as: UInt64.self))
            let highest = ((eight & sevens) &+ sevens | eight) & ~sevens
            // Brings the highest bits of the eight bytes side by side.
            let packed = ((highest &>> 7) &* 0x0102_0408_1020_4080) &>> 56
            return bits | packed &<< (8 * UInt64(part))
        }
    }

    /// The table's value for a scalar value: its canonical combining class where the quick check says yes.
    @inline(__always)
    func value(_ scalar: UInt32) -> UInt8 {
        let block = Int(index[Int(scalar &>> 7)])
        return blocks[block &<< 7 &+ Int(scalar & 127)]
    }
}
