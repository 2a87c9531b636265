/// LangChain's few-shot examples as they are sent: the example prompt filled with each example's values, separators
/// included.
struct FewShotExamples {
    private let source: [UInt8]
    private let template: DecodedText
    private let pieces: [TemplatePiece]
    private let separator: [UInt8]

    /// Nil where there is no example prompt that can be filled here: it stands in another file, or has blocks.
    init?(_ prompt: DataNode, syntax: TemplateSyntax, source: [UInt8]) {
        let example = prompt["example_prompt"].map { $0["kwargs"] ?? $0 }
        guard let template = example?["template"], template.isString else { return nil }
        pieces = syntax.pieces(template.text.bytes, in: 0..<template.text.bytes.count).pieces
        let isFlat = pieces.allSatisfy { piece in
            switch piece.kind {
            case .text, .variable, .comment: true
            default: false
            }
        }
        guard isFlat else { return nil }
        self.template = template.text
        self.source = source
        separator = prompt["example_separator"]?.text.bytes ?? [0x0A, 0x0A]
    }

    /// A segment an example. The text of the example prompt stands for the place of the value that follows it.
    func segments(_ examples: [DataNode], followsText: Bool, precedesText: Bool) -> [Segment] {
        examples.enumerated().map { index, example in
            var text = Builder(source: source, position: example.span.lowerBound)
            if index > 0 || followsText { text.add(separator) }
            for piece in pieces {
                switch piece.kind {
                case .text:
                    let dropped = Set(piece.dropped)
                    text.add(piece.range.filter { !dropped.contains($0) }.map { template.bytes[$0] })
                case .variable:
                    if let value = example[piece.expression] { text.add(value) }
                default: break
                }
            }
            if index == examples.count - 1, precedesText { text.add(separator) }
            return Segment(
                kind: .example, span: example.span,
                content: .decoded(text.decoded.finish(end: example.span.upperBound)))
        }
    }

    private struct Builder {
        let source: [UInt8]
        /// Offsets in the file never go back.
        var position: Int
        var decoded = DecodedTextBuilder()

        mutating func add(_ bytes: [UInt8]) {
            guard !bytes.isEmpty else { return }
            decoded.replace(bytes, at: position)
        }

        mutating func add(_ value: DataNode) {
            let bytes = value.text.bytes
            guard !bytes.isEmpty else { return }
            let span = value.text.map.source(of: 0..<bytes.count)
            if span.lowerBound >= position, value.text.map.isVerbatim(0..<bytes.count) {
                decoded.copy(source, span)
                position = span.upperBound
            } else {
                position = max(position, span.lowerBound)
                decoded.replace(bytes, at: position)
                position = max(position, span.upperBound)
            }
        }
    }
}
