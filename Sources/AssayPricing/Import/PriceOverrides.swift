/// Decisions made by hand about prices, each with its reason.
///
/// They are written in the format of price files, one file a provider. A block may name its model by pattern. Its lines
/// replace what the sources say; its entries, `by override`, go before theirs; a line
/// `disagree FIELD: any -> SOURCE: REASON` decides between the sources. Every block needs a `note` with the reason, or
/// such a line.
public struct PriceOverrides: Sendable {
    private let providers: [String: ProviderPrices]

    public init(_ providers: [ProviderPrices]) throws(PriceSourceError) {
        for provider in providers {
            for model in provider.models where model.notes.isEmpty && model.disagreements.isEmpty {
                throw PriceSourceError(
                    source: "override of \(model.qualifiedName)", reason: "it gives no reason; add a note line")
            }
        }
        self.providers = Dictionary(providers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The source to believe in a field, and why; nil when nothing was decided.
    func choice(provider: String, model: String, field: String) -> (source: String, reason: String)? {
        for override in blocks(provider, model) {
            guard let decision = override.disagreements.first(where: { $0.field == field })?.decision else { continue }
            let parts = decision.split(separator: ":", maxSplits: 1).map(\.trimmed)
            if parts.count == 2 { return (String(parts[0]), String(parts[1])) }
        }
        return nil
    }

    func apply(to provider: inout ProviderPrices) throws(PriceSourceError) {
        guard let overrides = providers[provider.id] else { return }
        var own: Set<String> = []
        for override in overrides.models {
            let pattern = NamePattern(override.id)
            let indices = provider.models.indices.filter { pattern.matches(provider.models[$0].id.lowercased()) }
            if indices.isEmpty {
                guard !override.id.contains("*"), !override.id.contains("#") else {
                    throw PriceSourceError(
                        source: "override of \(override.qualifiedName)", reason: "no model matches it any more")
                }
                provider.models.append(override)
                own.insert("alias \(override.id)")
            }
            for index in indices { apply(override, to: &provider.models[index]) }
        }
        // An alias that an override made a model of its own.
        for index in provider.models.indices {
            for line in provider.models[index].disagreements.indices
            where own.contains(provider.models[index].disagreements[line].field) {
                provider.models[index].disagreements[line].decision = "override: a model of its own"
            }
        }
    }

    private func apply(_ override: ModelPrices, to model: inout ModelPrices) {
        model.title = override.title ?? model.title
        model.aliases += override.aliases
        model.patterns += override.patterns
        model.retires = override.retires ?? model.retires
        if override.status != .current { model.status = override.status }
        model.contextWindow = override.contextWindow ?? model.contextWindow
        model.maximumInput = override.maximumInput ?? model.maximumInput
        model.maximumOutput = override.maximumOutput ?? model.maximumOutput
        model.cache = override.cache ?? model.cache
        model.entries += override.entries
        let settled = Set(
            override.entries.flatMap { entry in
                entry.rates.keys.map { entry.conditions.map { "\($0) " }.joined() + $0.description }
                    + ["alias \(model.id)"]
            })
        for index in model.disagreements.indices where settled.contains(model.disagreements[index].field) {
            model.disagreements[index].decision = "override: see the note"
        }
        model.multipliers += override.multipliers
        model.sources += override.sources
        model.refusal = override.refusal ?? model.refusal
        model.notes += override.notes.map { "override: \($0)" }
    }

    private func blocks(_ provider: String, _ model: String) -> [ModelPrices] {
        (providers[provider]?.models ?? []).filter { NamePattern($0.id).matches(model.lowercased()) }
    }
}
