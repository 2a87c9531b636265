/// A finding as it is reported.
public struct Finding: Sendable, Hashable {
    /// The rule's id.
    public var rule: String
    public var severity: Severity
    /// The file, as it was given to the run.
    public var path: String
    /// The name of the unit it is about; empty for a whole file.
    public var unit: String
    /// The place, as a byte range of the file.
    public var span: Range<Int>
    public var message: String
    public var related: [RelatedSpan]
    /// Tokens that every request sends and would not have to send.
    public var tokens: Int?
    /// How much of what the rule measures is there, in tokens: by default the same.
    public var size: Int?
    public var fix: Fix?
    /// What names the finding across edits of the file: a digest of the rule and of the words of its place, never of
    /// its line. Findings of one file with the same words share it.
    public var fingerprint: String

    public init(
        rule: String, severity: Severity, path: String, unit: String = "", span: Range<Int>, message: String,
        related: [RelatedSpan] = [], tokens: Int? = nil, size: Int? = nil, fix: Fix? = nil,
        fingerprint: String = ""
    ) {
        self.rule = rule
        self.severity = severity
        self.path = path
        self.unit = unit
        self.span = span
        self.message = message
        self.related = related
        self.tokens = tokens
        self.size = size ?? tokens
        self.fix = fix
        self.fingerprint = fingerprint
    }
}

extension Finding: Comparable {
    /// The order of reports: by place, then by rule, then by message.
    public static func < (left: Self, right: Self) -> Bool {
        if left.path != right.path { return left.path.utf8.lexicographicallyPrecedes(right.path.utf8) }
        if left.span.lowerBound != right.span.lowerBound { return left.span.lowerBound < right.span.lowerBound }
        if left.rule != right.rule { return left.rule < right.rule }
        if left.span.upperBound != right.span.upperBound { return left.span.upperBound < right.span.upperBound }
        return left.message.utf8.lexicographicallyPrecedes(right.message.utf8)
    }
}
