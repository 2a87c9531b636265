/// Words of English that are two: `don't` is `do not`.
enum Contraction {
    /// The words that a contraction stands for, in lower case, and whether the second negates; nil for other words.
    static func parts(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (first: [UInt8], second: String)? {
        guard (3...12).contains(bytes.count), let first = bytes.first else { return nil }
        let mayBeCannot = bytes.count == 6 && first | 0x20 == UInt8(ascii: "c")
        guard mayBeCannot || bytes.contains(where: { $0 == 0x27 || $0 == 0xE2 }) else { return nil }
        let word = String(decoding: bytes, as: UTF8.self).lowercased().replacing(text: "\u{2019}", with: "'")
        if let whole = irregular[word] { return (Array(whole.utf8), "not") }
        guard let (before, after) = split(word), !before.isEmpty else { return nil }
        if after == "t", before.last == "n", before.count > 2 { return (Array(before.dropLast().utf8), "not") }
        if let second = endings[String(after)] { return (Array(before.utf8), second) }
        guard after == "s", pronouns.contains(String(before)) else { return nil }
        return (Array(before.utf8), before == "let" ? "us" : "is")
    }

    private static func split(_ word: String) -> (Substring, Substring)? {
        guard let mark = word.lastIndex(of: "'") else { return nil }
        return (word[..<mark], word[word.index(after: mark)...])
    }

    private static let irregular = ["can't": "can", "cannot": "can", "won't": "will", "shan't": "shall"]
    private static let endings = ["re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"]
    /// Behind others, `'s` says whose.
    private static let pronouns: Set<String> = [
        "it", "that", "he", "she", "what", "there", "here", "who", "where", "how", "let",
    ]
}
