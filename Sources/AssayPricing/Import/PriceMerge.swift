import AssayText

/// Makes one table of the two sources.
///
/// `genai-prices` says since when its prices hold and `litellm` does not, so the rule is: where both have a price and
/// differ, the dated one is taken and the difference is listed (rule `dated`). What only `litellm` has fills the gaps
/// (batch, tiers, longer cache lifetimes, multipliers, minimums), from the start of the current standard price to the
/// next announced change, because nothing says more. An override can decide otherwise and must say why.
public struct PriceMerge {
    /// When the sources were read; "current" is judged at this instant.
    let checked: UTCInstant
    let overrides: PriceOverrides

    public init(checked: UTCInstant, overrides: PriceOverrides) {
        self.checked = checked
        self.overrides = overrides
    }

    /// All providers of both sources, by identifier.
    public func merge(dated: [ProviderPrices], flat: [ProviderPrices]) throws(PriceSourceError) -> [ProviderPrices] {
        var result: [String: ProviderPrices] = [:]
        for provider in dated { result[provider.id] = provider }
        for provider in flat {
            var merged =
                result[provider.id] ?? ProviderPrices(id: provider.id, title: provider.title, kind: provider.kind)
            merged.models = merge(merged.models, provider.models)
            result[provider.id] = merged
        }
        var providers: [ProviderPrices] = []
        for var provider in result.values.sorted(by: { $0.id < $1.id }) {
            ProviderDirectory.complete(&provider)
            provider.models = provider.models.map(PriceMerge.withClaudeLifetimes)
            try overrides.apply(to: &provider)
            for index in provider.models.indices { finish(&provider.models[index]) }
            provider.models.sort { $0.id < $1.id }
            providers.append(provider)
        }
        return providers
    }

    // MARK: Models

    private func merge(_ dated: [ModelPrices], _ flat: [ModelPrices]) -> [ModelPrices] {
        var result = dated
        var exact: [Int: [ModelPrices]] = [:]
        var byPattern: [Int: [ModelPrices]] = [:]
        var own: [ModelPrices] = []
        let names = nameTable(dated)
        for model in flat {
            if let index = names[NameIndex.fold(model.id)] {
                exact[index, default: []].append(model)
            } else if let index = patternMatch(model.id, dated) {
                byPattern[index, default: []].append(model)
            } else {
                own.append(model)
            }
        }
        for index in result.indices {
            let same = exact[index] ?? []
            let priced = same.filter { $0.refusal == nil }
            let primary =
                priced.first { NameIndex.fold($0.id) == NameIndex.fold(result[index].id) } ?? priced.first ?? same.first
            if let primary { combine(&result[index], primary) }
            for other in same where other.sources != primary?.sources { addAlias(other, to: &result[index]) }
            for other in byPattern[index] ?? [] {
                // A pattern is a guess; a model that the other source prices differently is a model of its own.
                if agrees(other, result[index]) { addAlias(other, to: &result[index]) } else { own.append(other) }
            }
        }
        return result + unique(own, besides: result)
    }

    private func nameTable(_ models: [ModelPrices]) -> [String: Int] {
        var names: [String: Int] = [:]
        for (index, model) in models.enumerated() {
            for alias in model.aliases where names[NameIndex.fold(alias.name)] == nil {
                names[NameIndex.fold(alias.name)] = index
            }
        }
        // A model's own name outranks another's alias.
        for (index, model) in models.enumerated() { names[NameIndex.fold(model.id)] = index }
        return names
    }

    private func patternMatch(_ name: String, _ models: [ModelPrices]) -> Int? {
        let name = name.lowercased()
        var best: (index: Int, length: Int)?
        for (index, model) in models.enumerated() {
            for pattern in model.patterns where pattern.matches(name) && pattern.literalLength > best?.length ?? -1 {
                best = (index, pattern.literalLength)
            }
        }
        return best?.index
    }

    /// Models under one name each: the same name twice becomes one when the prices agree, and the key otherwise.
    private func unique(_ models: [ModelPrices], besides taken: [ModelPrices]) -> [ModelPrices] {
        var result: [String: ModelPrices] = [:]
        let taken = Set(taken.map(\.id))
        for var model in models.sorted(by: { $0.id < $1.id }) {
            if let known = result[model.id] {
                if known.entries == model.entries {
                    result[model.id]?.aliases += model.aliases
                    continue
                }
                model.id = model.sources.first?.reference.split(separator: " ").first.map(String.init) ?? model.id
            } else if taken.contains(model.id) {
                model.id = model.sources.first?.reference.split(separator: " ").first.map(String.init) ?? model.id
            }
            result[model.id] = model
        }
        return Array(result.values)
    }

    /// Another key of `litellm` for the same model.
    private func addAlias(_ other: ModelPrices, to model: inout ModelPrices) {
        let known = Set([model.id.lowercased()] + model.aliases.map { $0.name.lowercased() })
        for name in [other.id] + other.aliases.map(\.name) where !known.contains(name.lowercased()) {
            model.aliases.append(ModelPrices.Alias(name))
        }
        model.sources += other.sources
        if agrees(other, model) {
            // The same model under another key, which may say more.
            for entry in other.entries where entry.window == nil { combine(&model, entry) }
            return
        }
        guard other.refusal == nil else { return }
        let claims = [Meter.input, .output].compactMap { meter -> String? in
            guard let theirs = standard(other)?.rates[meter], let ours = standard(model)?.rates[meter],
                !isSame(theirs, ours)
            else { return nil }
            return "\(meter) \(text(ours)) here, \(text(theirs)) at litellm"
        }
        guard !claims.isEmpty else { return }
        model.disagreements.append(
            Disagreement(
                field: "alias \(other.id)", claims: claims.joined(separator: ", "), decision: "genai-prices: dated"))
    }

