/// Takes demonstrations out of a file, so that the rest looks as if they had never been there.
struct ExampleRemoval {
    private let demonstrations: UnitDemonstrations
    private let source: [UInt8]
    private let frames: ExampleFrames
    private let numbering: ExampleNumbering?
    /// Whether the text says how many there are.
    private let isCounted: Bool

    /// Nil for turns, which are separate messages whose roles stand outside the text, and for what is no one text.
    /// Complexity: O(n) in the message.
    init?(of group: DemonstrationGroup, _ demonstrations: UnitDemonstrations, _ source: [UInt8]) {
        guard group.marker != .turns, let first = group.demonstrations.first,
            let message = demonstrations.message(around: first.range.lowerBound),
            group.demonstrations.allSatisfy({
                message.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= message.upperBound
            })
        else { return nil }
        self.demonstrations = demonstrations
        self.source = source
        frames = ExampleFrames(group.demonstrations, demonstrations.bytes, message: message)
        isCounted = Self.says(group.demonstrations.count, demonstrations.bytes[message])
        numbering = ExampleNumbering(frames.regions, demonstrations.bytes, message: message)
    }

    /// Removes a demonstration with its heading, fence and tags and with the blank lines behind it, and counts those
    /// behind it anew; nil where it does not stand in the file as it is sent.
    ///
    /// - Parameter isVerbatim: whether the other copy says just the same. Then nothing is lost, unless the text speaks
    ///   of the examples by their numbers, or counts them, which somebody has to look at.
    func fix(_ index: Int, isVerbatim: Bool) -> Fix? {
        guard let removal = frames.removal(of: index), demonstrations.isVerbatim(removal.region) else { return nil }
        var span = demonstrations.source(removal.region)
        let lineStart = source[..<span.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let rest = source[span.upperBound...].prefix { $0 != 0x0A }
        guard source[lineStart..<span.lowerBound].allSatisfy(TextLines.isBlank), rest.allSatisfy(TextLines.isBlank) else {
            return nil
        }
        span = lineStart..<span.upperBound
        while span.upperBound < source.count, TextLines.isBlank(source[span.upperBound]),
            source[span.upperBound] != 0x20
        {
            span = span.lowerBound..<span.upperBound + 1
        }
        guard numbering?.isMentioned(from: index) != true else {
            return Fix("Remove the repeated example; the text names examples by number", .unsafe, [Fix.Edit(span)])
        }
        let numbers = (numbering?.edits(without: index) ?? []).filter { demonstrations.isVerbatim($0.place) }.map {
            Fix.Edit(demonstrations.source($0.place), Array("\($0.number)".utf8))
        }
        guard !isCounted else {
            return Fix("Remove the repeated example; the text says how many there are", .unsafe, [Fix.Edit(span)] + numbers)
        }
        guard !removal.takesHeading else {
            return Fix("Remove the repeated example with its heading", .unsafe, [Fix.Edit(span)] + numbers)
        }
        let isSafe = isVerbatim && numbers.allSatisfy { $0.span.lowerBound >= span.upperBound }
        let title =
            numbers.isEmpty ? "Remove the repeated example" : "Remove the repeated example, and number those behind it anew"
        return Fix(title, isSafe ? .safe : .unsafe, [Fix.Edit(span)] + numbers)
    }

    /// `these 4 examples`, `the following four worked examples`.
    private static func says(_ count: Int, _ text: ArraySlice<UInt8>) -> Bool {
        let names = ["\(count)"] + (numbers.indices.contains(count) ? [numbers[count]] : [])
        let words = String(decoding: text, as: UTF8.self).lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.indices.contains { index in
            names.contains { words[index] == $0 }
                && words[(index + 1)...].prefix(2).contains { $0.last == "s" && LabelVocabulary.isExample($0.dropLast()) }
        }
    }

    private static let numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
}
