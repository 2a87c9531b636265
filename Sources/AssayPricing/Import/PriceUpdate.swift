/// New prices for a table: the models that newer sources price differently, with their history.
///
/// The past is kept: a price that changes ends at the instant of the update, and its successor begins there or when its
/// source says. Of two wheels the dated source is read first, and what only the other one has is added, as in the table
/// itself. What the table has settled, such as a listed disagreement, is no news.
public struct PriceUpdate: Sendable {
    /// The instant from which the news hold.
    public let instant: UTCInstant
    /// What is different, in the order of providers and models.
    public private(set) var changes: [PriceChange] = []
    /// Prices on which the sources that were read disagree: the dated one is taken.
    public var disagreements: [String] { disputes.map(\.description).sorted() }

    /// Prices that depend on the hour and are not those of the table. They are not taken in, since the table's hours
    /// are put together from both sources.
    public var leftOut: [String] { hourly.sorted() }

    private var disputes: Set<PriceDispute> = []
    private var hourly: Set<String> = []
    private var table: PriceTable
    private var changed: [String: [String: ModelPrices]] = [:]
    private var headers: [String: ProviderPrices] = [:]
    /// The fields that the dated source prices, by model: the other source does not change them.
    private var dated: [String: Set<String>] = [:]

    public init(of table: PriceTable, at instant: UTCInstant) {
        self.table = table
        self.instant = instant
    }

    /// The providers with changed models, each only with these, to be laid over the table.
    public var providers: [ProviderPrices] {
        changed.keys.sorted().map { id in
            var provider = headers[id] ?? ProviderPrices(id: id, title: id, kind: .host)
            provider.models = (changed[id] ?? [:]).values.sorted { $0.id < $1.id }
            return provider
        }
    }

    /// Takes in the prices of one source.
    ///
    /// - Parameters:
    ///   - providers: what the source says, as ``PriceWheel`` or ``PriceFileReader`` reads it.
    ///   - source: its name; what `genai-prices` says goes before what `litellm` says, so read it first.
    public mutating func read(_ providers: [ProviderPrices], from source: String) throws(PriceFileError) {
        for provider in providers {
            let known = try table.provider(provider.id)
            let names = PriceComparison.nameTable(known)
            var new: [ModelPrices] = []
            for model in provider.models.sorted(by: { $0.id < $1.id }) where model.refusal == nil {
                let model = PriceMerge.withClaudeLifetimes(model)
                let same = ([model.id] + model.aliases.map(\.name)).compactMap { names[NameIndex.fold($0)] }
                    .compactMap { known?.models[$0] }
                if source == GenaiPricesReader.sourceName {
                    dated[same.first?.qualifiedName ?? model.qualifiedName, default: []].formUnion(fields(model))
                }
                if same.isEmpty {
                    new.append(model)
                    changes.append(PriceChange(new: model, at: instant, source))
                } else if let updated = update(same, with: model, from: source) {
                    new.append(updated)
                }
            }
            if !new.isEmpty { store(new, of: provider, over: known) }
        }
    }

    /// Lays changed models over the table, so that the next source is compared with them.
    private mutating func store(_ models: [ModelPrices], of provider: ProviderPrices, over known: ProviderPrices?) {
        var header = known ?? provider
        if known == nil { ProviderDirectory.complete(&header) }
        header.models = models
        let old = known.map { known in
            var part = known
            part.models = known.models.filter { model in models.contains { $0.id == model.id } }
            return part
        }
        let appended = PriceHistory.append(header, to: old, at: instant)
        for model in appended.models { changed[provider.id, default: [:]][model.id] = model }
        headers[provider.id] = appended
        table = table.overlaying(appended)
    }

    /// The model with what the source says differently; nil when that is nothing.
    private mutating func update(
        _ same: [ModelPrices], with theirs: ModelPrices, from source: String
    ) -> ModelPrices? {
        // A key with a prefix can name another model than the key without it; the one that fits best is meant.
        var candidates: [(ModelPrices, [News])] = []
        for model in same { candidates.append((model, news(for: model, in: theirs, from: source))) }
        guard let (ours, news) = candidates.min(by: { $0.1.count < $1.1.count }), !news.isEmpty else { return nil }
        var model = ours
        let replaced = Set(news.map(\.field))
        for index in model.entries.indices {
            let conditions = model.entries[index].conditions
            PriceUpdate.fixDerivedRates(of: &model.entries[index])
            model.entries[index].rates = model.entries[index].rates.filter { meter, _ in
                !replaced.contains(PriceUpdate.field(conditions, meter))
            }
        }
        model.entries.removeAll { $0.rates.isEmpty }
        for var entry in theirs.entries {
            entry.rates = entry.rates.filter { replaced.contains(PriceUpdate.field(entry.conditions, $0.key)) }
            if !entry.rates.isEmpty { model.entries.append(entry) }
        }
        model.entries = Timeline.joined(model.entries)
        model.sources = model.sources.filter { $0.name != source } + theirs.sources
        if model.status == .retired, source != GenaiPricesReader.sourceName { model.status = .current }
        changes += news.map { PriceChange(model: model, $0, theirs.sources.last?.description ?? source) }
        return model
    }

    /// A field that a source prices differently from some day on.
    struct News {
        var field: String
        var ours: Rate?
        var theirs: Rate
        var from: UTCInstant
    }

