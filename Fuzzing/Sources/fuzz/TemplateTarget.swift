import AssayPrompts

/// Any bytes as a Jinja template, rendered with a few values and small limits.
enum TemplateTarget {
    static func run(_ bytes: [UInt8]) -> Int32 {
        let values: [(name: String, value: JinjaValue)] = [
            ("messages", [["role": "user", "content": "Hi"], ["role": "assistant", "content": "Yo"]]),
            ("tools", [["function": ["name": "f", "arguments": ["x": 1]]]]), ("x", "text"), ("n", 3), ("none", nil),
        ]
        let lines = bytes.count + 1
        do {
            let template = try JinjaTemplate(bytes, environment: .chatTemplate)
            let limits = JinjaTemplate.Limits(steps: 50_000, outputBytes: 1 << 20, depth: 100)
            let output = try template.render(
                .init(
                    values: values, limits: limits, jsonStyle: .chatTemplate,
                    now: CivilTime(year: 2026, month: 1, day: 2)))
            require(output.text.utf8.count <= 1 << 20, "the output is larger than its limit")
        } catch {
            require((1...lines).contains(error.line), "an error on line \(error.line)")
        }
        return 0
    }
}
