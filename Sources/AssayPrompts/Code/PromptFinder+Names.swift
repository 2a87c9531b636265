/// The texts that names in messages stand for.
extension PromptFinder {
    /// How the text begins that a name stands for, without the values in it; nil where it is not known.
    mutating func text(at range: Range<Int>, limit: Int) -> String? {
        let name = Interpolation.expression(source, range)
        let place = ProgramConstants.Place(isInLiteral: false, isFilled: false, isTrimmed: false)
        if let text = constants.text(of: name, in: range, place, isSent: false) {
            return String(decoding: text.prefix(limit), as: UTF8.self)
        }
        guard let parts = constants.parts(of: name, in: range, isFilled: false, isSent: false) else {
            return sentText(at: range, limit: limit)
        }
        return String(decoding: ProgramConstants.start(of: parts, limit: limit).prefix(limit), as: UTF8.self)
    }

    /// Adds the text that a name stands for, and the values in it; false where it is not known.
    mutating func append(_ name: Range<Int>, isFilled: Bool, to builder: inout UnitBuilder) -> Bool {
        let place = ProgramConstants.Place(isInLiteral: false, isFilled: isFilled, isTrimmed: false)
        var first = value(name, Interpolation.expression(source, name), place)
        if first.constant != nil {
            builder.add(first)
            return true
        }
        guard var parts = constants.parts(of: first.expression, in: name, isFilled: isFilled)?[...] else {
            return !isFilled && appendSent(name, to: &builder)
        }
        first.constant = []
        if case .text(let text)? = parts.first {
            first.constant = text
            parts.removeFirst()
        }
        builder.unit.syntax = .interpolation
        builder.add(first)
        append(Array(parts), at: name.upperBound, to: &builder)
        return true
    }

    /// Adds what stands elsewhere: here, it is where the name ends that stands for it.
    private mutating func append(_ parts: [ProgramConstants.Part], at end: Int, to builder: inout UnitBuilder) {
        for part in parts {
            switch part {
            case .text(let text):
                var segment = Segment(kind: .variable, span: end..<end)
                segment.constant = text
                builder.add(segment)
            case .value(let range, let expression):
                var segment = value(range, expression)
                segment.span = end..<end
                builder.add(segment)
            case .choice(let arms):
                builder.addChoice(arms.map { (end..<end, $0.condition) }, end: end) { index, builder in
                    append(arms[index].parts, at: end, to: &builder)
                }
            }
        }
    }
}
