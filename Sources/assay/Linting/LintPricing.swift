import AssayEstimation
import AssayLinting
import AssayPricing
import AssayReporting
import Synchronization

/// What the models of a run cost and hold, from the price table.
struct LintPricing {
    let prices: PriceContext
    private let named: NamedModels

    init(prices: PriceContext) {
        self.prices = prices
        named = NamedModels(prices)
    }

    /// What rules ask about the models.
    func context(_ models: [String]) throws(Failure) -> LintContext {
        var result = LintContext()
        for name in models { result.models.append(try model(name)) }
        result.model = { [named] name in named.model(name) }
        return result
    }

    private func model(_ name: String) throws(Failure) -> LintModel {
        LintModel(name, try prices.model(name).model, at: prices.instant)
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

/// The models that files name, each looked up once, whichever thread asks first.
private final class NamedModels: Sendable {
    private let prices: PriceContext
    private let known = Mutex<[String: LintModel?]>([:])

    init(_ prices: PriceContext) { self.prices = prices }

    /// What is known of a model; nil where nothing is.
    func model(_ name: String) -> LintModel? {
        known.withLock { known in
            if let found = known[name] { return found }
            let model = prices.knownModel(name).map { LintModel(name, $0, at: prices.instant) }
            known[name] = .some(model)
            return model
        }
    }
}

extension LintModel {
    fileprivate init(_ name: String, _ model: ModelPrices, at instant: UTCInstant) {
        self.init(name: name, contextWindow: model.contextWindow, cacheMinimum: model.cache?.minimum)
        guard let input = model.standardPrice(.input, at: instant) else { return }
        cacheReadFactor = Self.ratio(model.standardPrice(.cacheRead, at: instant), input)
        // What is written is kept for the provider's usual time, which prices may name.
        let writes: [Meter.Lifetime] = [.usual, .fiveMinutes, .thirtyMinutes]
        cacheWriteFactor = Self.ratio(
            writes.lazy.compactMap { model.standardPrice(Meter(.input, .cacheWrite($0)), at: instant) }.first, input)
    }

    /// A factor for advice; money itself stays decimal.
    private static func ratio(_ price: ExactDecimal?, _ input: ExactDecimal) -> Double? {
        guard let price = price.flatMap({ Double($0.description) }), let input = Double(input.description), input > 0
        else { return nil }
        return price / input
    }
}
