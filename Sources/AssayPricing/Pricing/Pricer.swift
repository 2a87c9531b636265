/// Prices usages.
public enum Pricer {
    /// The price of one request at an instant.
    ///
    /// Every meter of the usage becomes a line (several under graduated tiers). A model with a price a request charges
    /// it once unless the usage says how many requests there were. Tiers look at the whole prompt of the request.
    ///
    /// - Throws: ``PricingError`` when something in the usage has no price; nothing is ever priced at zero for lack of
    ///   one.
    public static func price(
        _ usage: Usage, of model: ModelPrices, at instant: UTCInstant, options: PriceOptions = PriceOptions()
    ) throws(PricingError) -> PricedUsage {
        let sheet = try PriceSheet(model, at: instant, options: options)
        var usage = usage
        do {
            if usage[.request].isZero, sheet.lists(.request) { try usage.add(1, to: .request) }
            let promptTokens = try usage.promptTokens()
            var lines: [PricedUsage.Line] = []
            // Requests are counted whether or not a provider charges for them.
            for meter in usage.meters where meter != .request || sheet.lists(.request) {
                lines += try charge(meter, usage[meter], promptTokens: promptTokens, on: sheet)
            }
            return PricedUsage(
                model: model.qualifiedName, instant: instant, total: try sum(lines), lines: lines,
                notes: sheet.notes + notes(usage, model: model, instant: instant, lines: lines))
        } catch let error as UsageError {
            throw .usage(error)
        } catch let error as DecimalError {
            throw .decimal(error)
        } catch let error as PricingError {
            throw error
        } catch {
            // The calls above throw these three types; the compiler cannot see that across a joined `do`.
            throw .decimal(DecimalError(.overflow))
        }
    }

    /// The sum of prices, in their order.
    public static func total(of prices: [PricedUsage]) throws(PricingError) -> ExactDecimal {
        var total = ExactDecimal.zero
        for price in prices {
            do { total = try total.adding(price.total) } catch { throw .decimal(error) }
        }
        return total
    }

    private static func sum(_ lines: [PricedUsage.Line]) throws(DecimalError) -> ExactDecimal {
        var total = ExactDecimal.zero
        for line in lines { total = try total.adding(line.amount) }
        return total
    }

    private static func charge(
        _ meter: Meter, _ quantity: ExactDecimal, promptTokens: ExactDecimal, on sheet: PriceSheet
    ) throws -> [PricedUsage.Line] {
        let found = try sheet.rate(for: meter)
        let factors = meter.isToken ? sheet.multipliers : []
        let parts = try RateCalculator(entry: found.entry)
            .parts(of: quantity, rate: found.rate, promptTokens: promptTokens)
        return try parts.map { part in
            var amount = try part.quantity.multiplied(by: part.unitPrice)
            for factor in factors { amount = try amount.multiplied(by: factor.factor) }
            return PricedUsage.Line(
                meter: meter, billedAs: found.billedAs, quantity: part.quantity, unitPrice: part.unitPrice,
                factors: factors, amount: try perQuoted(amount, found.billedAs.kind.unit), tier: part.tier,
                conditions: found.entry.conditions, validity: found.entry.validity, window: found.entry.window,
                source: sheet.source(found.entry.source), note: note(found, promptTokens))
        }
    }

    /// Divides by the quantity that prices are quoted for. Exact for all but hours, which are 3,600 seconds.
    private static func perQuoted(_ amount: ExactDecimal, _ unit: MeterUnit) throws(DecimalError) -> ExactDecimal {
        switch unit.quoted {
        case 1: amount
        case 1_000: try amount.shifted(by: -3)
        case 1_000_000: try amount.shifted(by: -6)
        case 1_000_000_000: try amount.shifted(by: -9)
        case let other: try amount.divided(by: other)
        }
    }

    private static func note(_ found: PriceSheet.Found, _ promptTokens: ExactDecimal) -> String? {
        let isTierMissing =
            found.billedAs.isToken && found.rate.tiers.isEmpty && found.rate.base != nil
            && found.entry.rates.values.contains { $0.tiers.contains { $0.applies(to: promptTokens) } }
        let tier = isTierMissing ? "the source has no price of its own for this prompt size" : nil
        let quota = found.rate.freeQuota.map { quota in
            "the first \(quota.count) a \(quota.period) are free"
                + (quota.group.isEmpty ? "" : " over all \(quota.group) models") + "; not subtracted"
        }
        let notes = [found.note, tier, quota].compactMap { $0 }
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }

    private static func notes(
        _ usage: Usage, model: ModelPrices, instant: UTCInstant, lines: [PricedUsage.Line]
    ) -> [String] {
        var notes: [String] = []
        // The latest day is the one from which on every price is known.
        if let known = lines.compactMap(\.knownFrom).max(), instant < known {
            notes.append(
                "the date is before the first known price: no source says since when it holds, only that it did on "
                    + "\(known.date); it is assumed for \(instant) too")
        }
        if let retirement = model.retirement(at: instant) { notes.append(retirement) }
        if let requests = usage[.request].integer, requests > 1,
            model.entries.contains(where: { $0.rates.values.contains { !$0.tiers.isEmpty } })
        {
            notes.append("tiers were chosen as for one request; price each request on its own")
        }
        return notes
    }
}
