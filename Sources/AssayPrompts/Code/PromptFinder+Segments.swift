/// Segments from what code says of a text.
extension PromptFinder {
    /// How the literals of a text are read.
    private struct Reading {
        var syntax: TemplateSyntax?
        /// The template syntax that the literals look like.
        var guess: TemplateSyntax
        /// Whether a constant's text may stand where its name is.
        var takesConstants: Bool
        var isTrimmed: Bool
        var isInChoice = false

        func place(isInLiteral: Bool, isFilled: Bool) -> ProgramConstants.Place? {
            guard takesConstants else { return nil }
            var place = ProgramConstants.Place(isInLiteral: isInLiteral, isFilled: isFilled, isTrimmed: isTrimmed)
            place.isInChoice = isInChoice
            return place
        }
    }

    mutating func append(_ text: CodeExpression, syntax: TemplateSyntax?, to builder: inout UnitBuilder) {
        let guess = guessSyntax(Array(text.literals.utf8))
        // A template that is rendered as a whole is rendered without what code adds to it.
        let isRendered = [.jinja, .mustache, .handlebars].contains(syntax ?? guess)
        let isChanged = text.isChanged || reader.symbol(text.end).map { "*%[.".utf8.contains($0) } ?? false
        let reading = Reading(
            syntax: syntax, guess: guess, takesConstants: !isRendered && !isChanged, isTrimmed: text.isTrimmed)
        append(text.parts, reading, to: &builder)
    }

    private mutating func append(_ parts: [CodeExpression.Part], _ reading: Reading, to builder: inout UnitBuilder) {
        let isFilled = reading.syntax != nil || reading.guess != .none
        for part in parts {
            switch part {
            case .value(let range, let expression):
                builder.add(value(range, expression, reading.place(isInLiteral: false, isFilled: isFilled)))
            case .string(let string): append(string, reading, to: &builder)
            case .choice(let choice):
                var reading = reading
                reading.isInChoice = true
                builder.addChoice(choice.arms.map { ($0.header, $0.condition) }, end: choice.end) { index, builder in
                    append(choice.arms[index].parts, reading, to: &builder)
                }
            }
        }
    }

    private mutating func append(_ string: CodeString, _ reading: Reading, to builder: inout UnitBuilder) {
        let used: TemplateSyntax = reading.syntax ?? (string.isInterpolated ? .interpolation : reading.guess)
        builder.unit.syntax = used == .none ? builder.unit.syntax : used
        for piece in string.parts {
            switch piece {
            case .value(let range, let expression):
                builder.add(value(range, expression, reading.place(isInLiteral: true, isFilled: reading.syntax != nil)))
            case .text(let text): TemplateAssembler.append(text, syntax: used, isPart: true, to: &builder)
            }
        }
    }

    /// Python's constants are mostly filled by `str.format`: doubled braces beside fields such as `{name}` are braces.
    func guessSyntax(_ bytes: [UInt8]) -> TemplateSyntax {
        let guess = DataMessages.guessSyntax(bytes)
        return (guess == .jinja || guess == .semanticKernel) && reader.joinsAdjacent && DataMessages.hasFormatFields(bytes)
            ? .braces : guess
    }

    /// - Parameter place: where it stands, if a constant's text may stand there.
    mutating func value(
        _ range: Range<Int>, _ expression: String, _ place: ProgramConstants.Place? = nil
    ) -> Segment {
        let bytes = Array(expression.utf8)
        var references = Identifiers.find(bytes, 0..<bytes.count)
        if expression.hasPrefix("MessagesPlaceholder"),
            let name = expression.split(whereSeparator: { "\"'`".contains($0) }).dropFirst().first
        {
            references = [String(name)]
        }
        var segment = Segment(kind: .variable, span: range, expression: expression, references: references)
        if let place, references == [expression] { segment.constant = constants.text(of: expression, in: range, place) }
        return segment
    }
}
