/// Cuts copies out of a unit where what is left reads on: as whole sentences, entries of lists or lines, with the
/// markup and the placeholders in them.
struct CopyRemoval {
    private let unit: UnitAnalysis
    private let edges: SentenceEdges
    /// Names of the tags that the text closes somewhere: `rules` of `</rules>`.
    private let closedTags: Set<ArraySlice<UInt8>>

    /// Complexity: O(n) in the text.
    init(_ unit: UnitAnalysis) {
        self.unit = unit
        edges = SentenceEdges(unit)
        let bytes = unit.text.bytes
        closedTags = Set(Self.tags(bytes, bytes.indices).filter(\.isClosing).map(\.name))
    }

    /// The part of the file to cut for a copy; nil where something of its sentences would be left, and where the file does
    /// not have the text as it is sent. Complexity: O(length of the copy and of its lines).
    func cut(_ copy: Range<Int>) -> Range<Int>? {
        guard let words = words(of: copy).flatMap(whole), let start = start(words), let end = end(words),
            start.offset < end.offset
        else { return nil }
        let cut = start.offset..<end.offset
        guard isClosed(cut), let span = source(of: cut) else { return nil }
        guard start.isLineStart, end.isLineEnd else { return span }
        let (first, last) = (line(start.offset), line(end.offset - 1))
        guard !isAnnounced(first, last), !leavesGap(first, last),
            let lines = source(of: lines[first].range.lowerBound..<lines[last].range.upperBound)
        else { return nil }
        return WholeLines.grown(lines, in: unit.document.source)
    }

    private var lines: [TextLine] { unit.structure.lines }

    /// The place of a part of the text, if the file has it byte for byte.
    private func source(of range: Range<Int>) -> Range<Int>? {
        let span = unit.source(of: range)
        let isSame = span.count == range.count && unit.document.source[span].elementsEqual(unit.text.bytes[range])
        return isSame ? span : nil
    }

    // MARK: Where the copy begins and ends

    /// The words of a copy; nil where a value that is filled in stands in it or at its end.
    private func words(of copy: Range<Int>) -> Range<Int>? {
        let start = word(at: copy.lowerBound)
        let rest = unit.words.words[start...]
        guard !rest.prefix(while: { Int($0.start) <= copy.upperBound }).contains(where: { $0.kind == .variable }) else {
            return nil
        }
        let count = rest.prefix { Int($0.start) < copy.upperBound }.count
        return count > 0 ? start..<start + count : nil
    }

    /// The words without the first ones where their sentence begins before the copy, and without the last ones where
    /// theirs goes on behind it; nil where these are more than a few.
    private func whole(_ words: Range<Int>) -> Range<Int>? {
        var start = words.lowerBound
        var end = withoutMarker(words)
        if let first = edges.sentence(start)?.words, first.lowerBound < start, !areSigns(first.lowerBound..<start) {
            start = min(end, first.upperBound)
        }
        if start < end, let last = edges.sentence(end - 1)?.words, !areSigns(end..<max(end, last.upperBound)),
            lineEnd(behind: end - 1) == nil
        {
            end = withoutMarker(start..<max(start, last.lowerBound))
        }
        return 4 * (end - start) >= 3 * words.count ? start..<end : nil
    }

    /// Where some words end without the number of the entry of a list that follows them.
    private func withoutMarker(_ words: Range<Int>) -> Int {
        var end = words.upperBound
        while end > words.lowerBound, edges.sentence(end - 1) == nil,
            offset(end - 1) < lines[line(offset(end - 1))].content.lowerBound
        {
            end -= 1
        }
        return end
    }

