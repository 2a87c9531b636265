import AssayTokenization

/// Reads token ids as `assay encode` writes them: decimal numbers with white space between them. Takes the text in any
/// number of parts.
struct IDParser {
    private(set) var ids: [TokenID] = []
    /// The digits of a number that may go on in the next part.
    private var number: UInt64?
    /// How many bytes came in earlier parts.
    private var offset = 0

    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws(TextError) {
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39:
                let value = (number ?? 0) * 10 + UInt64(byte - 0x30)
                guard value <= TokenID.max else {
                    throw TextError(
                        "the number at byte \(offset + index) is beyond \(TokenID.max), so it is no token id")
                }
                number = value
            case 0x20, 0x09, 0x0A, 0x0D:
                endNumber()
            default:
                throw TextError(
                    "'\(word(bytes[index...]))' at byte \(offset + index) is no token id; "
                        + "ids are decimal numbers with spaces between them")
            }
        }
        offset += bytes.count
    }

    /// What stands up to the next white space, in ASCII, or its beginning.
    private func word(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        bytes.prefix(20).prefix { !Self.isSpace($0) }
            .map { Unicode.Scalar($0).escaped(asASCII: true) }.joined()
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

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