    /// What the source says differently at the instant, or from a later day on. Prices that depend on the hour were
    /// put together from both sources and are left to the table.
    private mutating func news(for ours: ModelPrices, in theirs: ModelPrices, from source: String) -> [News] {
        let claims = Set(ours.disagreements.map(\.field))
        let isAlias = NameIndex.fold(ours.id) != NameIndex.fold(theirs.id)
        if claims.contains("alias \(theirs.id)") { return [] }
        if PriceComparison.hasHours(theirs) {
            if let text = hourlyDifference(ours, theirs, source) { hourly.insert(text) }
            return []
        }
        let taken = source == LiteLLMReader.sourceName ? dated[ours.qualifiedName] ?? [] : []
        let days = Set([instant] + theirs.entries.compactMap(\.validity.from).filter { $0 > instant }).sorted()
        var found: [String: News] = [:]
        for day in days {
            let listed = PriceComparison.rates(ours, at: day)
            for (field, rate) in PriceComparison.rates(theirs, at: day) where found[field] == nil {
                let known = listed[field]
                if let known, PriceComparison.isSame(known, rate) || isAlias { continue }
                if let known, isSettled(field, known, rate, ours, claims) { continue }
                if taken.contains(field) {
                    if let known { disputes.insert(PriceDispute(ours, field, known, rate)) }
                    continue
                }
                found[field] = News(field: field, ours: known, theirs: rate, from: day)
            }
        }
        return found.values.sorted { $0.field < $1.field }
    }

    /// What a source charges by the hour that the table charges at no hour; nil where there is nothing.
    private func hourlyDifference(_ ours: ModelPrices, _ theirs: ModelPrices, _ source: String) -> String? {
        let known = amounts(ours)
        let news = amounts(theirs).filter { !$0.value.isSubset(of: known[$0.key] ?? []) }.sorted { $0.key < $1.key }
        guard !news.isEmpty else { return nil }
        let prices = news.map { field, amounts in
            "\(field) \(amounts.sorted().joined(separator: " or ")) (so far "
                + "\(known[field]?.sorted().joined(separator: " or ") ?? "none"))"
        }
        return "\(ours.qualifiedName): not taken in, because it depends on the hour: \(prices.joined(separator: ", ")), "
            + "says \(source); write it into a price file of your own"
    }

    /// The amounts of each field at any hour from the instant of the update on.
    private func amounts(_ model: ModelPrices) -> [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        for entry in model.entries where entry.validity.to.map({ $0 > instant }) ?? true {
            for (meter, rate) in entry.rates {
                result[PriceUpdate.field(entry.conditions, meter), default: []].insert(PriceFileWriter.text(rate))
            }
        }
        return result
    }

    /// A rate that follows another one keeps its amount when that one goes.
    private static func fixDerivedRates(of entry: inout PriceEntry) {
        let calculator = RateCalculator(entry: entry)
        for (meter, rate) in entry.rates {
            guard case .derived = rate.amount, let fixed = try? calculator.resolved(rate) else { continue }
            entry.rates[meter] = fixed
        }
    }

    /// A disagreement about cache writes was listed before the lifetime of Claude's was made plain.
    private func isSettled(
        _ field: String, _ ours: Rate, _ theirs: Rate, _ model: ModelPrices, _ claims: Set<String>
    ) -> Bool {
        let lifetime = "cache-write-5m"
        let plain = field.hasSuffix(lifetime) ? String(field.dropLast(3)) : field
        return [field, plain].contains { PriceComparison.isSettled($0, ours, theirs, model, claims) }
    }

    private func fields(_ model: ModelPrices) -> Set<String> {
        Set(model.entries.flatMap { entry in entry.rates.keys.map { PriceUpdate.field(entry.conditions, $0) } })
    }

    private static func field(_ conditions: [Condition], _ meter: Meter) -> String {
        conditions.map { "\($0) " }.joined() + meter.description
    }
}

/// Two sources of one update that say different things.
private struct PriceDispute: Hashable {
    var description: String

    init(_ model: ModelPrices, _ field: String, _ ours: Rate, _ theirs: Rate) {
        description =
            "\(model.qualifiedName): \(field) is \(PriceFileWriter.text(ours)) at \(GenaiPricesReader.sourceName), which "
            + "is taken because it has dates, and \(PriceFileWriter.text(theirs)) at \(LiteLLMReader.sourceName)"
    }
}

/// One line of what an update changes.
public struct PriceChange: Sendable, Hashable, CustomStringConvertible {
    /// `provider/model`.
    public var model: String
    /// The conditions and the meter; empty for a new model.
    public var field: String
    /// The price so far; nil where there was none.
    public var old: String?
    /// The price from now on; for a new model its main prices.
    public var new: String
    /// Since when the new price holds.
    public var from: UTCInstant
    /// The source and its version.
    public var source: String

    init(model: ModelPrices, _ news: PriceUpdate.News, _ source: String) {
        self.model = model.qualifiedName
        field = news.field
        old = news.ours.map(PriceFileWriter.text)
        new = PriceFileWriter.text(news.theirs)
        from = news.from
        self.source = source
    }

    init(new model: ModelPrices, at instant: UTCInstant, _ source: String) {
        self.model = model.qualifiedName
        field = ""
        new = PriceComparison.summary(model, at: instant)
        from = instant
        self.source = model.sources.last?.description ?? source
    }

    public var description: String {
        let what = field.isEmpty ? "new model, \(new)" : "\(field) \(old.map { "\($0) -> " } ?? "new, ")\(new)"
        return "\(model): \(what), from \(from) (\(source))"
    }
}
