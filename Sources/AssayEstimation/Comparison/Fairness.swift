/// How evenly a vocabulary or model treats the languages of a comparison.
public struct Fairness: Sendable, Hashable {
    /// The highest premium and the language that has it, by its place among the rows.
    public var highest: Double
    public var highestRow: Int
    /// The lowest premium and the language that has it.
    public var lowest: Double
    public var lowestRow: Int
    public var mean: Double
    /// Gini's coefficient of the premiums: 0 where all languages take the same number of tokens for the same text, near
    /// 1 where one takes nearly all (C. Gini, "Variabilità e mutabilità", 1912).
    public var gini: Double

    /// - Returns: nil without a premium.
    init?(_ premiums: [(row: Int, ratio: Double)]) {
        guard let high = premiums.max(by: { $0.ratio < $1.ratio }), let low = premiums.min(by: { $0.ratio < $1.ratio })
        else { return nil }
        (highestRow, highest) = high
        (lowestRow, lowest) = low
        let sorted = premiums.map(\.ratio).sorted()
        let sum = sorted.reduce(0, +)
        let count = Double(sorted.count)
        mean = sum / count
        // The mean difference of all pairs by twice the mean, from the ranks of the sorted values.
        let weighted = sorted.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        gini = sum > 0 ? 2 * weighted / (count * sum) - (count + 1) / count : 0
    }
}

extension Comparison {
    /// The spread over the languages on each column; nil where no language has a premium.
    public var fairness: [Fairness?] {
        columns.indices.map { column in
            Fairness(
                rows.enumerated().compactMap { number, row in
                    row.cells[column].premium.map { (number, $0.ratio) }
                })
        }
    }
}
