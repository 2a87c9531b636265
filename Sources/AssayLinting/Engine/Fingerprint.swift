/// Names findings in a way that outlives edits elsewhere in the file.
enum Fingerprint {
    /// 16 hexadecimal digits from the rule and the words of `text`; case, white space and punctuation do not count.
    static func of(rule: String, text: ArraySlice<UInt8>) -> String {
        var hash = WordHash()
        for byte in rule.utf8 { hash.add(byte) }
        hash.add(0)
        var symbols: [UInt64] = []
        Array(text).withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes, 0..<bytes.count) { word in
                if word.kind == .word { symbols.append(word.symbol) }
            }
        }
        // A place without a word is named by its bytes.
        if symbols.isEmpty { for byte in text { hash.add(byte) } }
        for symbol in symbols {
            for shift in stride(from: 0, to: 64, by: 8) { hash.add(UInt8(truncatingIfNeeded: symbol >> shift)) }
        }
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
