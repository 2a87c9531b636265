import AssayEstimation
import AssayPrompts

/// What `.assay.yml` says, checked.
public struct LintConfiguration: Sendable {
    /// What is decided for a rule.
    public struct RuleSetting: Sendable, Hashable {
        /// Whether the rule runs; nil leaves it as it is.
        public var isOn: Bool?
        public var severity: Severity?
        public var options: [String: RuleOption.Value] = [:]

        public init() {}
    }

    /// What is decided for some of the files.
    public struct Override: Sendable {
        /// Patterns as in `.gitignore`, from the configuration's folder on.
        public var paths: [String] = []
        /// By id.
        public var rules: [String: RuleSetting] = [:]

        public init() {}
    }

    /// What some of the files are read as, whatever their names and contents say.
    public struct Format: Sendable {
        public var format: PromptFormat
        /// Patterns as in `.gitignore`, from the configuration's folder on.
        public var paths: [String]

        public init(_ format: PromptFormat, paths: [String]) {
            self.format = format
            self.paths = paths
        }
    }

    /// Who pays for which prompts, and how much it may be.
    public struct Team: Sendable {
        public var name: String
        /// Line of the entry in the file, from 1.
        public var line = 1
        /// Patterns as in `.gitignore`, from the configuration's folder on.
        public var paths: [String] = []
        /// The most dollars a month, as a decimal number.
        public var budget: String?
        /// Calls as `--calls` takes them: `1000/day`.
        public var calls: String?

        public init(name: String) { self.name = name }
    }

    /// The vocabulary to count with.
    public var vocabulary: String?
    /// The models that the prompts are sent to, the most important first.
    public var models: [String] = []
    /// The line of each of them, from 1 on.
    public var modelLines: [Int] = []
    /// Calls as `--calls` takes them: `1000/day`.
    public var calls: String?
    /// The least severity that makes a run fail, or `never`; nil leaves that to whoever runs.
    public var failOn: String?
    /// Rules to run, by id, name or category; all where it is empty.
    public var select: [String] = []
    /// Rules not to run, by id, name or category.
    public var ignore: [String] = []
    /// By id.
    public var rules: [String: RuleSetting] = [:]
    /// Files that are not linted: patterns as in `.gitignore`.
    public var exclude: [String] = []
    /// Files of folders that are prompts although their names do not say so: patterns as in `.gitignore`.
    public var include: [String] = []
    /// The first that matches a file decides. Such files of folders are prompts.
    public var formats: [Format] = []
    /// In the order in which they apply.
    public var overrides: [Override] = []
    public var teams: [Team] = []
    /// Like teams: prompts that are counted together, whoever owns them.
    public var labels: [Team] = []
    /// What units may take, in the order of the file.
    public var budgets: [Budget] = []
    /// The list of budgets as it stands in the file, for pinning more of them; nil where there is none.
    public var budgetsSpan: Range<Int>?

    public init() {}

    /// The rules of a run with this configuration for a file.
    ///
    /// - Parameter isMatch: whether a file that is asked about matches patterns.
    public func activeRules(matching isMatch: ([String]) -> Bool) -> [Linter.ActiveRule] {
        let overrides = overrides.filter { isMatch($0.paths) }
        return RuleRegistry.rules.compactMap { rule in
            let description = rule.description
            var isOn = select.isEmpty || RuleSelector.matches(select, description)
            if RuleSelector.matches(ignore, description) { isOn = false }
            var severity: Severity?
            var options: [String: RuleOption.Value] = [:]
            for setting in [rules[description.id]] + overrides.map({ $0.rules[description.id] }) {
                guard let setting else { continue }
                isOn = setting.isOn ?? isOn
                severity = setting.severity ?? severity
                options.merge(setting.options) { $1 }
            }
            return isOn ? Linter.ActiveRule(rule, severity: severity, options: options) : nil
        }
    }

    /// Whether every file has the same rules.
    public var isUniform: Bool { overrides.isEmpty }
}

/// Names of rules as people write them: an id, a name, or the letters of a category.
public enum RuleSelector {
    public static func matches(_ selectors: [String], _ rule: RuleDescription) -> Bool {
        selectors.contains { matches($0, rule) }
    }

    /// Whether any rule has the name.
    public static func isKnown(_ selector: String) -> Bool {
        RuleRegistry.rules.contains { matches(selector, $0.description) }
    }

    /// Names that look like one that no rule has.
    public static var names: [String] {
        RuleRegistry.rules.flatMap { [$0.description.id, $0.description.name] }
    }

    private static func matches(_ selector: String, _ rule: RuleDescription) -> Bool {
        let wanted = selector.uppercased()
        return wanted == "ALL" || rule.id == wanted || rule.id.prefix(2) == wanted || rule.name.uppercased() == wanted
    }
}
