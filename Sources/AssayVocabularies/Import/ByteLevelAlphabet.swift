/// GPT-2's way of writing any byte as a printable character, which `tokenizer.json` and GGUF use for their tokens:
/// printable Latin-1 stands for itself, the other 68 bytes become U+0100 and up, in order.
enum ByteLevelAlphabet {
    /// The byte for each scalar below U+0144; -1 where there is none.
    private static let bytes: [Int16] = {
        var bytes = [Int16](repeating: -1, count: 0x144)
        var next = 0x100
        for byte in 0..<256 {
            if (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || (0xAE...0xFF).contains(byte) {
                bytes[byte] = Int16(byte)
            } else {
                bytes[next] = Int16(byte)
                next += 1
            }
        }
        return bytes
    }()

    /// The bytes a token stands for, given the UTF-8 of its written form; nil when it has a character outside the
    /// alphabet.
    static func decode(_ utf8: some Sequence<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        var lead: Int?
        for byte in utf8 {
            let scalar: Int
            if let first = lead {
                // Two-byte UTF-8 reaches U+07FF, more than the alphabet needs.
                scalar = (first & 0x1F) << 6 | Int(byte & 0x3F)
                lead = nil
            } else if byte < 0x80 {
                scalar = Int(byte)
            } else if byte < 0xE0 {
                lead = Int(byte)
                continue
            } else {
                return nil
            }
            guard scalar < bytes.count, bytes[scalar] >= 0 else { return nil }
            decoded.append(UInt8(truncatingIfNeeded: bytes[scalar]))
        }
        return lead == nil ? decoded : nil
    }
}
