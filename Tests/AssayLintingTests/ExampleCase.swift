import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayLinting

/// An example of a rule in one of its forms: as written, behind an emoji, with CRLF.
struct ExampleCase: Sendable, CustomTestStringConvertible {
    enum Form: String, CaseIterable {
        case written, afterEmoji, carriageReturns
    }

    let rule: any Rule.Type
    let number: Int
    let form: Form
    let example: RuleExample
    let source: [UInt8]
    /// Where findings belong.
    let marks: [Range<Int>]

    var testDescription: String { "\(rule.description.id) example \(number), \(form)" }

    static let bad = all(\.bad)
    static let good = all(\.good)

    static let tokenizer = Tokenizer(try! VocabularyRegistry.vocabulary(named: "o200k_base"))

    private static func all(_ examples: KeyPath<RuleDescription, [RuleExample]>) -> [ExampleCase] {
        RuleRegistry.rules.flatMap { rule in
            rule.description[keyPath: examples].enumerated().flatMap { number, example in
                Form.allCases.compactMap { ExampleCase(rule, number, example, $0) }
            }
        }
    }

    private init?(_ rule: any Rule.Type, _ number: Int, _ example: RuleExample, _ form: Form) {
        guard let text = Self.text(of: example, form) else { return nil }
        var source: [UInt8] = []
        var marks: [Range<Int>] = []
        var open: [Int] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "⟦": open.append(source.count)
            case "⟧": if let start = open.popLast() { marks.append(start..<source.count) }
            default: source.append(contentsOf: String(scalar).utf8)
            }
        }
        self.rule = rule
        self.number = number
        self.form = form
        self.example = example
        self.source = source
        self.marks = marks.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// The example's text in another form; nil where the format leaves no room for it.
    private static func text(of example: RuleExample, _ form: Form) -> String? {
        switch form {
        case .written: return example.text
        case .carriageReturns: return example.text.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        case .afterEmoji:
            let marks: Set<Unicode.Scalar> = ["⟦", "⟧"]
            let plain = String(String.UnicodeScalarView(example.text.unicodeScalars.filter { !marks.contains($0) }))
            switch FormatDetector.detect(Array(plain.utf8), name: example.file) {
            case .plain, .semanticKernel, .mustache, .handlebars: return "👩‍🚀\n\n" + example.text
            case .jinja: return "{# 👩‍🚀 #}\n" + example.text
            case .python: return "# 👩‍🚀\n" + example.text
            case .javascript, .swift, .baml: return "// 👩‍🚀\n" + example.text
            case .promptflow, .promptfoo, .githubPrompt, .agentConfig: return "# 👩‍🚀\n" + example.text
            case .markdown, .prompty, .dotprompt:
                return example.text.hasPrefix("---\n")
                    ? "---\n# 👩‍🚀\n" + example.text.dropFirst(4) : "👩‍🚀\n\n" + example.text
            default: return nil
            }
        }
    }

    /// The primary places of what the rule finds.
    func spans() throws -> [Range<Int>] {
        let neighbours = example.neighbours
        let linter = Linter(
            tokenizer: Self.tokenizer, rules: [Linter.ActiveRule(rule, options: example.options)])
        let source = LintSource(path: example.file, bytes: source) { name in neighbours[name].map { Array($0.utf8) } }
        return try linter.lint(source).map(\.span)
    }
}

extension RuleDescription: CustomTestStringConvertible {
    public var testDescription: String { id }
}
