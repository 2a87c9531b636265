/// Blocks of text that several units have: paragraphs with the same words, and sentences that follow each other in all
/// of the units where lines are folded into one. Linear in the number of both.
enum SharedBlocks {
    struct Place {
        var path: String
        var span: Range<Int>
        var unit: Int
    }

    struct Group {
        /// Of its first paragraph.
        var key: UInt64
        var tokens: Int
        /// At least two, one a unit, in the order of the run.
        var places: [Place]
    }

    /// The paragraphs of a unit, lines up to a blank one or up to the next message. Behind one whose lines are folded into
    /// one, as YAML does, stand its sentences: what its author sees as a paragraph may be a part of it.
    static func notes(_ unit: UnitAnalysis) -> [RunNote] {
        let lines = unit.structure.lines
        var result: [RunNote] = []
        var sentence = 0
        var start = 0
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end].kind != .blank, lines[end].message == lines[start].message { end += 1 }
            if end > start {
                let range = lines[start].content.lowerBound..<lines[end - 1].content.upperBound
                if let note = note(unit, range) {
                    result.append(note)
                    result += sentences(unit, in: range, from: &sentence)
                }
            }
            start = max(end, start + 1)
        }
        return result
    }

    /// The sentences of a paragraph, where it has several and not all line breaks of the file are sent.
    private static func sentences(_ unit: UnitAnalysis, in range: Range<Int>, from next: inout Int) -> [RunNote] {
        let sentences = unit.structure.sentences
        while next < sentences.count, sentences[next].range.lowerBound < range.lowerBound { next += 1 }
        let first = next
        while next < sentences.count, sentences[next].range.lowerBound < range.upperBound { next += 1 }
        guard next - first > 1, isFolded(unit, range) else { return [] }
        return sentences[first..<next].compactMap { note(unit, $0.range) }
    }

    private static func isFolded(_ unit: UnitAnalysis, _ range: Range<Int>) -> Bool {
        let lineBreak = UInt8(ascii: "\n")
        let sent = unit.text.bytes[range].count { $0 == lineBreak }
        return unit.document.source[unit.source(of: range)].count { $0 == lineBreak } > sent
    }

    private static func note(_ unit: UnitAnalysis, _ range: Range<Int>) -> RunNote? {
        let tokens = unit.tokenCount(of: range)
        guard tokens >= shortest else { return nil }
        return RunNote(key: key(unit, range), span: unit.source(of: range), unit: unit.index, tokens: tokens)
    }

    /// Shorter paragraphs, such as titles, are the same by chance.
    private static let shortest = 8

    /// A hash of the words of a range.
    private static func key(_ unit: UnitAnalysis, _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        unit.text.bytes.withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes, range) { key = WordHash.mix(key &* 31 &+ $0.symbol) }
        }
        return key
    }
}
