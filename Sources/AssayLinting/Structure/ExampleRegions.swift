/// Finds the parts of a text that demonstrate instead of instruct: they may repeat themselves, since what they show is
/// their format.
enum ExampleRegions {
    private static func forEachMessage(_ lines: [TextLine], _ body: (ArraySlice<TextLine>) -> Void) {
        var start = 0
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end].message == lines[start].message { end += 1 }
            body(lines[start..<end])
            start = end
        }
    }

    /// The parts that demonstrate, in order: those that the format, roles or tags mark or the prompt calls so, and all,
    /// those below headings and behind labels included. Where the last one of these ends is a guess: what stands behind
    /// it at the end of a prompt has no heading of its own.
    static func find(
        in lines: [TextLine], bytes: UnsafeBufferPointer<UInt8>, text: UnitText, roles: [MessageKind],
        declared: [Range<Int>], undeclared: [Range<Int>]
    ) -> (marked: [Range<Int>], all: [Range<Int>]) {
        var regions = declared
        var guesses = undeclared
        for piece in text.pieces where piece.kind == .example { regions.append(piece.range) }
        forEachMessage(lines) { lines in
            guard let first = lines.first, let last = lines.last else { return }
            if roles.indices.contains(first.message), roles[first.message] == .demonstration {
                regions.append(first.range.lowerBound..<last.range.upperBound)
            } else {
                let finder = MessageExamples(lines: lines, bytes: bytes, text: text)
                regions += finder.tagged() + finder.closed()
                guesses += finder.headed() + finder.labelled()
            }
        }
        return (merged(regions), merged(regions + guesses))
    }

    private static func merged(_ regions: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for region in regions.sorted(by: { $0.lowerBound < $1.lowerBound }) where !region.isEmpty {
            if let last = result.last, region.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, region.upperBound)
            } else {
                result.append(region)
            }
        }
        return result
    }
}

/// The demonstrations in one message.
struct MessageExamples {
    let lines: ArraySlice<TextLine>
    let bytes: UnsafeBufferPointer<UInt8>
    let text: UnitText

