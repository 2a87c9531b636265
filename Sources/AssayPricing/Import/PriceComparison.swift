import AssayText

/// One thing that a table and other prices say differently.
public struct PriceDifference: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// The table does not know the model.
        case newModel = "new-model"
        /// The table has no price for the meter.
        case newPrice = "new-price"
        case changedPrice = "changed-price"
    }

    public var kind: Kind
    /// `provider/model`.
    public var model: String
    /// The conditions and the meter; empty for a new model.
    public var field: String
    /// What the table says; nil when it says nothing.
    public var ours: String?
    public var theirs: String

    public var description: String {
        switch kind {
        case .newModel: "\(model): not in the table; \(theirs)"
        case .newPrice: "\(model): \(field) is not in the table; \(theirs) there"
        case .changedPrice: "\(model): \(field) is \(ours ?? "") in the table, \(theirs) there"
        }
    }
}

/// Compares prices with a table at one instant.
public enum PriceComparison {
    /// What the other prices say that the table does not, by provider and model.
    ///
    /// A difference that the table lists among its disagreements, with the same claim, is settled and left out.
    public static func compare(
        _ table: PriceTable, with others: [ProviderPrices], at instant: UTCInstant
    ) throws(PriceFileError) -> [PriceDifference] {
        var differences: [PriceDifference] = []
        for provider in others {
            let known = try table.provider(provider.id)
            let names = nameTable(known)
            for model in provider.models.sorted(by: { $0.id < $1.id }) where model.refusal == nil {
                // A key with a prefix can name another model than the key without it; either may be the one.
                let same = ([model.id] + model.aliases.map(\.name)).compactMap { names[NameIndex.fold($0)] }
                    .compactMap { known?.models[$0] }
                guard !same.isEmpty else {
                    differences.append(
                        PriceDifference(
                            kind: .newModel, model: model.qualifiedName, field: "", ours: nil,
                            theirs: summary(model, at: instant)))
                    continue
                }
                let results = same.map { compare($0, with: model, at: instant) }
                differences += results.min { $0.count < $1.count } ?? []
            }
        }
        return differences
    }

    static func nameTable(_ provider: ProviderPrices?) -> [String: Int] {
        var names: [String: Int] = [:]
        for (index, model) in (provider?.models ?? []).enumerated() {
            for alias in model.aliases where names[NameIndex.fold(alias.name)] == nil {
                names[NameIndex.fold(alias.name)] = index
            }
        }
        for (index, model) in (provider?.models ?? []).enumerated() { names[NameIndex.fold(model.id)] = index }
        return names
    }

    private static func compare(
        _ ours: ModelPrices, with theirs: ModelPrices, at instant: UTCInstant
    ) -> [PriceDifference] {
        let claims = Set(ours.disagreements.map(\.field))
        let isAlias = NameIndex.fold(ours.id) != NameIndex.fold(theirs.id)
        if claims.contains("alias \(theirs.id)") { return [] }
        var differences: [PriceDifference] = []
        // Hours are compared as they are at the instant: the price that holds, whatever base it is written on.
        for (field, rate) in rates(theirs, at: instant).sorted(by: { $0.key < $1.key }) {
            let listed = rates(ours, at: instant)[canonical(field, theirs)]
            if let listed, isSame(listed, rate) { continue }
            // A disagreement that was settled, or an alias that the table prices as its model.
            if let listed, isSettled(field, listed, rate, ours, claims) || isAlias { continue }
            differences.append(
                PriceDifference(
                    kind: listed == nil ? .newPrice : .changedPrice, model: ours.qualifiedName, field: field,
                    ours: listed.map(PriceFileWriter.text), theirs: PriceFileWriter.text(rate)))
        }
        return differences
    }

    /// The rates that hold at an instant, by conditions and meter.
    static func rates(_ model: ModelPrices, at instant: UTCInstant) -> [String: Rate] {
        var rates: [String: (rank: Int, rate: Rate)] = [:]
        for entry in model.entries
        where entry.validity.contains(instant) && entry.window?.contains(instant) != false {
            let rank = (entry.source == "override" ? 2 : 0) + (entry.window == nil ? 0 : 1)
            for (meter, rate) in entry.rates {
                let field = entry.conditions.map { "\($0) " }.joined() + meter.description
                if let known = rates[field], known.rank >= rank { continue }
                rates[field] = (rank, rate)
            }
        }
        return rates.mapValues(\.rate)
    }

    /// The table's name for a field: a Claude model's cache writes are those of five minutes.
    static func canonical(_ field: String, _ model: ModelPrices) -> String {
        guard model.id.lowercased().contains(text: "claude"), field.hasSuffix("cache-write") else { return field }
        return field + "-5m"
    }

    static func isSettled(
        _ field: String, _ ours: Rate, _ theirs: Rate, _ model: ModelPrices, _ claims: Set<String>
    ) -> Bool {
        // Hours were settled as a whole.
        if claims.contains("hours"), hasHours(model) { return true }
        let text = PriceFileWriter.text(theirs)
        return model.disagreements.contains { one in
            one.field == field
                && (one.decision.hasPrefix("override") || one.claims.hasSuffix(" \(text)")
                    || one.claims.contains(text: " \(text),"))
        }
    }

    /// Whether tokens cost more or less at some hours.
    static func hasHours(_ model: ModelPrices) -> Bool {
        model.entries.contains { $0.window != nil && $0.rates[.input] != nil }
    }

    static func isSame(_ one: Rate, _ two: Rate) -> Bool {
        one.amount == two.amount && one.tiers.map(\.threshold) == two.tiers.map(\.threshold)
            && one.tiers.map(\.amount) == two.tiers.map(\.amount)
    }

    static func summary(_ model: ModelPrices, at instant: UTCInstant) -> String {
        let rates = rates(model, at: instant)
        let main = ["input", "output"].compactMap { name in
            rates[name].map { "\(name) \(PriceFileWriter.text($0))" }
        }
        return main.isEmpty ? "\(rates.count) prices" : main.joined(separator: ", ")
    }
}