    // MARK: Prices

    private func combine(_ model: inout ModelPrices, _ other: ModelPrices) {
        for alias in other.aliases + [ModelPrices.Alias(other.id)]
        where alias.name.lowercased() != model.id.lowercased()
            && !model.aliases.contains(where: { $0.name == alias.name })
        {
            model.aliases.append(alias)
        }
        model.use = other.use
        model.maximumInput = other.maximumInput
        model.maximumOutput = other.maximumOutput
        model.cache = other.cache
        model.retires = other.retires
        model.sources += other.sources
        model.multipliers += other.multipliers
        model.notes += other.notes
        if model.entries.isEmpty {
            model.entries = other.entries
            model.refusal = other.refusal
            return
        }
        let hasHours = model.entries.contains { $0.window != nil } && other.entries.contains { $0.window != nil }
        if hasHours { ClockRule.apply(other.entries, to: &model) }
        for entry in other.entries where entry.window == nil && !(hasHours && entry.conditions.isEmpty) {
            combine(&model, entry)
        }
    }

    /// Compares what both have, and takes over what only `litellm` has.
    private func combine(_ model: inout ModelPrices, _ entry: PriceEntry) {
        let current = model.entries.indices.filter {
            model.entries[$0].conditions == entry.conditions && model.entries[$0].window == nil
                && model.entries[$0].validity.contains(checked)
        }
        var missing: [Meter: Rate] = [:]
        for (meter, rate) in entry.rates.sorted(by: { $0.key < $1.key }) {
            guard let index = current.first(where: { model.entries[$0].rates[meter] != nil }),
                let ours = model.entries[index].rates[meter]
            else {
                missing[meter] = rate
                continue
            }
            if isSame(ours, rate) {
                if ours.freeQuota == nil { model.entries[index].rates[meter]?.freeQuota = rate.freeQuota }
            } else {
                settle(meter, ours, rate, in: index, of: &model)
            }
        }
        // A rate that only repeats what the missing price would be charged as is no news.
        guard !missing.isEmpty else { return }
        let standard = self.standard(model)
        model.entries.append(
            PriceEntry(
                validity: Validity(from: standard?.validity.from, to: standard?.validity.to),
                conditions: entry.conditions, rates: missing, source: entry.source))
    }

    /// Lists a difference and takes the dated price, or the other one when an override says so.
    private func settle(_ meter: Meter, _ ours: Rate, _ theirs: Rate, in index: Int, of model: inout ModelPrices) {
        let conditions = model.entries[index].conditions.map { "\($0) " }.joined()
        let field = conditions + meter.description
        let choice = overrides.choice(provider: model.provider, model: model.id, field: field)
        if choice?.source == LiteLLMReader.sourceName {
            model.entries[index].rates[meter] = nil
            model.entries.append(
                PriceEntry(
                    validity: model.entries[index].validity, conditions: model.entries[index].conditions,
                    rates: [meter: theirs], source: LiteLLMReader.sourceName))
        }
        model.disagreements.append(
            Disagreement(
                field: field, claims: "genai-prices \(text(ours)), litellm \(text(theirs))",
                decision: choice.map { "\($0.source): \($0.reason)" } ?? "genai-prices: dated"))
    }

    private func standard(_ model: ModelPrices) -> PriceEntry? {
        model.entries.first { $0.conditions.isEmpty && $0.window == nil && $0.validity.contains(checked) }
    }

    /// Whether the standard prices of input and output are the same, as far as both have them.
    private func agrees(_ other: ModelPrices, _ model: ModelPrices) -> Bool {
        guard let theirs = standard(other), let ours = standard(model) else { return false }
        let shared = Set(theirs.rates.keys).intersection(ours.rates.keys)
        guard !shared.isEmpty else { return false }
        return shared.allSatisfy { meter in
            guard let one = theirs.rates[meter], let two = ours.rates[meter] else { return true }
            return isSame(one, two)
        }
    }

    /// Whether two rates say the same. `litellm` cannot say whether a tier includes its threshold, so that is not
    /// compared.
    private func isSame(_ one: Rate, _ two: Rate) -> Bool {
        one.amount == two.amount
            && one.tiers.map(\.threshold) == two.tiers.map(\.threshold)
            && one.tiers.map(\.amount) == two.tiers.map(\.amount)
    }

    private func text(_ rate: Rate) -> String { PriceFileWriter.text(rate) }

    // MARK: Finishing

    /// The usual cache lifetime of Claude models is five minutes, wherever they are sold.
    static func withClaudeLifetimes(_ model: ModelPrices) -> ModelPrices {
        guard model.id.lowercased().contains(text: "claude") else { return model }
        var model = model
        for index in model.entries.indices {
            guard let rate = model.entries[index].rates.removeValue(forKey: .cacheWrite) else { continue }
            model.entries[index].rates[.cacheWrite5m] = model.entries[index].rates[.cacheWrite5m] ?? rate
        }
        return model
    }

    private func finish(_ model: inout ModelPrices) {
        model.entries = Timeline.joined(model.entries.filter { !$0.rates.isEmpty })
        if let end = model.retires, end <= checked {
            model.status = .retired
        } else if model.retires != nil {
            model.status = .deprecated
        }
        if model.entries.isEmpty, model.refusal == nil { model.refusal = "no source has a price for it" }
        if !model.entries.isEmpty { model.refusal = nil }
        var seen: Set<String> = [model.id.lowercased()]
        model.aliases = model.aliases.filter { seen.insert($0.name.lowercased()).inserted }
    }
}
