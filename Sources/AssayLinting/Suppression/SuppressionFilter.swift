import AssayPrompts

/// Takes out what a file's comments silence, and keeps account of it.
public struct SuppressionFilter {
    /// A suppression with what it did.
    public struct Use: Sendable {
        public var suppression: Suppression
        /// How many findings it silenced.
        public var count: Int
    }

    public private(set) var uses: [Use]
    private let lines: LineIndex

    init(_ document: DocumentAnalysis) {
        uses = SuppressionScanner.suppressions(in: document).map { Use(suppression: $0, count: 0) }
        lines = uses.isEmpty ? LineIndex([]) : LineIndex(document.source)
    }

    /// Whether a finding is silenced: a suppression names its rule and stands on, or before, one of its lines.
    mutating func silences(_ span: Range<Int>, of rule: RuleDescription) -> Bool {
        guard !uses.isEmpty else { return false }
        let touched = lines.lines(of: span)
        var isSilenced = false
        for index in uses.indices where uses[index].suppression.names(rule) {
            guard uses[index].suppression.lines.map(touched.overlaps) ?? true else { continue }
            uses[index].count += 1
            isSilenced = true
        }
        return isSilenced
    }
}

/// A rule about suppressions: it is asked when all other rules have been.
public protocol SuppressionRule: Rule {
    /// What the rule finds.
    ///
    /// - Parameter ran: the ids of the rules that were asked in this run.
    func check(
        _ uses: [SuppressionFilter.Use], ran: Set<String>, _ document: DocumentAnalysis, _ options: RuleOptions
    ) -> [RuleFinding]
}
