import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayLinting

/// An example of a rule in one of its forms: as written, behind an emoji, with CRLF.
struct ExampleCase: Sendable, CustomTestStringConvertible {
    enum Form: String, CaseIterable {
        case written, afterEmoji, carriageReturns, suppressed
    }

    let rule: any Rule.Type
    let number: Int
    let form: Form
    let example: RuleExample
    let source: [UInt8]
    /// Where findings belong.
    let marks: [Range<Int>]

    var testDescription: String { "\(rule.description.id) example \(number), \(form)" }

    static let bad = all(\.bad).filter { $0.form != .suppressed }
    static let good = all(\.good)
    /// Rules about suppressions are not silenced by them.
    static let suppressed = all(\.bad).filter { $0.form == .suppressed && !($0.rule is any SuppressionRule.Type) }

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
        case .suppressed: return suppressed(example)
        case .carriageReturns:
            return example.text.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\r\n")
        case .afterEmoji:
            switch format(of: example) {
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

    /// The example with a suppression before each line on which a finding begins; nil where there is none, or where
    /// the format has no comments.
    private static func suppressed(_ example: RuleExample) -> String? {
        guard example.text.unicodeScalars.contains("⟦") else { return nil }
        let comment: String
        switch format(of: example) {
        case .jinja, .prompty: comment = "{# assay-ignore: a test #}"
        case .mustache, .handlebars, .dotprompt: comment = "{{! assay-ignore: a test }}"
        case .python, .promptflow, .promptfoo, .githubPrompt, .agentConfig: comment = "# assay-ignore: a test"
        case .javascript, .swift, .baml: comment = "// assay-ignore: a test"
        case .plain, .markdown: comment = "<!-- assay-ignore: a test -->"
        default: return nil
        }
        let lines = example.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard !(lines.first ?? "").unicodeScalars.contains("⟦") || !example.text.hasPrefix("---") else { return nil }
        return lines.flatMap { line in
            line.unicodeScalars.contains("⟦") ? [line.prefix { $0 == " " } + comment, String(line)] : [String(line)]
        }.joined(separator: "\n")
    }

    private static func format(of example: RuleExample) -> PromptFormat {
        let marks: Set<Unicode.Scalar> = ["⟦", "⟧"]
        let plain = String(String.UnicodeScalarView(example.text.unicodeScalars.filter { !marks.contains($0) }))
        return FormatDetector.detect(Array(plain.utf8), name: example.file)
    }

    /// The primary places of what the rule finds.
    func spans() throws -> [Range<Int>] {
        let neighbours = example.neighbours
        // A rule about suppressions looks at what all other rules have found.
        let isAlone = !(rule is any SuppressionRule.Type)
        let id = rule.description.id
        let linter = Linter(
            tokenizer: Self.tokenizer, rules: isAlone ? [Linter.ActiveRule(rule, options: example.options)] : nil)
        var source = LintSource(path: example.file, bytes: source) { name in neighbours[name].map { Array($0.utf8) } }
        source.before = example.before.map { Array($0.utf8) }
        let result = try linter.analyze(source)
        guard rule is any RunRule.Type else { return result.findings.filter { $0.rule == id }.map(\.span) }
        // Its neighbours are the other files of the run.
        var files = [(path: example.file, result: result)]
        for (name, text) in neighbours.sorted(by: { $0.key < $1.key }) {
            files.append((name, try linter.analyze(LintSource(path: name, bytes: Array(text.utf8)))))
        }
        return linter.findings(inRun: files).map(\.span)
    }
}

extension RuleDescription: CustomTestStringConvertible {
    public var testDescription: String { id }
}
