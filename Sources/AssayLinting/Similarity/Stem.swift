/// English words without their endings, so that "creating files" and "create a file" share their words. Words of other
/// languages pass through nearly unchanged, which costs recall there and no precision.
enum Stem {
    /// The stem of a word in lower case: plural, `-ing`, `-ed` and a final `e` taken away.
    static func of(_ word: [UInt8]) -> [UInt8] {
        var stem = word
        guard stem.count > 3, stem.allSatisfy({ $0 &- 0x61 < 26 || $0 == 0x27 }) else { return stem }
        if ends(stem, "'s") { stem.removeLast(2) }
        if ends(stem, "ies"), stem.count > 4 {
            stem.removeLast(3)
            stem.append(UInt8(ascii: "y"))
        } else if ends(stem, "sses") || ends(stem, "xes") || ends(stem, "shes") || ends(stem, "ches") {
            stem.removeLast(2)
        } else if ends(stem, "s"), !ends(stem, "ss"), !ends(stem, "us"), !ends(stem, "is") {
            stem.removeLast()
        }
        for ending in ["ing", "ed"] where ends(stem, ending) {
            let rest = stem.dropLast(ending.utf8.count)
            guard rest.count >= 3, rest.contains(where: isVowel) else { continue }
            stem = Array(rest)
            if let last = stem.last, stem.count > 3, stem[stem.count - 2] == last, !isVowel(last), last != 0x6C,
                last != 0x73
            {
                stem.removeLast()
            }
            break
        }
        if stem.count > 3, stem.last == UInt8(ascii: "e") { stem.removeLast() }
        if stem.count > 3, stem.last == UInt8(ascii: "y") { stem[stem.count - 1] = UInt8(ascii: "i") }
        return stem
    }

    private static func ends(_ word: [UInt8], _ ending: String) -> Bool {
        let ending = ending.utf8
        return word.count > ending.count && word.suffix(ending.count).elementsEqual(ending)
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75 || byte == 0x79
    }
}
