import AssayPrompts

/// What a unit sends, as one run of bytes that two versions of it can be compared by: its texts, with marks where roles,
/// values, loops and branches stand. What is never sent, such as comments, is not in it.
struct SentForm: Sendable {
    /// Where a segment's bytes lie.
    struct Part: Sendable {
        var message: Int
        var segment: Int
        var range: Range<Int>
        /// Whether the bytes are the segment's own text, and not what stands for a value or a tag.
        var isText: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var parts: [Part] = []

    /// Marks that no text in UTF-8 has: bytes that never occur in it.
    private enum Mark {
        static let message: UInt8 = 0xFF
        static let value: UInt8 = 0xFE
        static let tag: UInt8 = 0xFD
        static let tool: UInt8 = 0xFC
        static let breakpoint: UInt8 = 0xFB
        static let end: UInt8 = 0xFA
    }

    /// - Complexity: O(n) in the text.
    init(_ unit: PromptUnit, in document: PromptDocument) {
        for (index, message) in unit.messages.enumerated() {
            bytes.append(Mark.message)
            bytes += message.role.name.utf8
            if let name = message.name { bytes += [Mark.value] + Array(name.utf8) }
            bytes.append(Mark.end)
            for (number, segment) in message.segments.enumerated() {
                add(segment, in: document, message: index, segment: number)
                if unit.facts.cacheBreakpoints.contains(where: { $0.span.overlaps(segment.span) }) {
                    bytes.append(Mark.breakpoint)
                }
            }
        }
    }

    private mutating func add(_ segment: Segment, in document: PromptDocument, message: Int, segment number: Int) {
        let start = bytes.count
        var isText = false
        switch segment.kind {
        case .comment: return
        case .loop, .branch, .directive:
            bytes.append(Mark.tag)
            // A condition behind its text, `"…" if vip`, has no bytes before it.
            let span = segment.span.clamped(to: 0..<document.source.count)
            bytes += span.isEmpty ? Array(segment.expression.utf8) : Array(document.source[span])
            bytes.append(Mark.end)
        case .variable:
            guard segment.isSent else { return }
            if let text = segment.constant {
                bytes += text
                break
            }
            bytes.append(Mark.value)
            bytes += segment.expression.utf8
            bytes.append(Mark.end)
        case .text, .example, .toolDefinition, .image:
            guard segment.isSent else { return }
            isText = segment.kind == .text || segment.kind == .example
            if segment.kind == .toolDefinition { bytes.append(Mark.tool) }
            bytes += document.text(of: segment).bytes
        }
        parts.append(Part(message: message, segment: number, range: start..<bytes.count, isText: isText))
    }

    /// How many bytes two forms have in common at the start, down to the start of a character.
    static func commonPrefix(_ one: SentForm, _ other: SentForm) -> Int {
        let count = min(one.bytes.count, other.bytes.count)
        var length = 0
        while length < count, one.bytes[length] == other.bytes[length] { length += 1 }
        func continues(_ form: SentForm) -> Bool {
            length < form.bytes.count && form.bytes[length] & 0xC0 == 0x80
        }
        while length > 0, continues(one) || continues(other) { length -= 1 }
        return length
    }
}
