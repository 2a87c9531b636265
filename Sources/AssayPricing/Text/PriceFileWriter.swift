/// Writes price files in their one canonical form: models by name, entries by condition and time, meters in their own
/// order. Reading what this writes and writing it again gives the same bytes.
public enum PriceFileWriter {
    public static func text(_ provider: ProviderPrices) -> String { records(provider).map(\.text).joined() }

    /// The header and the blocks of the models, as they are packed.
    static func records(_ provider: ProviderPrices) -> [PricePack.Record] {
        let models = provider.models.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        return [PricePack.Record(key: "", text: header(provider).joined(separator: "\n") + "\n")]
            + models.map { PricePack.Record(key: $0.id, text: "\n" + block($0).joined(separator: "\n") + "\n") }
    }

    private static func header(_ provider: ProviderPrices) -> [String] {
        var lines = ["# Made by `assay-maintenance prices`; Prices/README.md says how to read and change it."]
        lines.append("provider \(provider.id)")
        lines.append("  title \(provider.title)")
        lines.append("  kind \(provider.kind.rawValue)")
        lines += provider.aliases.sorted().map { "  alias \($0)" }
        lines += provider.pages.map { "  page \($0)" }
        if let inside = provider.cachedInsideInput {
            lines.append("  cached-tokens \(inside ? "inside" : "beside")-input")
        }
        lines += provider.notes.map { "  note \($0)" }
        lines += checks(provider)
        return lines
    }

    /// Each source once, with its newest check.
    private static func checks(_ provider: ProviderPrices) -> [String] {
        var newest: [String: PriceSource] = [:]
        for source in provider.models.flatMap(\.sources) {
            guard let checked = source.checked else { continue }
            if let known = newest[source.name]?.checked, known >= checked { continue }
            newest[source.name] = source
        }
        return newest.values.sorted { $0.name < $1.name }
            .compactMap { source in
                source.checked.map { "  checked \(source.name) \(source.version) \($0)" }
            }
    }

    /// The lines of one model.
    static func block(_ model: ModelPrices) -> [String] {
        var lines = ["model \(model.id)"]
        func add(_ word: String, _ value: (some CustomStringConvertible)?) {
            if let value { lines.append("  \(word) \(value)") }
        }
        add("title", model.title)
        for alias in model.aliases.sorted() { add("alias", alias.name + text(alias.validity)) }
        for pattern in model.patterns {
            let exceptions = pattern.exceptions.map { " " + $0 }.joined()
            add("match", pattern.text + (exceptions.isEmpty ? "" : " except" + exceptions))
        }
        add("status", model.status == .current ? nil : model.status.rawValue)
        add("retires", model.retires)
        add("listed", model.listed)
        add("use", model.use)
        add("context", model.contextWindow)
        add("max-input", model.maximumInput)
        add("max-output", model.maximumOutput)
        if let cache = model.cache {
            add("cache-minimum", "\(cache.minimum)" + (cache.step == 1 ? "" : " step \(cache.step)"))
        }
        add("refused", model.refusal)
        for source in model.sources { add("source", "\(source.name) \(source.reference)") }
        for dispute in model.disagreements {
            add("disagree", "\(dispute.field): \(dispute.claims) -> \(dispute.decision)")
        }
        for note in model.notes { add("note", note) }
        for multiplier in model.multipliers {
            add(
                "multiply",
                "\(multiplier.condition) \(multiplier.factor)\(text(multiplier.validity)) by \(multiplier.source)")
        }
        for entry in model.entries.sorted(by: precedes) { lines += self.lines(entry) }
        return lines
    }

    /// An entry and its rates.
    static func lines(_ entry: PriceEntry) -> [String] {
        var line = (["  price"] + entry.conditions.map(\.description)).joined(separator: " ") + text(entry.validity)
        if let window = entry.window { line += " at \(window)" }
        line += " by \(entry.source)"
        return [line]
            + entry.rates.sorted { $0.key < $1.key }.map { "    \($0.key) \(text($0.value))" }
    }

    private static func text(_ validity: Validity) -> String {
        (validity.from.map { " from \($0)" } ?? "") + (validity.to.map { " to \($0)" } ?? "")
    }

    static func text(_ rate: Rate) -> String {
        var parts: [String] = []
        switch rate.amount {
        case .fixed(let amount): parts.append(amount.description)
        case .derived(let meter, let factor): parts.append("\(meter) x \(factor)")
        }
        parts += rate.tiers.map { "\($0.condition) \($0.amount)" }
        if rate.mode == .graduated { parts.append("graduated") }
        if let quota = rate.freeQuota {
            parts.append("free \(quota.count)/\(quota.period)" + (quota.group.isEmpty ? "" : " " + quota.group))
        }
        return parts.joined(separator: "; ")
    }

    /// Standard prices first, then by condition, hours, source and time.
    private static func precedes(_ left: PriceEntry, _ right: PriceEntry) -> Bool {
        sortKey(left).lexicographicallyPrecedes(sortKey(right))
    }

    private static func sortKey(_ entry: PriceEntry) -> [String] {
        [
            entry.conditions.map(\.description).joined(separator: " "), entry.window?.description ?? "",
            entry.source == "override" ? "" : entry.source, entry.validity.from?.description ?? "",
        ]
    }
}
