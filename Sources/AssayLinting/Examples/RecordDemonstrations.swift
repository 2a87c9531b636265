import AssayText

/// Finds demonstrations that are written as JSON objects: `{"input": "…", "output": "…"}`, on one line or on several.
struct RecordDemonstrations {
    private let bytes: [UInt8]
    private let range: Range<Int>
    /// Bytes that may still be read in objects that turn out to be no records.
    private var budget: Int

    /// Runs of at least two objects with the same keys, next to each other. Complexity: O(n).
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> DemonstrationGroup? {
        var finder = RecordDemonstrations(bytes: bytes, range: range, budget: 4 * range.count + 65_536)
        return finder.longestRun().map { DemonstrationGroup(marker: .labels, demonstrations: $0) }
    }

    private static let longest = 20_000

    private mutating func longestRun() -> [Demonstration]? {
        var best: [Demonstration] = []
        var run: [Demonstration] = []
        func close() {
            if run.count > best.count, isDeclared(run) { best = run }
            run = []
        }
        var offset = range.lowerBound
        while budget > 0, let open = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "{")) {
            offset = open + 1
            guard let record = read(open) else { continue }
            if let last = run.last, !continues(last, record) { close() }
            run.append(record)
            offset = record.range.upperBound
        }
        close()
        return best.count >= 2 ? best : nil
    }

    /// Whether a record is the next one of a list: the same keys, and nothing but marks between them.
    private func continues(_ last: Demonstration, _ next: Demonstration) -> Bool {
        guard Self.labels(last) == Self.labels(next) else { return false }
        let gap = bytes[last.range.upperBound..<max(last.range.upperBound, next.range.lowerBound)]
        return gap.count <= 80 && gap.allSatisfy { $0 < 0x80 && ($0 | 0x20) &- 0x61 >= 26 }
    }

    /// Whether the keys name an input and an output, or one of them and the prompt says that examples follow.
    private func isDeclared(_ run: [Demonstration]) -> Bool {
        guard let first = run.first, let output = first.output else { return false }
        let hasInput = first.inputs.contains { LabelVocabulary.isInput($0.label) }
        let hasOutput = LabelVocabulary.isOutput(output.label)
        if hasInput, hasOutput { return true }
        return (hasInput || hasOutput)
            && ExampleAnnouncement.stands(before: first.range.lowerBound, bytes, from: range.lowerBound)
    }

    private static func labels(_ record: Demonstration) -> [String] {
        record.inputs.map(\.label) + (record.output.map { [$0.label] } ?? [])
    }

    // MARK: Objects

    /// The object at `open` with at least two members, none of which is a list of objects; nil for anything else.
    private mutating func read(_ open: Int) -> Demonstration? {
        let end = min(range.upperBound, open + Self.longest)
        var fields: [Demonstration.Field] = []
        var offset = open + 1
        defer { budget -= offset - open }
        while let key = string(offset, end), fields.count < 16 {
            offset = key.upperBound + 1
            guard let colon = next(offset, end), bytes[colon] == UInt8(ascii: ":"), let value = next(colon + 1, end)
            else { return nil }
            offset = valueEnd(value, end)
            let label = String(decoding: bytes[key], as: UTF8.self).lowercased().replacing(text: "_", with: " ")
            let content = TextLines.trimmed(bytes, value..<offset)
            if content.count >= 2, bytes[content.lowerBound] == UInt8(ascii: "["), bytes[content].contains(0x7B) {
                return nil
            }
            // `"<explanation>"`: the form of an answer, no answer.
            if Placeholder.isAll(bytes, content) { return nil }
            fields.append(Demonstration.Field(label: label, range: content))
            guard let sign = next(offset, end) else { return nil }
            if bytes[sign] == UInt8(ascii: "}") { return demonstration(open..<sign + 1, fields) }
            guard bytes[sign] == UInt8(ascii: ",") else { return nil }
            offset = sign + 1
        }
        return nil
    }

    /// The last member is the output, unless another one is called so and the last one is not.
    private func demonstration(_ range: Range<Int>, _ fields: [Demonstration.Field]) -> Demonstration? {
        guard fields.count >= 2, let last = fields.indices.last else { return nil }
        var inputs = fields
        let named = fields.lastIndex { LabelVocabulary.isOutput($0.label) && !LabelVocabulary.isInput($0.label) }
        let output = inputs.remove(at: LabelVocabulary.isOutput(fields[last].label) ? last : named ?? last)
        return Demonstration(range: range, inputs: inputs, output: output)
    }

    /// The inside of the string literal that is next.
    private func string(_ start: Int, _ end: Int) -> Range<Int>? {
        guard let quote = next(start, end), bytes[quote] == UInt8(ascii: "\"") else { return nil }
        let close = closing(quote, end)
        return close < end ? quote + 1..<close : nil
    }

    private func closing(_ quote: Int, _ end: Int) -> Int {
        var offset = quote + 1
        while offset < end, bytes[offset] != UInt8(ascii: "\"") {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(offset, end)
    }

    private func next(_ start: Int, _ end: Int) -> Int? {
        var offset = start
        while offset < end, TextLines.isBlank(bytes[offset]) { offset += 1 }
        return offset < end ? offset : nil
    }

    /// Behind a value: a string, a bracketed value, or what stands before the next sign.
    private func valueEnd(_ start: Int, _ end: Int) -> Int {
        var offset = start
        var depth = 0
        while offset < end {
            switch bytes[offset] {
            case UInt8(ascii: "\""): offset = closing(offset, end)
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return offset }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return offset
            default: break
            }
            offset += 1
        }
        return end
    }
}
