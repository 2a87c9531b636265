/// The prices of a model that hold for one request: an instant and what the request asked for.
struct PriceSheet {
    let model: ModelPrices
    let instant: UTCInstant
    /// The entries that apply, the most particular first.
    let entries: [PriceEntry]
    let multipliers: [Multiplier]
    /// Conditions that were taken for others.
    let notes: [String]

    init(_ model: ModelPrices, at instant: UTCInstant, options: PriceOptions) throws(PricingError) {
        if let reason = model.refusal { throw .refused(model: model.qualifiedName, reason: reason) }
        self.model = model
        self.instant = instant
        let (requested, readings) = ConditionReading.conditions(options, of: model)
        notes = readings
        let now = model.entries.filter {
            $0.validity.contains(instant) && $0.window?.contains(instant) != false
        }
        entries = now.filter { entry in entry.conditions.allSatisfy { $0.isMet(by: requested) } }
            .enumerated().sorted { PriceSheet.precedes($0, $1) }.map(\.element)
        multipliers = model.multipliers.filter { multiplier in
            multiplier.validity.contains(instant) && multiplier.condition.isMet(by: requested)
        }
        .filter { multiplier in
            // A listed price is better than a factor for the same condition.
            !now.contains { $0.conditions.contains(multiplier.condition) }
        }
        guard entries.contains(where: { $0.conditions.isEmpty }) else {
            throw .noPriceAt(model: model.qualifiedName, instant: instant, known: PriceSheet.times(model.entries))
        }
        for condition in requested where !answers(condition) {
            throw .noPriceFor(
                model: model.qualifiedName, condition: condition, instant: instant, known: known(condition))
        }
        // Each of them has a price, but one request has one price: what no entry answers together is not sold together.
        let listed = requested.filter { condition in !multipliers.contains { $0.condition.isMet(by: [condition]) } }
        guard entries.contains(where: { entry in listed.allSatisfy { PriceSheet.answers($0, entry) } }) else {
            throw .noPriceForAll(
                model: model.qualifiedName, conditions: listed, instant: instant, known: PriceSheet.combinations(entries))
        }
    }

    private static func answers(_ condition: Condition, _ entry: PriceEntry) -> Bool {
        entry.conditions.contains { $0.isMet(by: [condition]) }
    }

    /// The conditions that entries ask for, those of each together.
    private static func combinations(_ entries: [PriceEntry]) -> String {
        let texts = Set(entries.map { $0.conditions.map(\.description).joined(separator: " with ") })
        return "it has one for " + texts.filter { !$0.isEmpty }.sorted().joined(separator: ", and one for ")
    }

    /// More conditions first, then what was decided by hand, then certain hours before any hour, then the later price,
    /// then the order in the file.
    private static func precedes(
        _ left: (offset: Int, element: PriceEntry), _ right: (offset: Int, element: PriceEntry)
    ) -> Bool {
        let (one, two) = (left.element, right.element)
        if one.conditions.count != two.conditions.count { return one.conditions.count > two.conditions.count }
        if (one.source == "override") != (two.source == "override") { return one.source == "override" }
        if (one.window == nil) != (two.window == nil) { return one.window != nil }
        let (start, other) = (one.validity.from?.seconds ?? .min, two.validity.from?.seconds ?? .min)
        if start != other { return start > other }
        return left.offset < right.offset
    }

    private func answers(_ condition: Condition) -> Bool {
        entries.contains { entry in entry.conditions.contains { $0.isMet(by: [condition]) } }
            || multipliers.contains { $0.condition.isMet(by: [condition]) }
    }

    /// What there is instead of a condition that nothing answers.
    private func known(_ condition: Condition) -> String {
        let same = model.entries.filter { $0.conditions.contains(condition) }
        if !same.isEmpty { return PriceSheet.times(same) }
        let conditions = Set(
            model.entries.filter { $0.validity.contains(instant) }.flatMap(\.conditions)
                + model.multipliers.filter { $0.validity.contains(instant) }.map(\.condition))
        guard !conditions.isEmpty else { return "it has standard prices only" }
        return "besides standard prices it has " + conditions.sorted().map(\.description).joined(separator: ", ")
    }

    private static func times(_ entries: [PriceEntry]) -> String {
        let times = Set(entries.map(\.validity)).sorted {
            ($0.from?.seconds ?? .min) < ($1.from?.seconds ?? .min)
        }
        guard !times.isEmpty else { return "it has none at any time" }
        return "it has one "
            + times.map { time in
                [time.from.map { "from \($0)" }, time.to.map { "to \($0)" }].compactMap { $0 }.joined(separator: " ")
            }
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: Rates

    /// A rate, where it stands, and what it was taken for.
    struct Found {
        var rate: Rate
        var entry: PriceEntry
        var billedAs: Meter
        var note: String?
    }

    /// The price of a meter, or of the one it is charged as.
    func rate(for meter: Meter) throws(PricingError) -> Found {
        if let found = rate(listedFor: meter, note: nil) { return found }
        for fallback in meter.fallbacks {
            if let found = rate(listedFor: fallback.meter, note: fallback.note) { return found }
        }
        let isPricedWrite = meter.isCacheWrite && entries.contains { $0.rates.keys.contains(where: \.isCacheWrite) }
        if let fresh = meter.freshFallback, !isPricedWrite {
            if let found = rate(listedFor: fresh.meter, note: fresh.note) { return found }
            if let found = rate(listedFor: .input, note: fresh.note) { return found }
        }
        throw .noMeter(
            model: model.qualifiedName, meter: meter, known: Set(entries.flatMap(\.rates.keys)).sorted())
    }

    /// Whether the model has a price for exactly this meter.
    func lists(_ meter: Meter) -> Bool { entries.contains { $0.rates[meter] != nil } }

    private func rate(listedFor meter: Meter, note: String?) -> Found? {
        guard let entry = entries.first(where: { $0.rates[meter] != nil }), let rate = entry.rates[meter] else {
            return nil
        }
        let special = entries[0].conditions
        let isStandard = entry.conditions.isEmpty && !special.isEmpty
        let remark =
            isStandard && meter.isToken
            ? "no \(special.map(\.description).joined(separator: " ")) price for \(meter): the standard one" : nil
        let notes = [note, remark].compactMap { $0 }
        return Found(
            rate: rate, entry: entry, billedAs: meter, note: notes.isEmpty ? nil : notes.joined(separator: "; "))
    }

    func source(_ name: String) -> PriceSource {
        model.sources.first { $0.name == name } ?? PriceSource(name: name, version: "", reference: "")
    }
}

extension Meter {
    var isCacheWrite: Bool { if case .cacheWrite = kind { true } else { false } }
}
