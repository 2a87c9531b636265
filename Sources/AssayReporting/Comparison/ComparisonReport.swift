import AssayEstimation

/// A comparison of languages and what was asked for beside it, ready to be written in any format.
public struct ComparisonReport: Sendable {
    public var comparison: Comparison
    /// The places of the rows in the order to show them.
    public var order: [Int]
    /// Whether the spread over the languages is shown.
    public var showsFairness = false
    /// What a mix of languages takes; nil where none was given.
    public var mix: (shares: LanguageMix, results: [MixResult])?
    /// What the forms of each row's text take, in the rows' order; nil where that was not asked for.
    public var forms: [NormalizationCounts]?
    /// What was noted on the way, for readers of a page.
    public var notes: [String] = []
    /// What could not be compared.
    public var failures: [ReportFailure] = []

    public init(_ comparison: Comparison, order: Order = .premium) {
        self.comparison = comparison
        self.order = order.places(of: comparison)
    }

    /// The order of the languages.
    public enum Order: String, Sendable, CaseIterable {
        /// From the lowest premium on the first column to the highest.
        case premium
        case name
        /// As they were given.
        case input

        func places(of comparison: Comparison) -> [Int] {
            let places = Array(comparison.rows.indices)
            switch self {
            case .input: return places
            case .name:
                return places.sorted { comparison.rows[$0].language.name < comparison.rows[$1].language.name }
            case .premium:
                func premium(_ place: Int) -> Double {
                    comparison.rows[place].cells.first?.premium?.ratio ?? .infinity
                }
                return places.sorted { premium($0) == premium($1) ? $0 < $1 : premium($0) < premium($1) }
            }
        }
    }

    /// The language as a table shows it.
    func label(_ row: Int) -> String { comparison.rows[row].language.label }

    /// The columns of vocabularies for which forms were counted, by the columns' places.
    func vocabularyNumber(_ column: Int) -> Int {
        var names: [String] = []
        for other in comparison.columns {
            if !names.contains(other.vocabulary) { names.append(other.vocabulary) }
        }
        return names.firstIndex(of: comparison.columns[column].vocabulary) ?? 0
    }
}
