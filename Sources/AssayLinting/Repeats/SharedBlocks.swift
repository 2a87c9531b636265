/// Blocks of text that several units have: paragraphs with the same words, joined where they follow each other in all
/// of the units. Linear in the number of paragraphs.
enum SharedBlocks {
    struct Place {
        var path: String
        var span: Range<Int>
        var unit: Int
    }

    struct Group {
        var tokens: Int
        /// At least two, one a unit, in the order of the run.
        var places: [Place]
    }

    /// The paragraphs of a unit: lines up to a blank one, or up to the next message. A short one is joined with those
    /// behind it.
    static func notes(_ unit: UnitAnalysis, minimum: Int) -> [RunNote] {
        let lines = unit.structure.lines
        var result: [RunNote] = []
        var start = 0
        while start < lines.count {
            guard lines[start].kind != .blank else {
                start += 1
                continue
            }
            var end = start
            var tokens = 0
            while end < lines.count, lines[end].message == lines[start].message {
                if lines[end].kind == .blank, tokens >= minimum { break }
                tokens = unit.tokenCount(of: lines[start].content.lowerBound..<lines[end].content.upperBound)
                end += 1
            }
            while end > start + 1, lines[end - 1].kind == .blank { end -= 1 }
            let range = lines[start].content.lowerBound..<lines[end - 1].content.upperBound
            if tokens >= minimum {
                result.append(
                    RunNote(key: key(unit, range), span: unit.source(of: range), unit: unit.index, tokens: tokens))
            }
            start = end
        }
        return result
    }

    /// A hash of the words of a range.
    private static func key(_ unit: UnitAnalysis, _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        unit.text.bytes.withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes, range) { key = WordHash.mix(key &* 31 &+ $0.symbol) }
        }
        return key
    }

    /// The blocks that stand in at least so many units.
    static func groups(_ notes: [(path: String, notes: [RunNote])], minimum: Int) -> [Group] {
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
                        min(span.lowerBound, block[index].note.span.lowerBound)..<max(
                            span.upperBound, block[index].note.span.upperBound)
                }
                continue
            }
            last = units
            result.append(
                Group(
                    tokens: block[0].note.tokens,
                    places: block.map { Place(path: notes[$0.file].path, span: $0.note.span, unit: $0.note.unit) }))
        }
        return result
    }
}
