/// Providers sell the same thing under different words: what one calls a tier is a speed at another, and a region where
/// processing stays is a region or a residency.
enum ConditionReading {
    /// The conditions of a request in a model's own words, and what was taken for what.
    ///
    /// A condition that any price of the model knows stays as it is, at whatever time that price holds.
    static func conditions(_ options: PriceOptions, of model: ModelPrices) -> ([Condition], [String]) {
        let known = Set(model.entries.flatMap(\.conditions) + model.multipliers.map(\.condition))
        var conditions: [Condition] = []
        var notes: [String] = []
        for asked in options.conditions {
            let meant = known.contains(asked) ? nil : synonyms(of: asked).first { known.contains($0) }
            if let meant { notes.append("\(asked) is \(meant) here") }
            let condition = meant ?? asked
            if !conditions.contains(condition) { conditions.append(condition) }
        }
        return (conditions, notes)
    }

    private static func synonyms(of condition: Condition) -> [Condition] {
        switch condition.name {
        case .tier: condition.value == "batch" ? [.batch] : [Condition(.speed, condition.value)]
        case .speed: [Condition(.tier, condition.value)]
        case .region: [Condition(.residency, condition.value)]
        case .residency: [Condition(.region, condition.value)]
        case .batch: [Condition(.tier, "batch")]
        case .route, .search: []
        }
    }
}
