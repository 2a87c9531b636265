/// The weights of a part of a sentence's weighty words, by their stems.
///
/// Sums are made in the order of the stems: that of a dictionary is another one in each run, and with it the last digit.
struct WordWeights {
    private var weights: [UInt64: Double] = [:]

    subscript(stem: UInt64) -> Double {
        get { weights[stem] ?? 0 }
        set { weights[stem] = newValue }
    }

    /// The sum of all.
    var total: Double { sum { _ in true } }

    /// The weight of what another part has as well, as it is here.
    func shared(with other: WordWeights) -> Double { sum { other.weights[$0] != nil } }

    private func sum(where isWanted: (UInt64) -> Bool) -> Double {
        weights.filter { isWanted($0.key) }.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    }
}
