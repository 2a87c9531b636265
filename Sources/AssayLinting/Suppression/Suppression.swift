/// A comment that asks for silence: `assay-ignore PB001, FS002: reason`, or `assay-ignore-file …` for the whole file.
public struct Suppression: Sendable, Hashable {
    /// The comment, delimiters included.
    public var span: Range<Int>
    /// Ids, names or categories, as they are written; empty for all rules.
    public var rules: [String]
    /// What stands behind the colon; empty where nothing does.
    public var reason: String
    /// The lines whose findings are silenced; nil for the whole file.
    public var lines: ClosedRange<Int>?
    /// Whether the comment is part of what is sent, so that every request pays for it.
    public var isSent: Bool

    /// Whether findings of a rule are silenced.
    func names(_ rule: RuleDescription) -> Bool { rules.isEmpty || RuleSelector.matches(rules, rule) }
}
