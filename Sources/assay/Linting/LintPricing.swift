import AssayEstimation
import AssayLinting
import AssayPricing
import AssayReporting

/// What the models of a run cost and hold, from the price table.
struct LintPricing {
    let prices: PriceContext

    /// What rules ask about the models.
    func context(_ models: [String]) throws(Failure) -> LintContext {
        var result = LintContext()
        for name in models { result.models.append(try model(name)) }
        result.model = { name in try? model(name) }
        return result
    }

    private func model(_ name: String) throws(Failure) -> LintModel {
        let model = try prices.model(name).model
        var result = LintModel(name: name, contextWindow: model.contextWindow, cacheMinimum: model.cache?.minimum)
        if let input = model.standardPrice(.input, at: prices.instant) {
            result.cacheReadFactor = ratio(model.standardPrice(.cacheRead, at: prices.instant), input)
            // What is written is kept for the provider's usual time, which prices may name.
            let writes: [Meter.Lifetime] = [.usual, .fiveMinutes, .thirtyMinutes]
            result.cacheWriteFactor = ratio(
                writes.lazy.compactMap { model.standardPrice(Meter(.input, .cacheWrite($0)), at: prices.instant) }.first,
                input)
        }
        return result
    }

    /// A factor for advice; money itself stays decimal.
    private func ratio(_ price: ExactDecimal?, _ input: ExactDecimal) -> Double? {
        guard let price = price.flatMap({ Double($0.description) }), let input = Double(input.description), input > 0
        else { return nil }
        return price / input
    }

    /// What input tokens cost with a model, for reports.
    ///
    /// - Parameters:
    ///   - way: how the model's tokens follow from those that are counted; nil where they are the same.
    ///   - scripts: the letters of what was linted.
    func inputPrice(_ name: String, _ way: ModelTokenization?, _ scripts: ScriptTally) throws(Failure) -> InputPrice {
        let cost = try inputCost(name)
        return InputPrice(model: name, isEstimate: way != nil) { tokens in
            cost(way?.count(tokens, scripts: scripts).point ?? tokens)?.description
        }
    }

    /// What input tokens of one request cost with a model; nil where it has no price for them.
    func inputCost(_ name: String) throws(Failure) -> @Sendable (Int) -> ExactDecimal? {
        let model = try prices.model(name).model
        let instant = prices.instant
        return { tokens in
            guard let usage = try? Usage([.input: tokens]),
                let price = try? Pricer.price(usage, of: model, at: instant)
            else { return nil }
            return price.lines.first { $0.meter == .input }?.amount
        }
    }
}
