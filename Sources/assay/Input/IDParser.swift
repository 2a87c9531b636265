import AssayTokenization

/// Reads token ids as `assay encode` writes them: decimal numbers with white space between them. Takes the text in any
/// number of parts.
struct IDParser {
    private(set) var ids: [TokenID] = []
    /// The digits of a number that may go on in the next part.
    private var number: UInt64?

    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws(TextError) {
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                let value = (number ?? 0) * 10 + UInt64(byte - 0x30)
                guard value <= TokenID.max else {
                    throw TextError("a number beyond \(TokenID.max) is no token id")
                }
                number = value
            case 0x20, 0x09, 0x0A, 0x0D:
                endNumber()
            default:
                let shown = Unicode.Scalar(byte).escaped(asASCII: true)
                throw TextError("'\(shown)' is no part of a token id; ids are decimal numbers with spaces between them")
            }
        }
    }

    /// Hands over the ids read so far. A number that may still go on stays.
    mutating func takeIDs() -> [TokenID] {
        defer { ids = [] }
        return ids
    }

    /// Hands over the last ids.
    mutating func finish() -> [TokenID] {
        endNumber()
        return takeIDs()
    }

    private mutating func endNumber() {
        guard let value = number else { return }
        ids.append(TokenID(value))
        number = nil
    }
}
