import AssayTokenization

/// The premium of every language in every vocabulary that is counted.
struct PremiumTable {
    private var premiums: [[Comparison.Premium?]]

    init(_ pairs: [LanguagePairs], vocabularies: Int, _ settings: Comparison.Settings, _ pool: WorkerPool?) {
        var columns: [[Int]] = []
        // Where no segment is missing, all languages share the base's columns.
        var places: [(own: Int, base: Int)] = []
        for pair in pairs {
            for vocabulary in 0..<vocabularies {
                let (own, base) = pair.columns(vocabulary)
                columns.append(own)
                let shared = places.count >= vocabularies ? places[vocabulary].base : nil
                if let shared, columns[shared] == base {
                    places.append((columns.count - 1, shared))
                } else {
                    columns.append(base)
                    places.append((columns.count - 2, columns.count - 1))
                }
            }
        }
        let blocks = pairs.first.map { $0.columns(0).own.count } ?? 0
        // One block cannot be drawn in different ways.
        let hasSegments = settings.isAligned && settings.joinedBy == nil
        let isResampled = hasSegments && settings.resamples > 0 && blocks > 1
        let resampling = Resampling(count: settings.resamples, seed: settings.seed)
        let sums = isResampled ? resampling.sums(columns, pool: pool) : []
        premiums = pairs.indices.map { row in
            (0..<vocabularies).map { vocabulary in
                let place = places[row * vocabularies + vocabulary]
                let draws = isResampled ? (sums[place.own], sums[place.base]) : nil
                return Self.premium(own: columns[place.own], base: columns[place.base], draws, hasSegments)
            }
        }
    }

    subscript(row: Int, vocabulary: Int) -> Comparison.Premium? { premiums[row][vocabulary] }

    private static func premium(
        own: [Int], base: [Int], _ draws: (own: [Double], base: [Double])?, _ hasSegments: Bool
    ) -> Comparison.Premium? {
        // An empty text has no premium, rather than one of 0.
        let tokens = own.reduce(0, +)
        guard tokens > 0, let ratio = Comparison.ratio(tokens, base.reduce(0, +)) else { return nil }
        let ratios = draws.map { draws in zip(draws.own, draws.base).filter { $0.1 > 0 }.map { $0.0 / $0.1 }.sorted() }
        let segments = zip(own, base).compactMap { Comparison.ratio($0, $1) }
        let mean = hasSegments && !segments.isEmpty ? segments.reduce(0, +) / Double(segments.count) : nil
        return Comparison.Premium(ratio: ratio, interval: ratios.flatMap(interval), segmentMean: mean)
    }

    /// The middle 95% of sorted values, between neighbours in proportion.
    private static func interval(_ sorted: [Double]) -> ClosedRange<Double>? {
        guard sorted.count > 1 else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let low = Int(place)
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
        }
        return quantile(0.025)...quantile(0.975)
    }
}
