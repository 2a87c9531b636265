/// What a rule says about a place; the engine adds the rule, the file and the money.
public struct RuleFinding: Sendable, Hashable {
    /// The place, as a byte range of the file.
    public var span: Range<Int>
    /// One sentence without a full stop: what is there, and what it costs where that is not in `tokens`.
    public var message: String
    /// Other places that belong to it, in the order of the file.
    public var related: [RelatedSpan]
    /// Tokens that every request sends and would not have to send, counted in the run's vocabulary.
    public var tokens: Int?
    /// How much of what the rule measures is there, in tokens of the run's vocabulary, where that is not `tokens`: a
    /// baseline tells by it whether a known finding has grown.
    public var size: Int?
    public var fix: Fix?
    /// The severity, where it differs from the rule's.
    public var severity: Severity?
    /// Index of the unit it is about, where it is about one.
    public var unit: Int?
    /// What names a finding of a rule about a whole run across edits, without the numbers that an edit changes.
    public var identity: String?

    public init(
        _ span: Range<Int>, _ message: String, related: [RelatedSpan] = [], tokens: Int? = nil, size: Int? = nil,
        fix: Fix? = nil, severity: Severity? = nil, unit: Int? = nil, identity: String? = nil
    ) {
        self.span = span
        self.message = message
        self.related = related
        self.tokens = tokens
        self.size = size
        self.fix = fix
        self.severity = severity
        self.unit = unit
        self.identity = identity
    }
}

/// Another place of a finding.
public struct RelatedSpan: Sendable, Hashable {
    /// The file, where it is another one than the finding's.
    public var path: String?
    public var span: Range<Int>
    /// What the place has to do with the finding, in a few words.
    public var message: String

    public init(_ span: Range<Int>, _ message: String, path: String? = nil) {
        self.path = path
        self.span = span
        self.message = message
    }
}

/// Whether a fix can be made without asking.
public enum FixSafety: String, Sendable, Hashable, CaseIterable {
    /// What the model is told stays the same.
    case safe
    /// The prompt's meaning may change: for a person to look at.
    case unsafe
}

/// Edits that take a finding away.
public struct Fix: Sendable, Hashable {
    /// What the edits do, as an imperative: "Remove the second copy".
    public var title: String
    public var safety: FixSafety
    /// Replacements that do not overlap, in the order of the file.
    public var edits: [Edit]

    public struct Edit: Sendable, Hashable {
        /// The bytes to replace.
        public var span: Range<Int>
        public var replacement: [UInt8]

        public init(_ span: Range<Int>, _ replacement: [UInt8] = []) {
            self.span = span
            self.replacement = replacement
        }
    }

    public init(_ title: String, _ safety: FixSafety, _ edits: [Edit]) {
        self.title = title
        self.safety = safety
        self.edits = edits
    }
}
