import AssayPrompts

/// Few-shot lists in programs: `EXAMPLES = [{"input": "…", "output": "…"}, …]`.
enum CodeExampleLists {
    /// Lists of at least two objects with the same keys and texts, under a name that says that they are examples. The
    /// ranges are those of the file. Complexity: O(n) in the tokens.
    static func find(_ code: CodeModel) -> [DemonstrationGroup] {
        var groups: [DemonstrationGroup] = []
        for index in code.tokens.indices where code.isSymbol(index, "[") && isNamed(index, code) {
            let found = code.arguments(index).compactMap { demonstration($0, code) }
            guard found.count >= 2, let first = found.first else { continue }
            let labels = first.inputs.map(\.label)
            let alike = found.filter { $0.inputs.map(\.label) == labels && $0.output?.label == first.output?.label }
            if alike.count >= 2 { groups.append(DemonstrationGroup(marker: .tags, demonstrations: alike)) }
        }
        return groups
    }

    /// Whether the list at `open` is assigned or handed to a name such as `examples` or `few_shots`.
    private static func isNamed(_ open: Int, _ code: CodeModel) -> Bool {
        guard code.isSymbol(open - 1, "=") || code.isSymbol(open - 1, ":") else { return false }
        var index = open - 2
        // A type stands between the name and the value: `examples: list[dict] = [`.
        while index >= 0, open - index < 12, !code.isNewline(index) {
            if let name = code.name(index) ?? code.string(index) {
                let words = IdentifierWords.split(name)
                let isExample = words.contains { LabelVocabulary.isExample($0) || names.contains($0) }
                if isExample { return true }
            }
            index -= 1
        }
        return false
    }

    private static let names: Set<String> = ["shots", "fewshot", "fewshots", "demos", "demonstrations", "samples"]

    private static func demonstration(_ element: Range<Int>, _ code: CodeModel) -> Demonstration? {
        let open = element.lowerBound
        let isObject = code.isSymbol(open, "{") || code.isSymbol(open, "(") || code.isSymbol(open, "[")
        guard isObject, code.partner(open) == element.upperBound - 1 else { return nil }
        var fields: [Demonstration.Field] = []
        for (position, argument) in code.arguments(open).enumerated() {
            if let (label, value) = code.labelled(argument, in: open) {
                guard let range = text(value, code) else { return nil }
                fields.append(Demonstration.Field(label: label.lowercased(), range: range))
            } else if code.isSymbol(open, "("), let range = text(argument, code) {
                fields.append(Demonstration.Field(label: "\(position)", range: range))
            } else {
                return nil
            }
        }
        // A message is half of an example; messages are compared as turns, where the program sends them.
        guard fields.count >= 2, !isMessage(element, code), let output = fields.popLast() else { return nil }
        return Demonstration(range: code.span(element), inputs: fields, output: output)
    }

    /// Whether an object says who speaks: `{"role": "user", …}`, `("ai", …)`.
    private static func isMessage(_ element: Range<Int>, _ code: CodeModel) -> Bool {
        let open = element.lowerBound
        return code.arguments(open).contains { argument in
            guard let (label, value) = code.labelled(argument, in: open) else {
                return argument.lowerBound == open + 1 && isRole(argument, code)
            }
            return label.lowercased() == "role" || label.lowercased() == "from" && isRole(value, code)
        }
    }

    private static func isRole(_ value: Range<Int>, _ code: CodeModel) -> Bool {
        guard value.count == 1, let name = code.string(value.lowerBound) else { return false }
        if case .other = Role(name: name) { return false }
        return true
    }

    /// The file's bytes of a value that holds a text; values without one say nothing that could be compared.
    private static func text(_ value: Range<Int>, _ code: CodeModel) -> Range<Int>? {
        guard let first = value.first else { return nil }
        switch code.tokens[first].kind {
        case .string, .number, .name: return code.span(value)
        case .symbol: return value.contains { code.tokens[$0].kind == .string } ? code.span(value) : nil
        case .newline: return nil
        }
    }
}
