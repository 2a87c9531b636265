/// Turns a rate into unit prices: resolves derived amounts and chooses tiers.
struct RateCalculator {
    let entry: PriceEntry

    struct Part {
        var quantity: ExactDecimal
        var unitPrice: ExactDecimal
        /// The tier's condition; nil at the base price.
        var tier: String?
    }

    /// The quantity split by the unit price it has: one part under cliff tiers, perhaps several under graduated ones.
    func parts(
        of quantity: ExactDecimal, rate: Rate, promptTokens: ExactDecimal
    ) throws(DecimalError) -> [Part] {
        let (base, tiers, mode) = try amounts(rate)
        switch mode {
        case .cliff:
            let tier = tiers.last { $0.applies(to: promptTokens) }
            return [Part(quantity: quantity, unitPrice: tier?.amount ?? base, tier: tier?.condition)]
        case .graduated:
            return try graduated(quantity, base, tiers)
        }
    }

    /// A rate with its amount and tiers worked out, where it follows another meter's.
    func resolved(_ rate: Rate) throws(DecimalError) -> Rate {
        var fixed = rate
        let (base, tiers, mode) = try amounts(rate)
        (fixed.amount, fixed.tiers, fixed.mode) = (.fixed(base), tiers, mode)
        return fixed
    }

    /// The amount and tiers of a rate, with those of the meter it derives from multiplied in.
    ///
    /// A derived rate whose origin is not in the entry, or is itself derived, has no amount; the file check refuses
    /// such tables, and this reads it as not a number.
    private func amounts(_ rate: Rate) throws(DecimalError) -> (ExactDecimal, [Rate.Tier], Rate.TierMode) {
        switch rate.amount {
        case .fixed(let amount): return (amount, rate.tiers, rate.mode)
        case .derived(let meter, let factor):
            guard let origin = entry.rates[meter], let base = origin.base else {
                throw DecimalError(.notANumber, text: "\(meter) x \(factor)")
            }
            var tiers: [Rate.Tier] = []
            for tier in origin.tiers {
                tiers.append(
                    Rate.Tier(
                        threshold: tier.threshold, includesThreshold: tier.includesThreshold,
                        amount: try tier.amount.multiplied(by: factor)))
            }
            return (try base.multiplied(by: factor), tiers, origin.mode)
        }
    }

    /// Each tier charges what lies between its threshold and the next one, of the meter's own quantity.
    private func graduated(
        _ quantity: ExactDecimal, _ base: ExactDecimal, _ tiers: [Rate.Tier]
    ) throws(DecimalError) -> [Part] {
        var parts: [Part] = []
        var start = ExactDecimal.zero
        var unitPrice = base
        var condition: String?
        for tier in tiers {
            let end = ExactDecimal(tier.threshold)
            guard end < quantity else { break }
            let share = try end.subtracting(start)
            if !share.isZero { parts.append(Part(quantity: share, unitPrice: unitPrice, tier: condition)) }
            (start, unitPrice, condition) = (end, tier.amount, tier.condition)
        }
        parts.append(Part(quantity: try quantity.subtracting(start), unitPrice: unitPrice, tier: condition))
        return parts
    }
}
