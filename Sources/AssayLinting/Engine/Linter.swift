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

    /// What a file has to say to a run.
    public struct Result: Sendable, Hashable {
        /// In the order of reports.
        public var findings: [Finding]
        /// By rule: what rules about the whole run noted.
        public var notes: [String: [RunNote]]
        /// Other files that were asked for, by their relative paths: the result holds as long as they do.
        public var neighbours: [String] = []
        /// The models that the file names and rules asked about: the result holds as long as they are known as they are.
        public var models: [String] = []
        /// Places of the file that could not be read, while the rest was.
        public var problems: [ReadProblem] = []

        public init(findings: [Finding] = [], notes: [String: [RunNote]] = [:]) {
            self.findings = findings
            self.notes = notes
        }
    }

    /// What the rules find in one file, in the order of reports; rules about a whole run find nothing in one file.
    ///
    /// - Throws: ``ReadError`` where the file is not of the format that its name says.
    public func lint(_ source: LintSource) throws(ReadError) -> [Finding] {
        try analyze(source).findings
    }

    /// What the rules find in one file, and what rules about the whole run have to know of it.
    public func analyze(_ source: LintSource) throws(ReadError) -> Result {
        guard source.bytes.count <= Self.longest else {
            throw ReadError(offset: Self.longest, message: "the file is larger than 1 GiB, which is no prompt")
        }
        return analyze(
            DocumentAnalysis(
                try PromptReader.read(source.bytes, name: source.path, as: source.format), source: source,
                tokenizer: tokenizer, context: context))
    }

    /// Offsets of words are 32 bits wide.
    private static let longest = 1 << 30

    /// What the rules find in a file that was read.
    public func analyze(_ document: DocumentAnalysis) -> Result {
        var result = Result()
        document.activeRules = Dictionary(rules.map { ($0.id, $0.options) }, uniquingKeysWith: { $1 })
        var filter = SuppressionFilter(document)
        for active in rules where !(active.rule is any SuppressionRule) {
            let description = type(of: active.rule).description
            if let rule = active.rule as? any RunRule {
                result.notes[active.id] = rule.notes(on: document, active.options)
                    .filter { !filter.silences($0.span, of: description) }
                continue
            }
            for finding in active.rule.check(document, active.options)
            where !filter.silences(finding.span, of: description) {
                result.findings.append(self.finding(finding, of: active, in: document))
            }
        }
        let ran = Set(rules.map(\.id))
        for active in rules {
            guard !filter.uses.isEmpty, let rule = active.rule as? any SuppressionRule else { continue }
            for finding in rule.check(filter.uses, ran: ran, document, active.options) {
                result.findings.append(self.finding(finding, of: active, in: document))
            }
        }
        result.findings.sort()
        result.neighbours = document.neighboursAskedFor
        result.models = document.modelsAskedFor
        result.problems = document.document.problems.filter { !BrokenTemplate.isTold($0, in: document.document) }
        return result
    }

    /// What rules about the whole run find in the notes of its files, which come in order.
    public func findings(inRun files: [(path: String, result: Result)], _ run: RunContext = RunContext()) -> [Finding] {
        var findings: [Finding] = []
        for active in rules {
            guard let rule = active.rule as? any RunRule else { continue }
            let notes = files.map { (path: $0.path, notes: $0.result.notes[active.id] ?? []) }
            for (path, finding) in rule.check(notes, active.options, run) {
                findings.append(
                    Finding(
                        rule: active.id, severity: finding.severity ?? active.severity, path: path, span: finding.span,
                        message: finding.message, related: finding.related, tokens: finding.tokens, size: finding.size,
                        fingerprint: Fingerprint.of(
                            rule: active.id, text: Array((finding.identity ?? finding.message).utf8)[...])))
            }
        }
        return findings.sorted()
    }

    /// A message that quotes an expression is as long as the expression, which may be a file of its own.
    private static func clipped(_ message: String) -> String {
        guard message.utf8.count > 1_000 else { return message }
        return String(message.unicodeScalars.prefix(240)) + " … " + String(message.unicodeScalars.suffix(80))
    }

    private func finding(_ finding: RuleFinding, of active: ActiveRule, in document: DocumentAnalysis) -> Finding {
        let unit = finding.unit.flatMap { document.units.indices.contains($0) ? document.units[$0].unit.name : nil }
        let span = finding.span.clamped(to: 0..<document.document.source.count)
        return Finding(
            rule: active.id, severity: finding.severity ?? active.severity, path: document.path, unit: unit ?? "",
            span: span, message: Self.clipped(finding.message), related: finding.related, tokens: finding.tokens,
            size: finding.size, fix: finding.fix,
            fingerprint: Fingerprint.of(rule: active.id, text: document.document.source[span]))
    }
}