    /// The first word at an offset or behind it. Complexity: O(log n).
    private func word(at offset: Int) -> Int {
        let words = unit.words.words
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if Int(words[middle].start) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where the sentence of the first word begins, marks before it included; nil where it begins with other words, or
    /// behind a label that would be left alone.
    private func start(_ words: Range<Int>) -> (offset: Int, isLineStart: Bool)? {
        guard let sentence = edges.sentence(words.lowerBound) else {
            let content = lines[line(offset(words.lowerBound))].content
            return areSigns(before: words.lowerBound, from: content.lowerBound) ? (content.lowerBound, true) : nil
        }
        guard sentence.label == nil, areSigns(sentence.words.lowerBound..<max(words.lowerBound, sentence.words.lowerBound))
        else { return nil }
        let content = lines[line(sentence.range.lowerBound)].content
        let previous = sentence.words.lowerBound > 0 ? edges.sentence(sentence.words.lowerBound - 1) : nil
        guard let previous, previous.range.upperBound > content.lowerBound else { return (content.lowerBound, true) }
        let blanks = unit.text.bytes[previous.range.upperBound...].prefix { $0 == 0x20 || $0 == 0x09 }.count
        return (previous.range.upperBound + blanks, false)
    }

    /// Where the sentence of the last word ends, closing marks included; nil where it goes on.
    private func end(_ words: Range<Int>) -> (offset: Int, isLineEnd: Bool)? {
        let last = words.upperBound - 1
        guard let sentence = edges.sentence(last) else {
            let content = lines[line(offset(last))].content
            return areSigns(behind: last, to: content.upperBound) ? (content.upperBound, true) : nil
        }
        let rest = words.upperBound..<max(words.upperBound, sentence.words.upperBound)
        if !areSigns(rest), let end = lineEnd(behind: last) { return (end, true) }
        let end = sentence.range.upperBound
        // A value at the end of the line belongs to no sentence.
        guard areSigns(rest), areSigns(behind: rest.upperBound - 1, to: end) else { return nil }
        return (end, end >= lines[line(end - 1)].content.upperBound)
    }

    /// The end of a line whose last word is given, where the next line begins as a sentence does, so that this one may
    /// have no mark at its end.
    private func lineEnd(behind word: Int) -> Int? {
        let number = line(offset(word))
        let end = lines[number].content.upperBound
        guard number + 1 < lines.count, lines[number + 1].message == lines[number].message,
            areSigns(behind: word, to: end)
        else { return nil }
        let next = lines[number + 1].content
        let first = unit.text.bytes.withUnsafeBufferPointer { bytes in
            next.isEmpty ? nil : WordScanner.decode(bytes, next.lowerBound, next.upperBound).scalar
        }
        // Scripts without capitals have other letters.
        return first.map { $0.properties.isUppercase || $0.properties.generalCategory == .otherLetter } == true ? end : nil
    }

    private func offset(_ word: Int) -> Int { Int(unit.words.words[word].start) }

    private func areSigns(_ words: Range<Int>) -> Bool { words.allSatisfy { unit.words.words[$0].kind == .sign } }

    private func areSigns(before word: Int, from start: Int) -> Bool {
        unit.words.words[..<word].reversed().lazy.prefix { Int($0.start) >= start }.allSatisfy { $0.kind == .sign }
    }

    /// A value at the end counts, as it has no bytes.
    private func areSigns(behind word: Int, to end: Int) -> Bool {
        unit.words.words[(word + 1)...].lazy.prefix { Int($0.start) < end || Int($0.start) == end && $0.kind == .variable }
            .allSatisfy { $0.kind == .sign }
    }

    /// The line that holds an offset. Complexity: O(log n).
    private func line(_ offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].range.lowerBound <= offset { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: What is left

    /// Whether a part closes the brackets, quotation marks, emphasis and tags that it opens, and opens nothing else.
    private func isClosed(_ part: Range<Int>) -> Bool {
        let bytes = unit.text.bytes
        let isBalanced = bytes.withUnsafeBufferPointer { buffer in
            // A lead-in leaves alone what it leads to.
            ClosingMark.of(buffer, part) != .colon && BracketPair.areBalanced(buffer, part)
                && Self.areEven(buffer, part)
        }
        guard isBalanced else { return false }
        var open: [ArraySlice<UInt8>: Int] = [:]
        for tag in Self.tags(bytes, part) {
            open[tag.name, default: 0] += tag.isClosing ? -1 : 1
            if open[tag.name] ?? 0 < 0 { return false }
        }
        return !open.contains { $0.value > 0 && closedTags.contains($0.key) }
    }

    /// Whether marks that may stand at both ends come in pairs; a star between blanks is none, and ’ is an apostrophe.
    private static func areEven(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Bool {
        var (quotes, guillemets, ticks, stars) = (0, 0, 0, 0)
        for offset in part {
            if bytes[offset] == UInt8(ascii: "`") { ticks += 1 }
            if bytes[offset] == UInt8(ascii: "*") {
                let next = offset + 1 < part.upperBound ? bytes[offset + 1] : 0x20
                if next > 0x20 || offset > part.lowerBound && bytes[offset - 1] > 0x20 { stars += 1 }
            }
            switch QuotationMark.at(bytes, offset, part.upperBound)?.mark {
            case .straight, .fullWidth, .high, .right, .low: quotes += 1
            case .guillemet, .backGuillemet: guillemets += 1
            default: continue
            }
        }
        return [quotes, guillemets, ticks, stars].allSatisfy { $0.isMultiple(of: 2) }
    }

    /// `<name …` and `</name` in a part of a text.
    private static func tags(_ bytes: [UInt8], _ part: Range<Int>) -> [(name: ArraySlice<UInt8>, isClosing: Bool)] {
        part.filter { bytes[$0] == UInt8(ascii: "<") }.compactMap { offset in
            let isClosing = offset + 1 < part.upperBound && bytes[offset + 1] == UInt8(ascii: "/")
            let name = bytes[min(part.upperBound, offset + (isClosing ? 2 : 1))..<part.upperBound].prefix(longestName)
                .prefix { WordScanner.isLetter($0) || WordScanner.isDigit($0) || "-_".utf8.contains($0) }
            return name.isEmpty ? nil : (name, isClosing)
        }
    }

    private static let longestName = 64

    /// Whether a line that ends with a colon leads to these lines, and no entry of their list stays behind it.
    private func isAnnounced(_ first: Int, _ last: Int) -> Bool {
        guard let lead = lines[..<first].last(where: { $0.kind != .blank }), lead.message == lines[first].message,
            unit.text.bytes.withUnsafeBufferPointer({ ClosingMark.of($0, lead.content) }) == .colon
        else { return false }
        // `Question: {{question}}`
        let next = word(at: lead.content.upperBound)
        if next < unit.words.words.count, unit.words.words[next].kind == .variable { return false }
        guard lines[first].kind == .item else { return true }
        return lines[(last + 1)...].first { $0.kind != .blank }?.kind != .item
    }

    /// Whether numbers behind an entry would be wrong: a text may speak of rule 4, and readers miss a third one.
    private func leavesGap(_ first: Int, _ last: Int) -> Bool {
        guard isNumbered(lines[first]), let next = lines[(last + 1)...].first(where: { $0.kind != .blank }) else {
            return false
        }
        return isNumbered(next)
    }

    private func isNumbered(_ line: TextLine) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return line.kind == .item
            && unit.text.bytes[line.range.lowerBound..<line.content.lowerBound].contains { digits.contains($0) }
    }
}
