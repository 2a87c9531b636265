/// A text that code builds from literals and values: `"…" + name + f"…"`, `dedent("""…""").format(x=1)`.
struct CodeExpression {
    enum Part {
        case string(CodeString)
        case value(Range<Int>, expression: String)

        /// Whether it is a value or has one inside.
        var hasValue: Bool {
            guard case .string(let string) = self else { return true }
            return string.parts.contains { if case .value = $0 { true } else { false } }
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

    var text: String {
        parts.map { part in
            switch part {
            case .string(let string): string.text
            case .value: "{value}"
            }
        }.joined()
    }

    /// The literals alone.
    var literals: String {
        parts.map { part in
            if case .string(let string) = part { string.literals } else { " " }
        }.joined()
    }

    var hasStrings: Bool {
        parts.contains { if case .string = $0 { true } else { false } }
    }
}
