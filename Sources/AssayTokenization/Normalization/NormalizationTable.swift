import CAssayUnicode

/// The quick check of one normalization form in one Unicode version: see `assay_tables.h`.
struct NormalizationTable {
    let form: assay_form
    private let index: UnsafePointer<UInt8>
    private let blocks: UnsafePointer<UInt8>

    /// The quick check does not say yes, whatever the neighbours.
    static let fails: UInt8 = 255
    /// Not assigned in the table's Unicode version, but known to a later ICU: must be kept away from it.
    static let assignedLater: UInt8 = 254

    init?(_ normalizer: Normalizer) {
        switch normalizer {
        case .none: return nil
        case .nfc: (form, index, blocks) = (assay_form_nfc, assay_nfc_9_index_start(), assay_nfc_9_blocks_start())
        case .nfkc: (form, index, blocks) = (assay_form_nfkc, assay_nfkc_9_index_start(), assay_nfkc_9_blocks_start())
        case .nfcUnicode14:
            (form, index, blocks) = (assay_form_nfc, assay_nfc_14_index_start(), assay_nfc_14_blocks_start())
        }
    }

    /// The table's value for a scalar value: its canonical combining class where the quick check says yes.
    @inline(__always)
    func value(_ scalar: UInt32) -> UInt8 {
        let block = Int(index[Int(scalar &>> 7)])
        return blocks[block &<< 7 &+ Int(scalar & 127)]
    }
}
