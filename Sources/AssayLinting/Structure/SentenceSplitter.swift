/// Cuts prose into sentences. Linear in the text.
struct SentenceSplitter {
    let bytes: UnsafeBufferPointer<UInt8>
    let text: UnitText
    let words: UnitWords
    let examples: [Range<Int>]
    private var result: [Sentence] = []
    private var word = 0
    private var paragraph = -1
    private var list = -1

    init(bytes: UnsafeBufferPointer<UInt8>, text: UnitText, words: UnitWords, examples: [Range<Int>]) {
        self.bytes = bytes
        self.text = text
        self.words = words
        self.examples = examples
    }

    mutating func sentences(of lines: [TextLine]) -> [Sentence] {
        var index = 0
        var isInList = false
        while index < lines.count {
            let first = lines[index]
            var last = index
            switch first.kind {
            case .blank: break
            case .code, .table, .tag, .rule: isInList = false
            case .heading:
                isInList = false
                add(lines[index...index], list: nil)
            case .item, .text:
                while last + 1 < lines.count, lines[last + 1].kind == .text, lines[last + 1].message == first.message,
                    !startsAnew(lines[last + 1], after: lines[last])
                {
                    last += 1
                }
                if first.kind == .item {
                    if !isInList { list += 1 }
                    isInList = true
                } else {
                    isInList = false
                }
                add(lines[index...last], list: first.kind == .item ? list : nil)
            }
            index = last + 1
        }
        return result
    }

    /// Whether a line of text begins a thought of its own although no blank line stands before it: the line before it
    /// is short and closed, or it begins with a label.
    private func startsAnew(_ line: TextLine, after previous: TextLine) -> Bool {
        if labelEnd(line.content) != nil { return true }
        guard let last = previous.content.last.map({ bytes[$0] }) else { return true }
        if last == UInt8(ascii: ":") { return true }
        let first = bytes[line.content.lowerBound]
        let isUpper = first &- 0x41 < 26
        return isUpper && previous.content.count < 50 && [0x2E, 0x21, 0x3F].contains(last)
    }

    private mutating func add(_ lines: ArraySlice<TextLine>, list: Int?) {
        guard let first = lines.first, let last = lines.last else { return }
        paragraph += 1
        var start = first.content.lowerBound
        let end = last.content.upperBound
        var label = labelEnd(first.content).map { start..<$0 }
        if let label { start = label.upperBound }
        var position = start
        while position < end {
            let stop = sentenceEnd(from: position, to: end, lines)
            append(position..<stop, first, list, label: label)
            label = nil
            position = stop
        }
    }

    /// The end of a label of one to four words at the start of a line: `Score:`, `**Output format**:`, `5:`.
    private func labelEnd(_ content: Range<Int>) -> Int? {
        var blanks = 0
        for offset in content.prefix(48) {
            switch bytes[offset] {
            case UInt8(ascii: ":"):
                let next = offset + 1
                guard offset > content.lowerBound,
                    next >= content.upperBound || bytes[next] == 0x20
                        || bytes[next] == UInt8(ascii: "*")
                else { return nil }
                return next
            case 0xEF:
                // ： needs no blank behind it.
                guard offset > content.lowerBound, offset + 2 < content.upperBound, bytes[offset + 1] == 0xBC,
                    bytes[offset + 2] == 0x9A
                else { continue }
                return offset + 3
            case 0x20:
                blanks += 1
                if blanks > 4 { return nil }
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"):
                return nil
            default: continue
            }
        }
        return nil
    }

    /// The end of the sentence that starts at `start`, closing marks included.
    private func sentenceEnd(from start: Int, to end: Int, _ lines: ArraySlice<TextLine>) -> Int {
        var position = start
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
                || (byte == UInt8(ascii: ".") && !isAbbreviation(position, from: start))
            {
                var stop = position + 1
                while stop < end, Self.closers.contains(bytes[stop]) { stop += 1 }
                if stop >= end || bytes[stop] == 0x20 || bytes[stop] == 0x0A || bytes[stop] == 0x0D
                    || bytes[stop] == 0x09 || startsBlock(stop)
                {
                    return stop
                }
                position = stop
                continue
            }
            if byte >= 0x80, let length = ClosingMark.wideEnd(bytes, position, end) {
                position += length
                while let closer = ClosingMark.wideCloser(bytes, position, end) { position += closer }
                return position
            }
            position += 1
        }
        return end
    }

    /// Whether a text of its own begins at `offset`, as blocks of one message do, and not what stands behind a value.
    private func startsBlock(_ offset: Int) -> Bool {
        guard let index = text.piece(at: offset), text.pieces[index].range.lowerBound == offset, index > 0 else {
            return false
        }
        return text.pieces[index].kind == .text && text.pieces[index - 1].kind == .text
    }

    private static let closers: Set<UInt8> = [0x2E, 0x21, 0x3F, 0x22, 0x27, 0x29, 0x5D, 0x2A, 0x5F, 0x60]

    /// Whether the full stop at `offset` belongs to an abbreviation or a number.
    private func isAbbreviation(_ offset: Int, from start: Int) -> Bool {
        var begin = offset
        while begin > start, bytes[begin - 1] > 0x20, bytes[begin - 1] != UInt8(ascii: "(") { begin -= 1 }
        let word = bytes[begin..<offset].map { $0 | 0x20 }
        if word.count == 1, word[0] &- 0x61 < 26 { return true }
        return Self.abbreviations.contains(word)
    }

    private static let abbreviations: Set<[UInt8]> = Set(
        ["e.g", "i.e", "etc", "vs", "mr", "mrs", "ms", "dr", "st", "no", "cf", "approx", "fig", "al", "incl", "resp"]
            .map { Array($0.utf8).map { $0 | 0x20 } })

    private mutating func append(_ range: Range<Int>, _ line: TextLine, _ list: Int?, label: Range<Int>?) {
        while word < words.words.count, Int(words.words[word].start) < range.lowerBound { word += 1 }
        let first = word
        while word < words.words.count, Int(words.words[word].start) < range.upperBound { word += 1 }
        guard first < word else { return }
        let start = Int(words.words[first].start)
        let piece = text.piece(at: start)
        result.append(
            Sentence(
                range: min(start, range.upperBound)..<range.upperBound, words: first..<word, kind: line.kind,
                paragraph: paragraph, list: list, label: label, message: line.message,
                block: piece.flatMap { text.pieces[$0].block }, isExample: examples.containsOffset(start)))
    }
}
