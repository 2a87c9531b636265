/// A rule about a run as a whole: it takes notes on each file, and looks at the notes of all of them at the end.
public protocol RunRule: Rule {
    /// What has to be known of a file.
    func notes(on document: DocumentAnalysis, _ options: RuleOptions) -> [RunNote]

    /// What the rule finds in the notes of a run, which come in the order of the files.
    func check(
        _ notes: [(path: String, notes: [RunNote])], _ options: RuleOptions, _ run: RunContext
    ) -> [(path: String, RuleFinding)]
}

/// A rule about what a change has done to a file: it speaks only where the file's earlier version is known, and what it
/// finds is the change's, wherever it stands.
public protocol ChangeRule: Rule {}

/// Something that stands in a file and may stand in others.
public struct RunNote: Sendable, Hashable {
    /// What it is: equal in all places.
    public var key: UInt64
    public var span: Range<Int>
    /// Index of the unit in its file.
    public var unit: Int
    /// How many tokens it has.
    public var tokens: Int

    public init(key: UInt64, span: Range<Int>, unit: Int, tokens: Int) {
        self.key = key
        self.span = span
        self.unit = unit
        self.tokens = tokens
    }
}
