/// Blocks of text that several units have: paragraphs with the same words, joined where they follow each other in all
/// of the units. Linear in the number of paragraphs.
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

    /// The paragraphs of a unit: lines up to a blank one, or up to the next message.
    static func notes(_ unit: UnitAnalysis) -> [RunNote] {
        let lines = unit.structure.lines
        var result: [RunNote] = []
        var start = 0
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end].kind != .blank, lines[end].message == lines[start].message { end += 1 }
            if end > start {
                let range = lines[start].content.lowerBound..<lines[end - 1].content.upperBound
                let tokens = unit.tokenCount(of: range)
                if tokens >= shortest {
                    result.append(
                        RunNote(key: key(unit, range), span: unit.source(of: range), unit: unit.index, tokens: tokens))
                }
            }
            start = max(end, start + 1)
        }
        return result
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

    /// The blocks of at least so many tokens that stand in at least so many units.
    static func groups(
        _ notes: [(path: String, notes: [RunNote])], tokens: Int, units minimum: Int
    ) -> [Group] {
        var places: [UInt64: [(file: Int, note: RunNote)]] = [:]
        for (file, entry) in notes.enumerated() {
            for note in entry.notes {
                let isKnown = places[note.key]?.last.map { $0.file == file && $0.note.unit == note.unit } ?? false
                if !isKnown { places[note.key, default: []].append((file, note)) }
            }
        }
        let shared = places.values.filter { $0.count >= minimum }.sorted { left, right in
            let (one, other) = (left[0], right[0])
            return (one.file, one.note.span.lowerBound, one.note.key)
                < (other.file, other.note.span.lowerBound, other.note.key)
        }
        var result: [Group] = []
        var last: [(file: Int, unit: Int)] = []
        for block in shared {
            let units = block.map { (file: $0.file, unit: $0.note.unit) }
            // Blocks of the same units are one finding.
            if units.elementsEqual(last, by: { $0 == $1 }), let previous = result.indices.last {
                result[previous].tokens += block[0].note.tokens
                for index in block.indices {
                    let span = result[previous].places[index].span
                    result[previous].places[index].span =
                        min(
                            span.lowerBound, block[index].note.span.lowerBound)..<max(
                            span.upperBound, block[index].note.span.upperBound)
                }
                continue
            }
            last = units
            result.append(
                Group(
                    key: block[0].note.key, tokens: block[0].note.tokens,
                    places: block.map { Place(path: notes[$0.file].path, span: $0.note.span, unit: $0.note.unit) }))
        }
        return result.filter { $0.tokens >= tokens }
    }
}
