/// What belongs to each demonstration of a group besides its own text: a heading, a fence or tags around it. Taken out
/// without them, it would leave them empty.
struct ExampleFrames {
    /// The lines of each demonstration with its frame, in bytes of the unit's text.
    private(set) var regions: [Range<Int>]
    private let bytes: [UInt8]
    private let lines: [FencedLine]
    /// By demonstration, in lines.
    private var blocks: [Range<Int>]
    /// The lines without the titles, where there are any.
    private var untitled: [Int: Range<Int>] = [:]

    /// - Parameter message: the message that they stand in. Complexity: O(n) in its length.
    init(_ demonstrations: [Demonstration], _ bytes: [UInt8], message: Range<Int>) {
        self.bytes = bytes
        let lines = bytes.withUnsafeBufferPointer { FenceScanner.lines($0, message, readsQuotationMarks: true) }
        self.lines = lines
        var first = 0
        blocks = demonstrations.map { demonstration in
            while first + 1 < lines.count, lines[first + 1].range.lowerBound <= demonstration.range.lowerBound { first += 1 }
            var end = first
            while end < lines.count, lines[end].range.lowerBound < demonstration.range.upperBound { end += 1 }
            return first..<max(end, first)
        }
        regions = []
        leaveTitlesToTheNext()
        for _ in 0..<Self.rounds {
            let before = blocks
            blocks = blocks.map { wrapped($0) }
            addTitles()
            if blocks == before { break }
        }
        regions = blocks.map { region($0) }
    }

    /// Where labels alone divide, a title between two demonstrations was read as the end of the first.
    private mutating func leaveTitlesToTheNext() {
        for index in blocks.indices.dropLast() {
            var end = blocks[index].upperBound
            guard let next = below(blocks[index]), next == blocks[index + 1].lowerBound else { continue }
            while end > blocks[index].lowerBound + 2, lines[end - 2].content.isEmpty, isTitle(end - 1) {
                end -= 1
                while end > blocks[index].lowerBound + 1, lines[end - 1].content.isEmpty { end -= 1 }
            }
            blocks[index] = blocks[index].lowerBound..<end
        }
    }

    /// Frames stand in frames, in a few of them at most.
    private static let rounds = 4

    /// What goes when one demonstration goes.
    struct Removal {
        /// In bytes of the unit's text.
        var region: Range<Int>
        /// Whether a heading goes too that no other demonstration has the like of: it may have said something.
        var takesHeading = false
    }

    /// What goes with one demonstration; nil where that would leave half a fence.
    func removal(of index: Int) -> Removal? {
        guard blocks.indices.contains(index) else { return nil }
        var block = blocks[index]
        // A heading stays where another case stands below it.
        if let bare = untitled[index], blocks.indices.contains(index + 1), untitled[index + 1] == nil { block = bare }
        guard lines[block].count(where: { $0.place == .fence }) % 2 == 0 else { return nil }
        if let heading = heading(leftBy: block, index) {
            return Removal(region: region(heading..<block.upperBound), takesHeading: true)
        }
        // Of two dividing lines one is left.
        if let above = above(block), let below = below(block), TextLines.isSeparator(bytes, lines[above].range),
            lines[above].place == .outside, bytes[lines[above].content] == bytes[lines[below].content]
        {
            block = above..<block.upperBound
        }
        return Removal(region: region(block))
    }

    /// The heading above a demonstration that would have nothing below it but the next heading, or the end.
    private func heading(leftBy block: Range<Int>, _ index: Int) -> Int? {
        guard let above = above(block), isTitle(above), index == 0 || !blocks[index - 1].contains(above) else { return nil }
        guard let below = below(block) else { return above }
        let (level, next) = (level(above), level(below))
        // What stands below a heading of a deeper level belongs to it.
        return isTitle(below) && (level == 0 || next > 0 && next <= level) ? above : nil
    }

    private func level(_ line: Int) -> Int { bytes[lines[line].content].prefix { $0 == UInt8(ascii: "#") }.count }

    private func region(_ block: Range<Int>) -> Range<Int> {
        guard let first = block.first, let last = block.last else { return 0..<0 }
        return lines[first].range.lowerBound..<lines[last].range.upperBound
    }

    private func above(_ block: Range<Int>) -> Int? { lines[..<block.lowerBound].lastIndex { !$0.content.isEmpty } }

    private func below(_ block: Range<Int>) -> Int? { lines[block.upperBound...].firstIndex { !$0.content.isEmpty } }

    // MARK: Around

    /// With the fence or the tags that stand around the lines and around nothing else.
    private func wrapped(_ block: Range<Int>) -> Range<Int> {
        guard !block.isEmpty, let below = below(block) else { return block }
        if lines[block].count(where: { $0.place == .fence }) % 2 == 1, lines[below].place == .fence {
            return block.lowerBound..<below + 1
        }
        guard let above = above(block) else { return block }
        let isFenced = lines[block.lowerBound].place == .inside && lines[above].place == .fence && lines[below].place == .fence
        return isFenced || isTagged(lines[above].content, lines[below].content) ? above..<below + 1 : block
    }

    /// Whether two lines are a tag and its end, and nothing else.
    private func isTagged(_ open: Range<Int>, _ close: Range<Int>) -> Bool {
        guard open.count > 2, close.count > 3, bytes[open.lowerBound] == UInt8(ascii: "<"),
            bytes[open.upperBound - 1] == UInt8(ascii: ">"), bytes[close].starts(with: "</".utf8)
        else { return false }
        let name = bytes[close].dropFirst(2).dropLast()
        let rest = bytes[open].dropFirst()
        return rest.starts(with: name) && rest.dropFirst(name.count).first.map { $0 == UInt8(ascii: ">") || $0 == 0x20 } == true
    }

    // MARK: Titles

    /// Takes the lines in that stand before several demonstrations alike: `Case 3:` before the third.
    private mutating func addTitles() {
        let above = blocks.map { self.above($0) }
        let shapes = above.map { line in line.flatMap { shape($0) } }
        var counts: [[UInt8]: Int] = [:]
        for case let found? in shapes { counts[found, default: 0] += 1 }
        for (index, found) in shapes.enumerated() {
            guard let found, let line = above[index], counts[found, default: 0] > 1 else { continue }
            // What another demonstration ends with is no title of this one.
            if index > 0, blocks[index - 1].contains(line) { continue }
            untitled[index] = untitled[index] ?? blocks[index]
            blocks[index] = line..<blocks[index].upperBound
        }
    }

    /// What a title has in common with those of its kind: its words up to the number, or all of it.
    private func shape(_ line: Int) -> [UInt8]? {
        guard isTitle(line) else { return nil }
        return ExampleNumber.read(bytes, lines[line].content)?.kind ?? Array(bytes[lines[line].content])
    }

    private func isTitle(_ line: Int) -> Bool {
        let content = lines[line].content
        guard let first = content.first, let last = content.last, content.count <= 200, lines[line].place == .outside,
            !TextLines.isSeparator(bytes, content)
        else { return false }
        return "#*[".utf8.contains(bytes[first]) || bytes[last] == UInt8(ascii: ":")
            || ExampleNumber.read(bytes, content).map { content.upperBound - $0.digits.upperBound <= 2 } ?? false
    }
}
