import AssayPricing

/// A model's prices at an instant, as dollars for one token, by tier.
struct UnitPrices: Sendable {
    /// The prices of a tier; nil for what is not used.
    private struct Tier {
        var fresh, read, write, output, reasoning, storage, call: ExactDecimal?
    }

    private let tiers: [Tier]
    /// The first tier that is used, priced: its lines say where the prices stand.
    let sample: PricedUsage
    /// The other tiers that are used: from which prompt size on, and priced.
    let further: [Forecast.TierPrices]

    /// - Parameter tokens: what is to be priced: only its meters need a price.
    init(
        _ model: ModelPrices, at instant: UTCInstant, options: PriceOptions, lifetime: Meter.Lifetime,
        for tokens: TaskTokens
    ) throws(PricingError) {
        var tiers: [Tier] = []
        var sample: PricedUsage?
        var further: [Forecast.TierPrices] = []
        for (index, sums) in tokens.tiers.enumerated() {
            guard sums.calls > 0 || sums.cacheStorage > 0 || (index == 0 && tokens.total.calls == 0) else {
                tiers.append(Tier())
                continue
            }
            let start = index == 0 ? 0 : tokens.bounds[index - 1]
            let price = try Pricer.price(
                try Self.usage(sums, start, lifetime), of: model, at: instant, options: options)
            if sample != nil { further.append(Forecast.TierPrices(from: start, prices: price)) }
            sample = sample ?? price
            do throws(DecimalError) { tiers.append(try Self.tier(price)) } catch { throw .decimal(error) }
        }
        self.tiers = tiers
        self.further = further
        if let sample {
            self.sample = sample
        } else {
            self.sample = try Pricer.price(Usage(), of: model, at: instant, options: options)
        }
    }

    /// A usage in a tier: its smallest prompt, as fresh input, and next to nothing of the other meters that are used.
    private static func usage(
        _ sums: TaskTokens.Sums, _ start: Int, _ lifetime: Meter.Lifetime
    ) throws(PricingError) -> Usage {
        do {
            let trace = try ExactDecimal(significand: 1, exponent: -6)
            var usage = Usage()
            try usage.add(try ExactDecimal(start).adding(trace), to: .input)
            if sums.cacheRead > 0 { try usage.add(trace, to: .cacheRead) }
            if sums.cacheWrite > 0 { try usage.add(trace, to: Meter(.input, .cacheWrite(lifetime))) }
            if sums.cacheStorage > 0 { try usage.add(trace, to: .cacheStorage) }
            if sums.output > 0 { try usage.add(trace, to: .output) }
            if sums.reasoning > 0 { try usage.add(trace, to: .reasoning) }
            return usage
        } catch let error as UsageError {
            throw .usage(error)
        } catch {
            throw .decimal(.outOfRange)
        }
    }

    private static func tier(_ price: PricedUsage) throws(DecimalError) -> Tier {
        var tier = Tier()
        for line in price.lines {
            var amount = line.unitPrice
            for factor in line.factors { amount = try amount.multiplied(by: factor.factor) }
            amount = try amount.shifted(by: line.billedAs.kind.unit == .calls ? -3 : -6)
            switch (line.meter.direction, line.meter.kind) {
            case (.input, .cacheRead): tier.read = amount
            case (.input, .cacheWrite): tier.write = amount
            case (.input, _): tier.fresh = amount
            // Of a million tokens an hour; see ``TaskTokens/Sums/cacheStorage``.
            case (_, .cacheStorage): tier.storage = try amount.shifted(by: -3)
            case (.output, .reasoning): tier.reasoning = amount
            case (.output, _): tier.output = amount
            case (.none, _): tier.call = amount
            }
        }
        return tier
    }

    /// The price of a million fresh input tokens of the shortest prompts.
    var freshPerMillion: ExactDecimal? { try? tiers.first { $0.fresh != nil }?.fresh?.shifted(by: 6) }

    /// The exact price of what a task used.
    func cost(of tokens: TaskTokens) throws(DecimalError) -> ExactDecimal {
        try inputCost(of: tokens).adding(outputCost(of: tokens))
    }

    func inputCost(of tokens: TaskTokens) throws(DecimalError) -> ExactDecimal {
        try sum(
            tokens,
            [
                (\.fresh, \.fresh), (\.cacheRead, \.read), (\.cacheWrite, \.write), (\.cacheStorage, \.storage),
                (\.calls, \.call),
            ])
    }

    func outputCost(of tokens: TaskTokens) throws(DecimalError) -> ExactDecimal {
        try sum(tokens, [(\.output, \.output), (\.reasoning, \.reasoning)])
    }

    private func sum(
        _ tokens: TaskTokens, _ meters: [(KeyPath<TaskTokens.Sums, Int128>, KeyPath<Tier, ExactDecimal?>)]
    ) throws(DecimalError) -> ExactDecimal {
        var total = ExactDecimal.zero
        for (sums, tier) in zip(tokens.tiers, tiers) {
            for (quantity, price) in meters where sums[keyPath: quantity] != 0 {
                guard let amount = tier[keyPath: price] else { continue }
                let count = try ExactDecimal(significand: sums[keyPath: quantity], exponent: 0)
                total = try total.adding(amount.multiplied(by: count))
            }
        }
        return total
    }
}

extension ModelPrices {
    /// The prompt sizes from which on any price of the model, at any time, is another one.
    var tierBounds: [Int] {
        let tiers = entries.flatMap { $0.rates.values.flatMap(\.tiers) }
        return Set(tiers.map { $0.includesThreshold ? $0.threshold : $0.threshold &+ 1 }).sorted()
    }

    /// Whether a call's price is not linear within a tier.
    var isGraduated: Bool { entries.contains { $0.rates.values.contains { $0.mode == .graduated } } }
}
