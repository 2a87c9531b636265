/// A text that code builds from literals and values: `"…" + name + f"…"`, `dedent("""…""").format(x=1)`.
struct CodeExpression {
    enum Part {
        case string(CodeString)
        case value(Range<Int>, expression: String)
        case choice(CodeChoice)

        /// Whether it is a value or has one inside.
        var hasValue: Bool {
            guard case .string(let string) = self else { return true }
            return string.parts.contains { if case .value = $0 { true } else { false } }
        }

        /// Whether there is a literal in it.
        var hasString: Bool {
            switch self {
            case .string: true
            case .value: false
            case .choice(let choice): choice.arms.contains { $0.parts.contains(where: \.hasString) }
            }
        }

        /// Offset of its first byte.
        var start: Int {
            switch self {
            case .string(let string): string.start
            case .value(let range, _): range.lowerBound
            case .choice(let choice): choice.arms.first?.header.lowerBound ?? choice.end
            }
        }
    }

    var parts: [Part] = []
    /// Index of the token behind the expression.
    var end: Int
    /// How values are filled into the literals, where the code says so.
    var syntax: TemplateSyntax?
    /// Functions the text passes through (`dedent`, `from_template`).
    var wrappers: [String] = []
    /// Whether the parts are the text, or code does something to it that is not read here.
    var isKnown = true
    /// Whether a method makes another text of it.
    var isChanged = false
    /// Whether white space was taken away, from values as well, of which it was not known.
    var isTrimmed = false

    /// The text for judging what it is: of a choice its longest arm.
    var text: String { Self.text(of: parts) }

    private static func text(of parts: [Part]) -> String {
        parts.map { part in
            switch part {
            case .string(let string): string.text
            case .value: "{value}"
            case .choice(let choice): choice.arms.map { text(of: $0.parts) }.max { $0.utf8.count < $1.utf8.count } ?? ""
            }
        }.joined()
    }

    /// The literals alone, those of all arms of a choice.
    var literals: String { Self.literals(of: parts) }

    private static func literals(of parts: [Part]) -> String {
        parts.map { part in
            switch part {
            case .string(let string): string.literals
            case .value: " "
            case .choice(let choice): choice.arms.map { literals(of: $0.parts) }.joined(separator: " ")
            }
        }.joined()
    }

    /// How many texts and values it has, those of all arms of a choice.
    var size: Int { Self.size(of: parts) }

    private static func size(of parts: [Part]) -> Int {
        parts.reduce(0) { sum, part in
            switch part {
            case .string(let string): sum + string.parts.count
            case .value: sum + 1
            case .choice(let choice): sum + choice.arms.reduce(0) { $0 + 1 + size(of: $1.parts) }
            }
        }
    }

    var hasStrings: Bool { parts.contains(where: \.hasString) }
}

/// Texts of which a condition chooses one: `vip ? "…" : "…"`, `"…" if vip else "…"`.
struct CodeChoice {
    struct Arm {
        /// What stands before its text: the condition, and the signs between arms. Empty where the condition follows the text.
        var header: Range<Int>
        /// Empty for the arm that is sent where no condition holds.
        var condition: String
        var parts: [CodeExpression.Part]
    }

    var arms: [Arm]
    /// Offset behind the last arm.
    var end: Int
}
