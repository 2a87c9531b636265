/// Base64 as requests carry files (RFC 4648, both alphabets; line breaks are skipped).
enum Base64Data {
    /// The bytes, up to `limit` of them; what follows a character outside the alphabet is left out.
    ///
    /// Complexity: O(n) in the text that is read.
    static func decode(_ text: some Sequence<UInt8>, limit: Int = .max) -> [UInt8] {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text {
            guard result.count < limit else { break }
            if character == 0x0A || character == 0x0D { continue }
            guard let value = value(character) else { break }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
