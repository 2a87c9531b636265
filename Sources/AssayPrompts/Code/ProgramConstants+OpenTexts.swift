/// Texts that are not known as a whole: `prompt = f"Answer {question}"`, `prompt = vip ? "…" : "…"`.
extension ProgramConstants {
    enum Part {
        case text([UInt8])
        case value(Range<Int>, expression: String)
        case choice([Arm])
    }

    /// One of the texts of which a condition chooses one.
    struct Arm {
        var condition: String
        var parts: [Part]
    }

    struct OpenText {
        let parts: [Part]
        /// What it takes of the budget.
        let size: Int
        /// See ``Known/hasSigns``.
        let hasSigns: Bool

        /// - Parameter parts: few enough for a text that somebody wrote; each takes time wherever the text is read.
        init?(_ parts: [Part]) {
            var measure = Measure()
            measure.add(parts)
            guard measure.count <= 1_000 else { return nil }
            (self.parts, size, hasSigns) = (parts, measure.size, measure.hasSigns)
        }
    }

    private struct Measure {
        var count = 0
        var size = 0
        var hasSigns = false

        mutating func add(_ parts: [Part]) {
            count += parts.count
            for part in parts {
                switch part {
                case .text(let text):
                    size += text.count
                    hasSigns = hasSigns || Known(text).hasSigns
                case .value(_, let expression): size += 64 + expression.utf8.count
                case .choice(let arms):
                    for arm in arms {
                        size += 64 + arm.condition.utf8.count
                        add(arm.parts)
                    }
                }
            }
        }
    }

    /// The parts of the text that a name stands for, which has values in it or is chosen; nil where another text may stand
    /// there.
    ///
    /// - Parameters:
    ///   - isFilled: whether signs in the text may be places of the prompt it stands in.
    ///   - isSent: as for ``text(of:in:_:isSent:)``.
    mutating func parts(of name: String, in range: Range<Int>, isFilled: Bool, isSent: Bool = true) -> [Part]? {
        guard isSummand(range),
            let start = bindings.onlyValue(of: name, at: max(0, firstToken(from: range.lowerBound + 1) - 1))
        else { return nil }
        if knownTexts[name] == nil { knownTexts.updateValue(parts(at: start).flatMap { OpenText($0) }, forKey: name) }
        guard let text = knownTexts[name] ?? nil, !(isFilled && text.hasSigns) else { return nil }
        guard isSent else { return text.parts }
        guard text.size <= budget else { return nil }
        budget -= text.size
        return text.parts
    }

    private mutating func parts(at start: Int) -> [Part]? {
        guard let expression = reader.read(start), expression.isKnown, !expression.isChanged, expression.syntax == nil,
            isWhole(expression)
        else { return nil }
        return parts(expression.parts, isTrimmed: expression.isTrimmed, isInChoice: false)
    }

    private mutating func parts(_ parts: [CodeExpression.Part], isTrimmed: Bool, isInChoice: Bool) -> [Part]? {
        var result: [Part] = []
        for part in parts {
            var place = Place(isInLiteral: false, isFilled: false, isTrimmed: isTrimmed)
            place.isInChoice = isInChoice
            switch part {
            case .value(let range, let name): add(range, name, place, to: &result)
            case .string(let string):
                place.isInLiteral = true
                guard add(string, place, to: &result) else { return nil }
            case .choice(let choice):
                var arms: [Arm] = []
                for arm in choice.arms {
                    guard let parts = self.parts(arm.parts, isTrimmed: isTrimmed, isInChoice: true) else { return nil }
                    arms.append(Arm(condition: arm.condition, parts: parts))
                }
                result.append(.choice(arms))
            }
        }
        return result
    }

    /// Returns false for a literal that may be a template: then what is sent is not known.
    private mutating func add(_ string: CodeString, _ place: Place, to result: inout [Part]) -> Bool {
        for piece in string.parts {
            switch piece {
            case .value(let range, let name): add(range, name, place, to: &result)
            case .text(let text):
                guard string.isInterpolated || !Self.hasPlaces(text.bytes) else { return false }
                Self.add(text.bytes, to: &result)
            }
        }
        return true
    }

    private mutating func add(_ range: Range<Int>, _ name: String, _ place: Place, to result: inout [Part]) {
        if let text = text(of: name, in: range, place) {
            Self.add(text, to: &result)
        } else {
            result.append(.value(range, expression: name))
        }
    }

    private static func add(_ text: [UInt8], to result: inout [Part]) {
        var all = text
        if case .text(let last)? = result.last {
            // Taken out first, so that its bytes are not copied.
            result.removeLast()
            all = last
            all += text
        }
        result.append(.text(all))
    }

    /// How parts begin, a space for each value; of a choice its arm with the most text.
    static func start(of parts: [Part], limit: Int) -> [UInt8] {
        var known: [UInt8] = []
        for part in parts where known.count < limit {
            switch part {
            case .text(let text): known += text.prefix(limit)
            case .value: known.append(0x20)
            case .choice(let arms):
                known += arms.map { start(of: $0.parts, limit: limit) }.max { $0.count < $1.count } ?? []
            }
        }
        return known
    }
}
