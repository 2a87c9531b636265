/// A unit as a request sends it with one set of values: its messages are the rendered texts, and its tools, schemas and
/// images are still there. What the values leave open (``PromptUnit/segments(leftOpenBy:end:)``) stands behind the last
/// message's text, with its loops and branches.
public struct FilledUnit: Sendable {
    /// What the set of values is called.
    public var name: String
    /// The file's document with the rendered texts behind the file's bytes, for spans of both.
    public var document: PromptDocument
    public var unit: PromptUnit

    /// - Complexity: O(n) in the bytes of the file and of the rendered texts.
    public init(_ unit: PromptUnit, in document: PromptDocument, rendered: RenderedUnit, name: String) {
        self.name = name
        var (document, filled) = (document, unit)
        // Tools and schemas are sent as they are, whatever fills the messages.
        let beside = unit.messages.filter(\.role.isBesideMessages)
        let written = unit.messages.filter { !$0.role.isBesideMessages }
        var messages = rendered.messages.filter { !$0.role.isBesideMessages }.map { message in
            let start = document.source.count
            document.source += message.text.utf8
            let span = start..<document.source.count
            return PromptMessage(role: message.role, span: span, segments: [Segment(kind: .text, span: span)])
        }
        if messages.isEmpty {
            let end = document.source.count
            messages = [PromptMessage(role: .unspecified, span: end..<end)]
        }
        for (index, message) in written.enumerated() {
            // Loops make more messages than are written, or fewer; then the last one has what is no text.
            let place = messages.count == written.count ? index : messages.count - 1
            messages[place].segments += message.segments.filter {
                $0.isSent && ($0.kind == .image || $0.kind == .toolDefinition)
            }
        }
        let open = unit.segments(leftOpenBy: rendered.missing, end: document.source.count)
        messages[messages.count - 1].segments += open
        filled.messages = messages + beside
        (filled.syntax, filled.templates) = (.none, [])
        if open.allSatisfy({ $0.block == nil }) { filled.blocks = [] }
        (filled.facts.includes, filled.facts.fixtures) = ([], [])
        (self.document, self.unit) = (document, filled)
    }
}
