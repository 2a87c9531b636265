import AssayPrompts

/// TP003: a template that cannot be rendered.
public struct BrokenTemplate: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TP003", name: "broken-template",
        summary: "A tag or a block of a template is not closed, or closes nothing.",
        rationale: """
            The template engine refuses such a template when the first request is made, or sends the tags as text. What \
            the other rules say of it, and what it is counted to cost, may be wrong behind that place. Only files that \
            are templates by their name or form are looked at: prose may hold an open brace.
            """,
        whenToIgnore: "When a tag is one of your own that the engine is taught.",
        severity: .error,
        good: [
            RuleExample("{% if a %}\nOne.\n{% elif b %}\nTwo.\n{% endif %}\n", file: "p.jinja2"),
            RuleExample("{% cache 600 %}\nOne.\n{% else %}\nTwo.\n{% endcache %}\n", file: "p.jinja2"),
        ],
        bad: [
            RuleExample("⟦{% if a %}⟧\nOne.\n{% for b in c %}\n{{ b }}\n{% endfor %}\n", file: "p.jinja2"),
            RuleExample("{% if a %}\nOne.\n⟦{% elseif b %}⟧\nTwo.\n{% endif %}\n", file: "p.jinja2"),
            RuleExample("{{#a}}\nOne.\n{{/a}}\n⟦{{/b}}⟧\n", file: "p.mustache"),
        ])

    private static let language = "Jinja: "

    /// Whether a problem of a file is one that the rule tells.
    static func isTold(_ problem: ReadProblem, in document: PromptDocument) -> Bool {
        guard problem.tag != nil else { return false }
        switch document.format {
        case .jinja, .mustache, .handlebars, .prompty, .promptflow, .dotprompt, .promptfoo, .langchain, .semanticKernel:
            return true
        default: return false
        }
    }

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        document.document.problems.filter { Self.isTold($0, in: document.document) }.compactMap { problem in
            // The file says which language it is.
            let isNamed = problem.message.hasPrefix(Self.language)
            let message = isNamed ? String(problem.message.dropFirst(Self.language.count)) : problem.message
            return problem.tag.map { RuleFinding($0, message) }
        }
    }
}
