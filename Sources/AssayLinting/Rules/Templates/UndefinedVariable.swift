import AssayPrompts

/// TP001: inputs and variables that do not match.
public struct UndefinedVariable: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "TP001", name: "undefined-variable",
        summary: "A variable is not among the declared inputs, or a declared input is never used.",
        rationale: """
            A template that declares its inputs and reads another name sends an empty place, or fails, when it is \
            rendered; an input that nothing reads is fetched and thrown away, or shows that a part of the prompt was \
            lost. Only files that declare inputs are looked at, and names that the template binds itself are known.
            """,
        whenToIgnore: "When inputs are filled in by name at run time and the declaration is a part of them.",
        severity: .warning,
        good: [
            RuleExample(
                "---\nmodel: x\ninput:\n  schema:\n    city: string\n---\nName a river near {{city}}.\n",
                file: "river.prompt"),
            RuleExample(
                "---\nname: x\ninputs:\n  dishes:\n    type: list\n---\nsystem:\n{% macro line(dish, n) %}{{ n }}. {{ dish }}{% endmacro %}\n{% for d in dishes %}{{ line(d, loop.index) }}{% endfor %}\n",
                file: "menu.prompty"),
        ],
        bad: [
            RuleExample(
                "---\nmodel: x\ninput:\n  schema:\n    city: string\n---\nName a river near {{city}} in ⟦{{country}}⟧.\n",
                file: "river.prompt")
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let facts = unit.unit.facts
        guard !facts.inputs.isEmpty, !unit.unit.messages.isEmpty else { return [] }
        let names = TemplateNames(unit.unit, source: unit.document.source)
        let declared = Set(facts.inputs.map { TemplateNames.root($0.name) })
        var findings: [RuleFinding] = []
        var reported: Set<String> = []
        for variable in unit.variables where !isRelative(variable, unit) {
            for reference in variable.references {
                let root = TemplateNames.root(reference)
                guard !declared.contains(root), !names.bound.contains(root), !TemplateNames.builtIn.contains(root),
                    reported.insert(root).inserted
                else { continue }
                findings.append(RuleFinding(variable.span, "'\(root)' is not among the declared inputs"))
            }
        }
        // What an include reads is not known here.
        guard facts.includes.isEmpty else { return findings }
        for input in facts.inputs
        where !input.name.isEmpty && !names.read.contains(TemplateNames.root(input.name)) && !input.span.isEmpty {
            findings.append(RuleFinding(input.span, "the input '\(input.name)' is declared and never used"))
        }
        return findings
    }

    /// In a loop of Handlebars or Mustache a name belongs to the element.
    private func isRelative(_ variable: Segment, _ unit: UnitAnalysis) -> Bool {
        guard unit.unit.syntax == .handlebars || unit.unit.syntax == .mustache else { return false }
        return unit.unit.enclosingBlocks(of: variable).contains { unit.unit.blocks[$0].kind != .branch }
    }
}
