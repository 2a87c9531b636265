import AssayPrompts
import AssayTokenization

/// Runs rules over files.
///
/// ```swift
/// let linter = Linter(tokenizer: tokenizer)
/// let findings = try linter.lint(LintSource(path: "chat.prompty", bytes: bytes))
/// ```
public struct Linter: Sendable {
    /// A rule that runs, with the values of its options.
    public struct ActiveRule: Sendable {
        public var rule: any Rule
        public var id: String
        public var severity: Severity
        public var options: RuleOptions

        public init(_ type: any Rule.Type, severity: Severity? = nil, options: [String: RuleOption.Value] = [:]) {
            let description = type.description
            rule = type.init()
            id = description.id
            self.severity = severity ?? description.severity
            self.options = RuleOptions(description, changed: options)
        }
    }

    public var tokenizer: Tokenizer
    public var rules: [ActiveRule]
    public var context: LintContext

    /// - Parameters:
    ///   - tokenizer: what tokens are counted with.
    ///   - rules: the rules to run; all of them with their defaults when nil.
    public init(tokenizer: Tokenizer, rules: [ActiveRule]? = nil, context: LintContext = LintContext()) {
        self.tokenizer = tokenizer
        self.rules = rules ?? RuleRegistry.rules.map { ActiveRule($0) }
        self.context = context
    }

    /// What the rules find in one file, in the order of reports.
    ///
    /// - Throws: ``ReadError`` where the file is not of the format that its name says.
    public func lint(_ source: LintSource) throws(ReadError) -> [Finding] {
        lint(
            DocumentAnalysis(
                try PromptReader.read(source.bytes, name: source.path, as: source.format), source: source, tokenizer: tokenizer,
                context: context))
    }

    /// What the rules find in a file that was read, in the order of reports.
    public func lint(_ document: DocumentAnalysis) -> [Finding] {
        var findings: [Finding] = []
        var filter = SuppressionFilter(document)
        for active in rules where !(active.rule is any SuppressionRule) {
            let description = type(of: active.rule).description
            for finding in active.rule.check(document, active.options)
            where !filter.silences(finding.span, of: description) {
                findings.append(self.finding(finding, of: active, in: document))
            }
        }
        let ran = Set(rules.map(\.id))
        for active in rules {
            guard !filter.uses.isEmpty, let rule = active.rule as? any SuppressionRule else { continue }
            for finding in rule.check(filter.uses, ran: ran, document, active.options) {
                findings.append(self.finding(finding, of: active, in: document))
            }
        }
        return findings.sorted()
    }

    private func finding(_ finding: RuleFinding, of active: ActiveRule, in document: DocumentAnalysis) -> Finding {
        let unit = finding.unit.flatMap { document.units.indices.contains($0) ? document.units[$0].unit.name : nil }
        let span = finding.span.clamped(to: 0..<document.document.source.count)
        return Finding(
            rule: active.id, severity: finding.severity ?? active.severity, path: document.path, unit: unit ?? "",
            span: span, message: finding.message, related: finding.related, tokens: finding.tokens, fix: finding.fix,
            fingerprint: Fingerprint.of(rule: active.id, text: document.document.source[span]))
    }
}
