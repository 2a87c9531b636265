import AssayJSON

/// The prices of one `litellm` model while they are put together.
struct LiteLLMSheet {
    private struct Price {
        var base: ExactDecimal?
        var tiers: [Int: ExactDecimal] = [:]
    }

    private var prices: [Condition?: [Meter: Price]] = [:]
    private var offPeak: [(window: ClockWindow, rates: [Meter: Rate])] = []
    var freeSearches: Rate.FreeQuota?
    /// Why there are no prices, when the reason is known.
    var refusal: String?

    /// Takes in a price. Zero is no price here: the list writes it for unknown too.
    mutating func add(_ key: LiteLLMKey, _ amount: ExactDecimal) throws(DecimalError) {
        guard !amount.isZero, !amount.isNegative else { return }
        let amount = try LiteLLMSheet.withoutDoubleNoise(amount)
        let quoted = key.scale == .quoted ? amount : try amount.multiplied(by: key.meter.kind.unit.quoted)
        if let threshold = key.threshold {
            prices[key.condition, default: [:]][key.meter, default: Price()].tiers[threshold] = quoted
        } else {
            prices[key.condition, default: [:]][key.meter, default: Price()].base = quoted
        }
    }

    /// The list is written by a program that computes in binary: 1.6000000000000001e-06 is 1.6e-06. A number of more
    /// than fifteen digits is read to fifteen, which any double keeps.
    static func withoutDoubleNoise(_ amount: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let digits = String(amount.significand.magnitude).utf8.count
        guard digits > 15 else { return amount }
        return try amount.divided(by: 1, places: -amount.exponent - (digits - 15))
    }

    /// The price of a search by how much of the web it reads.
    mutating func addSearch(_ value: JSONValue) throws(DecimalError) {
        func amount(_ size: String) throws(DecimalError) -> ExactDecimal? {
            guard let text = value["search_context_size_\(size)"]?.numberText else { return nil }
            return try ExactDecimal(text).shifted(by: 3)
        }
        guard let medium = try amount("medium"), !medium.isZero else { return }
        var meters: [Meter: Price] = [.webSearch: Price(base: medium)]
        if let low = try amount("low"), low != medium { meters[Meter(.none, .webSearchLow)] = Price(base: low) }
        if let high = try amount("high"), high != medium { meters[Meter(.none, .webSearchHigh)] = Price(base: high) }
        prices[nil, default: [:]].merge(meters) { old, _ in old }
    }

    /// Prices by ranges of the prompt's size: the first range is the base, each other a tier above its start.
    mutating func addRanges(_ value: JSONValue) throws(DecimalError) {
        for range in value.elements {
            guard let start = range["range"]?[0]?.numberText, let from = try ExactDecimal(start).integer else {
                continue
            }
            for member in range.members {
                guard let name = member.key.string, let key = LiteLLMKey(name, mode: ""),
                    let text = member.value.numberText
                else { continue }
                let amount = try LiteLLMSheet.withoutDoubleNoise(ExactDecimal(text))
                    .multiplied(by: key.meter.kind.unit.quoted)
                guard !amount.isZero else { continue }
                if from == 0 {
                    prices[key.condition, default: [:]][key.meter, default: Price()].base = amount
                } else {
                    prices[key.condition, default: [:]][key.meter, default: Price()].tiers[from] = amount
                }
            }
        }
    }

    /// Lower prices at certain hours.
    mutating func addOffPeak(_ value: JSONValue) throws(DecimalError) {
        var rates: [Meter: Rate] = [:]
        for member in value.members {
            guard let name = member.key.string, let key = LiteLLMKey(name, mode: ""), let text = member.value.numberText
            else { continue }
            rates[key.meter] = Rate(try ExactDecimal(text).multiplied(by: key.meter.kind.unit.quoted))
        }
        guard let windows = value["windows"] else { return }
        for window in windows.elements {
            let texts = (window["hours_utc"]?.string).map { [$0] } ?? window["hours_utc"]?.elements.compactMap(\.string)
            let hours = (texts ?? []).compactMap(LiteLLMSheet.hours)
            let weekdays = (window["weekdays"]?.elements.compactMap(\.int) ?? [])
                .compactMap { (1...7).contains($0) ? Weekday.allCases[$0 - 1] : nil }
            guard !hours.isEmpty else { continue }
            offPeak.append((ClockWindow(hours: hours, weekdays: weekdays.count == 7 ? [] : Set(weekdays)), rates))
        }
    }

    /// `10:00-00:00`; midnight as an end is the end of the day.
    private static func hours(_ text: String) -> ClockWindow.Hours? {
        var scanner = FixedScanner(text.utf8)
        guard let start = scanner.clock(), scanner.take("-"), let end = scanner.clock() else { return nil }
        return ClockWindow.Hours(start: start, end: end == 0 ? 1440 : end)
    }

    // MARK: Result

    /// The entries: standard prices, prices under conditions, prices at hours.
    func entries(includesThreshold: Bool) throws(DecimalError) -> [PriceEntry] {
        var entries: [PriceEntry] = []
        // Standard prices first, then by condition, so that the result does not depend on hashing.
        let order = prices.keys.sorted { ($0?.description ?? "") < ($1?.description ?? "") }
        for condition in order {
            let meters = prices[condition] ?? [:]
            var rates: [Meter: Rate] = [:]
            for (meter, price) in meters {
                guard let base = price.base else { continue }
                let tiers = price.tiers.map {
                    Rate.Tier(threshold: $0.key, includesThreshold: includesThreshold, amount: $0.value)
                }
                rates[meter] = Rate(
                    .fixed(base), tiers: tiers, freeQuota: meter == .webSearch ? freeSearches : nil)
            }
            // Reasoning at the price of output says nothing new, and would hide a special price of output.
            if rates[.reasoning] == rates[.output] { rates[.reasoning] = nil }
            guard !rates.isEmpty else { continue }
            entries.append(
                PriceEntry(
                    conditions: condition.map { [$0] } ?? [], rates: rates, source: LiteLLMReader.sourceName))
        }
        for (window, rates) in offPeak {
            entries.append(PriceEntry(window: window, rates: rates, source: LiteLLMReader.sourceName))
        }
        return entries
    }
}
