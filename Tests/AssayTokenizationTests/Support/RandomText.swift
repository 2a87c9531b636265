/// Makes texts that are likely to be cut and merged in unusual ways. The same seed gives the same texts.
struct RandomText: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// Fragments that patterns, normalizers and merges treat in ways of their own.
    static let fragments = [
        " ", "  ", "    ", "\n", "\r\n", "\t", "\n\n", " \n", "\u{A0}", "\u{3000}", "\u{85}", "'", "'s", "'S", "'\u{17F}",
        "'LL", "'ve", "'Re", "a", "b", "Z", "the", " the", "HELLO", "World", "ß", "é", "\u{1C5}", "ʰ", "ª", "中", "国",
        "中文", "、", "。", "，", "の", "カ", "ー", "・", "゠", "한", "국", "\u{1100}\u{1161}", "١", "1", "23", "4567", "½", "Ⅷ",
        "!", "...", "--", "/", "//", "\\", "{", "}", "\"", "<|endoftext|>", "<|im_start|>", "🧑", "👩‍👧", "🇩🇪", "\u{200B}",
        "\u{FEFF}", "\0", "\u{1}", "\u{7F}", "\u{2581}", "\u{2581}\u{2581}", "\u{FFFD}", "हि", "न्दी", "ไทย", "ሰላም", "مرحبا",
        "\u{301}", "\u{327}", "\u{94D}", "\u{20DD}", "\u{E000}", "\u{1C89}", "\u{10940}", "_", "===", "0x", "():",
    ]

    mutating func text(maximumFragments: Int = 40) -> String {
        let count = Int.random(in: 1...maximumFragments, using: &self)
        switch Int.random(in: 0..<10, using: &self) {
        case 0..<6:
            return (0..<count).map { _ in Self.fragments.randomElement(using: &self)! }.joined()
        case 6..<8:
            return (0..<count).map { _ in String(scalar()) }.joined()
        default:
            let few = (0..<3).map { _ in Self.fragments.randomElement(using: &self)! }
            return (0..<count * 4).map { _ in few.randomElement(using: &self)! }.joined()
        }
    }

    /// Characters and fragments of ASCII that patterns treat in ways of their own.
    static let asciiFragments = [
        " ", " ", "  ", "    ", "\n", "\n", "\r\n", "\t", "\u{B}", "'", "'s", "'S", "'ll", "'RE", "a", "b", "Z", "the",
        "camelCase",
        "HELLO", "World", "1", "23", "4567", "!", "...", "/", "//", ";", "{", "(", "\"", "\u{1}", "\u{7F}", "\u{1C}",
    ]

    /// ASCII text long enough to be cut 64 bytes at a time, with a character beyond ASCII now and then.
    mutating func asciiText() -> String {
        let count = Int.random(in: 20...150, using: &self)
        let few = (0..<Int.random(in: 2...12, using: &self)).map { _ in Self.asciiFragments.randomElement(using: &self)! }
        let isMixed = Int.random(in: 0..<4, using: &self) == 0
        return (0..<count).map { _ in
            isMixed && Int.random(in: 0..<20, using: &self) == 0
                ? Self.fragments.randomElement(using: &self)! : few.randomElement(using: &self)!
        }.joined()
    }

    /// Any scalar value, those of frequent scripts more often.
    private mutating func scalar() -> Unicode.Scalar {
        while true {
            let limit: UInt32 = [0x80, 0x3000, 0x20000, 0x110000].randomElement(using: &self)!
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) { return scalar }
        }
    }

    /// Random bytes, some of them in valid sequences.
    mutating func bytes(maximumFragments: Int = 40) -> [UInt8] {
        let count = Int.random(in: 1...maximumFragments, using: &self)
        return (0..<count).flatMap { _ -> [UInt8] in
            Bool.random(using: &self)
                ? Array(Self.fragments.randomElement(using: &self)!.utf8)
                : [UInt8.random(in: 0...255, using: &self)]
        }
    }
}
