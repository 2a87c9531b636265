/// A line that announces an example: `## Example 2`, `**Example:**`, `EXAMPLE`, `--- End of example ---`, `示例1：`.
struct ExampleHeading {
    /// Announces the end of an example, not its beginning.
    var isEnd: Bool
    /// Where the example itself starts: behind the line, or behind the number of a heading with a title.
    var contentStart: Int
    /// Number of `#` before it; 0 for headings of another kind.
    var level: Int
    /// Says which example it is.
    var isNumbered: Bool

    private static let longest = 200

    static func read(_ bytes: [UInt8], _ line: Range<Int>) -> ExampleHeading? {
        let line = TextLines.trimmed(bytes, line)
        guard !line.isEmpty, line.count <= longest, mayAnnounce(bytes, line),
            !bytes[line].contains(DemonstrationText.mark)
        else { return nil }
        let words = String(decoding: bytes[line].prefix(80), as: UTF8.self).lowercased()
            .split { !$0.isLetter && !$0.isNumber }
        guard let position = words.prefix(4).firstIndex(where: { LabelVocabulary.isExample($0) }) else { return nil }
        // `For example:` opens an aside, not an example of the prompt's own.
        guard words.first != "for" else { return nil }
        let level = bytes[line].prefix { $0 == UInt8(ascii: "#") }.count
        // The number has to count the example: `Example question 2` counts questions.
        let isNumbered = words[0].last?.isNumber == true || words.count > 1 && words[1].allSatisfy(\.isNumber)
        if position == 0, isNumbered, let title = titleStart(bytes, line) {
            return ExampleHeading(isEnd: false, contentStart: title, level: level, isNumbered: true)
        }
        // `Example 3 (short)`, `Start of example`, `Here is an example`: few words around it.
        guard line.count <= 60, words.count - position <= 5 else { return nil }
        let isEnd = words[..<position].contains { $0 == "end" }
        let isMarked = isMark(bytes[line.lowerBound]) || bytes[line.upperBound - 1] == UInt8(ascii: ":")
        let isCounted = position + 1 < words.count && counts(words[position + 1])
        let isAlone = words.count == 1 || words.count == 2 && isCounted
        guard isMarked || isAlone || isEnd || words.first == "start" else { return nil }
        return ExampleHeading(
            isEnd: isEnd, contentStart: line.upperBound, level: level,
            isNumbered: isCounted || position == 0 && isNumbered)
    }

    /// Whether one of the first four words names an example; also where a line beyond ASCII has to be read to know.
    private static func mayAnnounce(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var word = ""
        var seen = 0
        for byte in bytes[line].prefix(80) {
            if byte >= 0x80 { return true }
            let lower = byte | 0x20
            if lower &- 0x61 < 26 || byte &- 0x30 < 10 {
                word.unicodeScalars.append(Unicode.Scalar(byte &- 0x41 < 26 ? lower : byte))
            } else if !word.isEmpty {
                if LabelVocabulary.isExample(word) { return true }
                seen += 1
                if seen == 4 { return false }
                word = ""
            }
        }
        return !word.isEmpty && LabelVocabulary.isExample(word)
    }

    /// Whether a word counts examples: `3`, `3b`, `a`, `one`, `iv`.
    private static func counts(_ word: Substring) -> Bool {
        if word.count == 1 || numbers.contains(word) { return true }
        let digits = word.prefix { $0.isNumber }
        return !digits.isEmpty && word.count - digits.count <= 1
    }

    private static let numbers: Set<Substring> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "ii", "iii", "iv", "vi", "vii",
        "viii", "ix",
    ]

    private static func isMark(_ byte: UInt8) -> Bool { "#*-=[<_".utf8.contains(byte) }

    /// Where the title of `Example 3: …` or `### Example 2 - …` starts; nil without a number and a sign behind it.
    private static func titleStart(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
        guard let digit = bytes[line].prefix(40).firstIndex(where: { (0x30...0x39).contains($0) }) else { return nil }
        var end = digit
        while end < line.upperBound, (0x30...0x39).contains(bytes[end]) { end += 1 }
        while end < line.upperBound, "*]) _#".utf8.contains(bytes[end]) { end += 1 }
        guard end < line.upperBound else { return nil }
        if ":.-=>".utf8.contains(bytes[end]) {
            while end < line.upperBound, ":.-=>* ".utf8.contains(bytes[end]) { end += 1 }
            return end
        }
        return bytes[end] == 0xEF && end + 2 < line.upperBound ? end + 3 : nil
    }
}