    /// Between `<example…>` and its closing tag.
    func tagged() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var open: (name: [UInt8], start: Int)?
        for line in lines where line.kind != .code || open != nil {
            for tag in tags(of: line.range) {
                if let current = open {
                    if tag.isClosing, tag.name == current.name {
                        result.append(current.start..<line.range.upperBound)
                        open = nil
                    }
                } else if !tag.isClosing, tag.offset == line.content.lowerBound, isExampleWord(tag.name) {
                    // A tag in a sentence is spoken of.
                    open = (tag.name, line.range.lowerBound)
                }
            }
        }
        return result
    }

    /// From a line that announces an example to the line that ends it: `EXAMPLE` … `END OF EXAMPLE`.
    func closed() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start: Int?
        for line in lines where line.content.count <= Self.longestHeading && saysExample(line.content) {
            let content = Array(bytes[line.content])
            guard let heading = ExampleHeading.read(content, 0..<content.count) else { continue }
            if heading.isEnd {
                if let start { result.append(start..<line.range.upperBound) }
                start = nil
            } else if start == nil {
                start = line.range.lowerBound
            }
        }
        return result
    }

    /// From a heading that says "example" to the next heading of its level that does not, or to the end of the element
    /// that the heading stands in.
    func headed() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var open: (level: Int, start: Int)?
        var opened: [[UInt8]] = []
        for line in lines {
            if let current = open, line.kind == .tag {
                for tag in tags(of: line.range) {
                    if !tag.isClosing {
                        opened.append(tag.name)
                    } else if opened.last == tag.name {
                        opened.removeLast()
                    } else if open != nil {
                        result.append(current.start..<line.range.lowerBound)
                        open = nil
                    }
                }
                continue
            }
            guard let level = headingLevel(line) else { continue }
            let isExample = line.content.count <= Self.longestHeading && saysExample(line.content)
            if let current = open, level <= current.level, !isExample {
                result.append(current.start..<line.range.lowerBound)
                open = nil
            }
            if open == nil, isExample { (open, opened) = ((level, line.range.lowerBound), []) }
        }
        if let open, let last = lines.last { result.append(open.start..<last.range.upperBound) }
        return result
    }

    /// A longer one is a sentence that mentions an example.
    private static let longestHeading = 60

    /// Lines with a label that comes back at the start of other lines: `Q:` … `A:` … `Q:`, and what follows them.
    func labelled() -> [Range<Int>] {
        var counts: [[UInt8]: Int] = [:]
        var labels: [Int: [UInt8]] = [:]
        for index in lines.indices where lines[index].kind == .text || lines[index].kind == .heading {
            guard let label = label(lines[index].content) else { continue }
            labels[index] = label
            counts[label, default: 0] += 1
        }
        // One label alone divides a list; a demonstration has at least two parts, and one of them is named like one.
        let repeated = Set(counts.filter { $0.value >= 2 }.keys)
        guard repeated.count >= 2, repeated.contains(where: Self.demonstrationLabels.contains) else { return [] }
        let starts = lines.indices.filter { labels[$0].map(repeated.contains) == true }
        var result: [Range<Int>] = []
        for (number, start) in starts.enumerated() {
            let next = number + 1 < starts.count ? starts[number + 1] : lines.endIndex
            // Up to the next label, unless a heading begins something else; behind the last one to its paragraph's end.
            var end = start + 1
            if number + 1 < starts.count, block(of: lines[start]) == block(of: lines[next]),
                !lines[end..<next].contains(where: { $0.kind == .heading })
            {
                end = next
            } else {
                while end < next, lines[end].kind != .blank, lines[end].kind != .heading { end += 1 }
            }
            result.append(lines[start].range.lowerBound..<lines[end - 1].range.upperBound)
        }
        return result
    }

    /// Names of the parts of a demonstration, letters only.
    private static let demonstrationLabels: Set<[UInt8]> = Set(
        [
            "q", "a", "question", "answer", "input", "output", "user", "assistant", "human", "ai", "bot", "query",
            "response", "thought", "action", "observation", "customer", "agent", "text", "sentence", "label",
            "completion", "prompt", "request", "reply", "exampletaskinput", "exampletaskoutput", "result",
        ].map { Array($0.utf8) })

    /// The block around a line: what a loop sends and what stands behind it are no parts of one demonstration.
    private func block(of line: TextLine) -> Int? {
        text.piece(at: line.content.lowerBound).flatMap { text.pieces[$0].block }
    }

    private func headingLevel(_ line: TextLine) -> Int? {
        if line.kind == .heading { return line.level == 0 ? 7 : line.level }
        // "Examples:" on a line of its own.
        if line.kind == .text, line.content.count <= 60, let last = line.content.last, bytes[last] == UInt8(ascii: ":") {
            return 8
        }
        return nil
    }

    private func saysExample(_ content: Range<Int>) -> Bool {
        content.contains { offset in
            isWordStart(offset, content) && "efsd".utf8.contains(bytes[offset] | 0x20)
                && isExampleWord(Array(bytes[offset..<min(offset + 8, content.upperBound)]))
        }
    }

    private func isWordStart(_ offset: Int, _ content: Range<Int>) -> Bool {
        offset == content.lowerBound || (bytes[offset - 1] | 0x20) &- 0x61 >= 26
    }

    private func isExampleWord(_ name: [UInt8]) -> Bool {
        let lower = name.map { $0 | 0x20 }
        return lower.starts(with: Array("example".utf8)) || lower.starts(with: Array("few".utf8) + [0x2D | 0x20])
            || lower.starts(with: Array("sample".utf8)) || lower.starts(with: Array("demonstr".utf8))
    }

    /// A label of one or two words before a colon, numbers left out, in lower case.
    private func label(_ content: Range<Int>) -> [UInt8]? {
        var label: [UInt8] = []
        var blanks = 0
        for offset in content.prefix(40) {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: ":"): return label.isEmpty ? nil : label
            case 0x20:
                blanks += 1
                if blanks > 3 { return nil }
            case 0x30...0x39, UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "("), UInt8(ascii: ")"):
                continue
            case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: label.append(byte | 0x20)
            default: return nil
            }
        }
        return nil
    }

    private func tags(of range: Range<Int>) -> [(name: [UInt8], isClosing: Bool, offset: Int)] {
        var result: [(name: [UInt8], isClosing: Bool, offset: Int)] = []
        for offset in range where bytes[offset] == UInt8(ascii: "<") {
            var position = offset + 1
            let isClosing = position < range.upperBound && bytes[position] == UInt8(ascii: "/")
            if isClosing { position += 1 }
            let start = position
            while position < range.upperBound,
                (bytes[position] | 0x20) &- 0x61 < 26 || bytes[position] == 0x5F
                    || bytes[position] == 0x2D || bytes[position] &- 0x30 < 10
            {
                position += 1
            }
            guard position > start, position < range.upperBound else { continue }
            guard bytes[position] == UInt8(ascii: ">") || bytes[position] == 0x20 else { continue }
            result.append((bytes[start..<position].map { $0 | 0x20 }, isClosing, offset))
        }
        return result
    }
}
