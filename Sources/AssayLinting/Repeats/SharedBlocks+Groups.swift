/// What the notes of a run have in common.
extension SharedBlocks {
    /// A note on a paragraph or a sentence, and the how manieth of its file it is.
    private struct Part {
        var file: Int
        var number: Int
        var note: RunNote
        /// Is a sentence of a paragraph that has several.
        var isSentence = false
    }

    /// The blocks of at least so many tokens that stand in at least so many units.
    static func groups(
        _ notes: [(path: String, notes: [RunNote])], tokens: Int, units minimum: Int
    ) -> [Group] {
        var paragraphs: [Part] = []
        var sentences: [(part: Part, paragraph: Int)] = []
        for (file, entry) in notes.enumerated() {
            for (number, (paragraph, parts)) in divided(entry.notes).enumerated() {
                sentences += parts.map {
                    let isSentence = $0.note.span != paragraph.span
                    return (Part(file: file, number: $0.number, note: $0.note, isSentence: isSentence), paragraphs.count)
                }
                paragraphs.append(Part(file: file, number: number, note: paragraph))
            }
        }
        let whole = grouped(paragraphs, areAdjacent: false, minimum).filter { $0.tokens >= tokens }
        let found = Set(whole.flatMap(\.all).map { [$0.file, $0.number] })
        let rest = sentences.filter { !found.contains([$0.part.file, paragraphs[$0.paragraph].number]) }.map(\.part)
        // Paragraphs that none but paragraphs equal were judged already.
        let parts = grouped(rest, areAdjacent: true, minimum).filter { group in
            group.tokens >= tokens && group.all.contains { $0.isSentence }
        }
        return (whole + parts).map { group in
            Group(
                key: group.parts[0].note.key, tokens: group.tokens,
                places: zip(group.parts, group.spans).map { Place(path: notes[$0.file].path, span: $1, unit: $0.note.unit) })
        }
    }

    /// The paragraphs of a file, each with its sentences: those behind it that it holds, or itself where it has but one.
    private static func divided(_ notes: [RunNote]) -> [(RunNote, [(number: Int, note: RunNote)])] {
        var result: [(RunNote, [(number: Int, note: RunNote)])] = []
        var index = 0
        while index < notes.count {
            let paragraph = notes[index]
            let start = index + 1
            index = start
            while index < notes.count, notes[index].unit == paragraph.unit, notes[index].span != paragraph.span,
                paragraph.span.contains(notes[index].span.lowerBound)
            {
                index += 1
            }
            let sentences = (start..<index).map { (number: $0, note: notes[$0]) }
            result.append((paragraph, sentences.isEmpty ? [(start - 1, paragraph)] : sentences))
        }
        return result
    }

    /// Equal parts in the same units, as one block.
    private struct Shared {
        /// Its first part in each of the units.
        var parts: [Part]
        var spans: [Range<Int>]
        var last: [Part]
        /// All of its parts.
        var all: [Part]
        var tokens: Int

        init(_ parts: [Part]) {
            (self.parts, last, all, spans, tokens) = (parts, parts, parts, parts.map(\.note.span), parts[0].note.tokens)
        }

        func isContinued(by next: [Part], areAdjacent: Bool) -> Bool {
            last.elementsEqual(next) { left, right in
                left.file == right.file && left.note.unit == right.note.unit
                    && (!areAdjacent || (1...2).contains(right.number - left.number))
            }
        }

        mutating func add(_ next: [Part]) {
            tokens += next[0].note.tokens
            for index in next.indices {
                let span = next[index].note.span
                spans[index] =
                    min(spans[index].lowerBound, span.lowerBound)..<max(spans[index].upperBound, span.upperBound)
            }
            last = next
            all += next
        }
    }

    /// What stands in at least so many units, in the order of the run; what the same units have is one block.
    ///
    /// - Parameter areAdjacent: whether only what follows each other in all of the units is one block.
    private static func grouped(_ parts: [Part], areAdjacent: Bool, _ minimum: Int) -> [Shared] {
        var places: [UInt64: [Part]] = [:]
        for part in parts {
            let isKnown = places[part.note.key]?.last.map { $0.file == part.file && $0.note.unit == part.note.unit } ?? false
            if !isKnown { places[part.note.key, default: []].append(part) }
        }
        let shared = places.values.filter { $0.count >= minimum }.sorted { left, right in
            let (one, other) = (left[0], right[0])
            return (one.file, one.note.span.lowerBound, one.note.key)
                < (other.file, other.note.span.lowerBound, other.note.key)
        }
        var result: [Shared] = []
        for block in shared {
            if let previous = result.indices.last, result[previous].isContinued(by: block, areAdjacent: areAdjacent) {
                result[previous].add(block)
            } else {
                result.append(Shared(block))
            }
        }
        return result
    }
}
