/// One worked case in a prompt: what goes in, and what is to come out.
struct Demonstration {
    /// A labelled part of it.
    struct Field: Hashable {
        /// Without number, case and marks; empty where nothing names the part.
        var label: String
        /// In the bytes of the unit's text.
        var range: Range<Int>
    }

    /// From its first marker to the end of its last value.
    var range: Range<Int>
    var inputs: [Field]
    /// Nil where no marker divides it: then the whole is compared.
    var output: Field?
    /// The number of headings before it that announce no example: under another heading stands another task.
    var section = 0
}

/// Demonstrations that the same markers divide.
struct DemonstrationGroup {
    /// What marks them.
    enum Marker: String {
        /// User and assistant messages after the system message.
        case turns
        /// `<example>` tags, or a format that marks examples itself.
        case tags
        /// Numbered headings.
        case headings
        /// Labels that come back in the same order.
        case labels
        /// `input -> output` on a line.
        case arrows
    }

    var marker: Marker
    var demonstrations: [Demonstration]
    /// Turns of one conversation depend on those before them; such demonstrations are not independent cases.
    var isDialogue = false
    /// Whether the prompt itself, or its labels, say that these are examples.
    var isDeclared = true
    /// Whether it is marked where each of them ends.
    var hasKnownEnds = true

    /// From the start of the first demonstration to the end of the last.
    var span: Range<Int>? {
        guard let first = demonstrations.first, let last = demonstrations.last else { return nil }
        return first.range.lowerBound..<max(first.range.lowerBound, last.range.upperBound)
    }

    /// Counts the headings between the demonstrations, which are in order. Complexity: O(n) in the text between them.
    mutating func number(_ bytes: [UInt8]) {
        guard marker != .turns else { return }
        var section = 0
        for (index, next) in demonstrations.indices.dropFirst().enumerated() {
            let start = demonstrations[index].range.upperBound
            let gap = start..<max(start, demonstrations[next].range.lowerBound)
            let isDivided = TextLines.split(bytes, gap).contains {
                TextLines.isHeading(bytes, $0) && ExampleHeading.read(bytes, $0) == nil
            }
            if isDivided { section += 1 }
            demonstrations[next].section = section
        }
    }
}
