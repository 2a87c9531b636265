/// English words without their endings, so that "creating files" and "create a file" share their words. Words of other
/// languages pass through nearly unchanged, which costs recall there and no precision.
enum Stem {
    /// The stem of a word in lower case: plural, `-ing`, `-ed` and a final `e` taken away.
    static func of(_ word: [UInt8]) -> [UInt8] {
        var letters = word
        let count = letters.withUnsafeMutableBufferPointer { shorten($0) }
        return Array(letters[..<count])
    }

    /// The symbol of a word's stem. Whether the word is in capitals or not makes no difference.
    static func symbol(_ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: word.count) { letters in
            for (place, offset) in word.enumerated() {
                let byte = bytes[offset]
                letters[place] = byte &- 0x41 < 26 ? byte | 0x20 : byte
            }
            var hash = WordHash()
            for place in 0..<shorten(letters) { hash.add(letters[place]) }
            return hash.value
        }
    }

    /// Makes a word in lower case its stem, and returns how long that is.
    private static func shorten(_ word: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var count = word.count
        func ends(_ ending: StaticString) -> Bool {
            let length = ending.utf8CodeUnitCount
            guard count > length else { return false }
            return (0..<length).allSatisfy { word[count - length + $0] == ending.utf8Start[$0] }
        }
        guard count > 3, word.allSatisfy({ $0 &- 0x61 < 26 || $0 == 0x27 }) else { return count }
        if ends("'s") { count -= 2 }
        if ends("ies"), count > 4 {
            count -= 2
            word[count - 1] = UInt8(ascii: "y")
        } else if ends("sses") || ends("xes") || ends("shes") || ends("ches") {
            count -= 2
        } else if ends("s"), !ends("ss"), !ends("us"), !ends("is") {
            count -= 1
        }
        let ending = ends("ing") ? 3 : ends("ed") ? 2 : 0
        if ending > 0, count - ending >= 3, word[..<(count - ending)].contains(where: isVowel) {
            count -= ending
            let last = word[count - 1]
            if count > 3, word[count - 2] == last, !isVowel(last), last != 0x6C, last != 0x73 { count -= 1 }
        }
        if count > 3, word[count - 1] == UInt8(ascii: "e") { count -= 1 }
        if count > 3, word[count - 1] == UInt8(ascii: "y") { word[count - 1] = UInt8(ascii: "i") }
        return count
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75 || byte == 0x79
    }
}
