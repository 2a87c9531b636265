import AssayPricing
import AssayPrompts
import AssayText
import AssayTokenization

/// Estimates what calls of prompts cost on one model.
///
/// ```swift
/// let estimator = CostEstimator(model: match.model, at: instant, assumptions: assumptions)
/// let estimate = try estimator.estimate(unit, in: document, counter: counter)
/// estimate.perCall.point   // dollars; estimate.perMonth for the declared traffic
/// ```
public struct CostEstimator: Sendable {
    private let model: ModelPrices
    private let instant: UTCInstant
    private let assumptions: CostAssumptions
    private var lifetimes: CacheLifetimes

    public init(model: ModelPrices, at instant: UTCInstant, assumptions: CostAssumptions = CostAssumptions()) {
        self.model = model
        self.instant = instant
        self.assumptions = assumptions
        lifetimes = CacheLifetimes(assumed: assumptions.lifetime)
    }

    /// The estimator with the cache that a request asks for, where the assumptions leave that to the provider.
    func serving(_ unit: PromptUnit, inCommon part: PromptUnit) -> CostEstimator {
        guard assumptions.lifetime == .usual,
            let stated = CacheLifetimes(statedIn: unit, part: part, for: model, at: instant)
        else { return self }
        var estimator = self
        estimator.lifetimes = stated
        return estimator
    }

    /// The cost of a unit, counted as one request.
    ///
    /// - Parameter filled: the unit with its values, once a set of them; of several the middle one is priced, and the
    ///   interval is that of all. What calls have in common is taken from the unit itself.
    /// - Complexity: O(n) in the bytes of the unit; with an automatic prefix its start is counted twice.
    public func estimate(
        _ unit: PromptUnit, in document: PromptDocument, filled: [FilledUnit] = [], counter: RequestCounter
    ) throws(CostError) -> CostEstimate {
        try estimate(unit, in: document, filled, counter.tokenizer) { (part, document) throws(CostError) in
            do throws(TokenizationError) {
                return try counter.count(part, in: document)
            } catch {
                throw .counting(error)
            }
        }
    }

    /// The cost of a unit, counted as one request by a chat template.
    public func estimate(
        _ unit: PromptUnit, in document: PromptDocument, filled: [FilledUnit] = [], counter: TemplateRequestCounter
    ) throws(CostError) -> CostEstimate {
        try estimate(unit, in: document, filled, counter.tokenizer) { (part, document) throws(CostError) in
            do throws(ChatTemplateError) {
                return try counter.count(part, in: document)
            } catch {
                throw .template(error)
            }
        }
    }

    private func estimate(
        _ unit: PromptUnit, in document: PromptDocument, _ filled: [FilledUnit], _ tokenizer: Tokenizer,
        count: (PromptUnit, PromptDocument) throws(CostError) -> RequestCount
    ) throws(CostError) -> CostEstimate {
        let sent = try SentRequest(
            unit, document, filled, tokenizer, values: assumptions.variableTokens, count: count)
        var prefix: (tokens: TokenCount, reason: String)?
        let part = assumptions.prefix == .none ? nil : StaticPrefix(of: unit)
        if let part, assumptions.prefix == .automatic {
            // A template may refuse messages without a user's.
            let counted = part.unit.messages.isEmpty ? nil : try count(part.unit, document)
            prefix = (counted.map(sent.request.tokens) ?? .zero, part.reason)
        }
        var estimate = try (part.map { serving(unit, inCommon: $0.unit) } ?? self)
            .estimate(sent.total, prefix: prefix, media: media(sent.request))
        estimate.request = sent.request
        estimate.notes =
            sent.notes + notes(sent.request, unit, sent.places) + service(unit, document) + estimate.notes
        return estimate
    }

    /// The cost of so many input tokens.
    ///
    /// - Parameters:
    ///   - prefix: the tokens that calls have in common and why, for ``CachedPrefix/automatic``.
    ///   - media: how many of the tokens are not text.
    public func estimate(
        _ input: TokenCount, prefix: (tokens: TokenCount, reason: String)? = nil,
        media: [Meter.Modality: TokenCount] = [:]
    ) throws(CostError) -> CostEstimate {
        do {
            let input = InputTokens(total: input, media: media.filter { hasPrice(of: $0.key) })
            var estimate = try uncached(input)
            if let (tokens, reason) = common(prefix, of: input.total) {
                if case .tokens(let given) = assumptions.prefix, given > input.total.point {
                    estimate.notes.append(
                        "the cached prefix is given as \(plural(given, "token")), and the input has "
                            + "\(input.total.method.isCounted ? "" : "about ")\(input.total.point): no more than the "
                            + "input is taken to be cached")
                }
                try addCache(tokens, reason, input, to: &estimate)
            }
            if let traffic = assumptions.traffic {
                if estimate.total == nil {
                    estimate.total = try estimate.perCall.multiplied(by: ExactDecimal(traffic.calls))
                }
                estimate.perMonth = try traffic.callsAMonth.map {
                    try estimate.perCall.multiplied(by: ExactDecimal($0))
                }
            }
            return estimate
        } catch let error as PricingError {
            throw .pricing(error)
        } catch {
            throw .pricing(.decimal((error as? DecimalError) ?? DecimalError.outOfRange))
        }
    }

    // MARK: Tokens

    /// The tokens that calls have in common, no more than there are; nil where no cache is assumed.
    private func common(
        _ prefix: (tokens: TokenCount, reason: String)?, of input: TokenCount
    ) -> (TokenCount, String)? {
        switch assumptions.prefix {
        case .none: return nil
        case .tokens(let count): return (TokenCount(count).clamped(to: input), "as given")
        case .automatic:
            guard let prefix else { return nil }
            return (prefix.tokens.clamped(to: input), prefix.reason)
        }
    }

    // MARK: Prices

    private func uncached(_ input: InputTokens) throws -> CostEstimate {
        let (range, price) = try cost { input.meters(at: $0) }
        return CostEstimate(
            model: model.qualifiedName, instant: instant, input: input.total, request: nil,
            output: assumptions.outputTokens, reasoning: assumptions.reasoningTokens, perCall: range, price: price,
            writePrice: nil, cache: nil, traffic: assumptions.traffic, total: nil, perMonth: nil,
            notes: limits(input.total) + price.notes)
    }

    /// Whether tokens of a modality have a price of their own; without one they are charged as text.
    private func hasPrice(of modality: Meter.Modality) -> Bool {
        model.standardPrice(Meter(.input, .base, modality), at: instant) != nil
    }

    private func media(_ request: RequestCount) -> [Meter.Modality: TokenCount] {
        var media: [Meter.Modality: TokenCount] = [:]
        for kind in MediaKind.allCases { media[kind.modality, default: .zero] += request.media(kind) }
        return media.filter { $0.value.high > 0 }
    }

    /// Prices the low end, the point and the high end of a count, each with the output that is assumed.
    private func cost(_ meters: (KeyPath<TokenCount, Int>) -> [Meter: Int]) throws -> (CostRange, PricedUsage) {
        func price(_ end: KeyPath<TokenCount, Int>) throws -> PricedUsage {
            var usage = try Usage(meters(end))
            try usage.add(assumptions.outputTokens, to: .output)
            try usage.add(assumptions.reasoningTokens, to: .reasoning)
            return try Pricer.price(usage, of: model, at: instant, options: assumptions.options)
        }
        let point = try price(\.point)
        let isSame = meters(\.low) == meters(\.point) && meters(\.high) == meters(\.point)
        guard !isSame else { return (CostRange(low: point.total, point: point.total, high: point.total), point) }
        // A prefix that just misses the least that is cached can make the smaller prompt the dearer one.
        let ends = [try price(\.low).total, point.total, try price(\.high).total].sorted()
        return (CostRange(low: ends[0], point: point.total, high: ends[2]), point)
    }

    private func addCache(
        _ prefix: TokenCount, _ reason: String, _ input: InputTokens, to estimate: inout CostEstimate
    ) throws {
        guard model.standardPrice(.cacheRead, at: instant) != nil else {
            estimate.notes.append("there is no price for cached input: nothing is taken to be cached")
            return
        }
        let cached = PrefixCache.cached(prefix, rule: model.cacheRule(at: instant))
        let (seconds, isAssumed) = PrefixCache.seconds(lifetimes.kept, of: model)
        if cached.point == 0 {
            let minimum = model.cache?.minimum ?? 0
            estimate.notes.append(
                prefix.point == 0
                    ? "nothing is cached: calls have no beginning in common"
                    : "nothing is cached: the prefix has \(plural(prefix.point, "token")) (\(reason)), and \(minimum) are the "
                        + "least that is")
        }
        if model.cache == nil, cached.point > 0 {
            estimate.notes.append("no source says how long a prefix must be to be cached; any length is taken to do")
        }
        if let note = lifetimes.note, cached.point > 0 { estimate.notes.append(note) }
        let uncached = estimate.perCall
        let writing = Meter(.input, .cacheWrite(lifetimes.written))
        let (write, writePrice) = try cost { input.meters(at: $0, held: cached, as: writing) }
        let (read, readPrice) = try cost { input.meters(at: $0, held: cached, as: .cacheRead) }
        let share = assumptions.traffic?.hitShare(lifetime: seconds)
        estimate.cache = PrefixCache(
            prefix: prefix, cached: cached, reason: reason, lifetime: seconds, isLifetimeAssumed: isAssumed,
            isLifetimeStated: lifetimes.isStated, hitShare: share, write: write, read: read, uncached: uncached,
            paysFrom: cached.point == 0
                ? nil : try PrefixCache.paysFrom(write: write.point, read: read.point, uncached: uncached.point))
        if let traffic = assumptions.traffic, traffic.period == .burst, traffic.calls > 0 {
            // Added up call by call: the share of one in three has no end as a decimal.
            let sum = try read.multiplied(by: ExactDecimal(traffic.calls - 1)).adding(write)
            estimate.total = sum
            estimate.perCall = try sum.divided(by: traffic.calls)
        } else {
            estimate.perCall = try mean(read, write, share ?? 1_000_000)
        }
        (estimate.price, estimate.writePrice) = (readPrice, writePrice)
    }

    /// The mean of calls that read and calls that write.
    private func mean(_ read: CostRange, _ write: CostRange, _ share: Int) throws -> CostRange {
        let hits = try ExactDecimal(share).shifted(by: -6)
        let misses = try ExactDecimal(1_000_000 - share).shifted(by: -6)
        return try read.multiplied(by: hits).adding(write.multiplied(by: misses))
    }

    // MARK: Notes

    private func notes(_ request: RequestCount, _ unit: PromptUnit, _ variables: Int) -> [String] {
        var notes = request.notes
        if variables > 0, assumptions.variableTokens.upperBound > 0 {
            // The request was counted without them; the estimate is not.
            notes.removeAll { $0 == request.openValuesNote }
            notes.append(takenFor(request.openValues, places: variables))
        }
        if let limit = unit.facts.maxOutputTokens, limit < assumptions.outputTokens {
            notes.append(
                "the request limits its output to \(plural(limit, "token")), and \(assumptions.outputTokens) are assumed"
            )
        }
        if unit.facts.previousResponse != nil {
            notes.append("the request goes on from an earlier response, whose tokens are billed again and not in here")
        }
        return notes
    }

    /// What values are taken for that nothing fills.
    private func takenFor(_ names: [String], places: Int) -> String {
        let range = assumptions.variableTokens
        let tokens =
            range.lowerBound == range.upperBound
            ? plural(range.lowerBound, "token") : "\(range.lowerBound) to \(range.upperBound) tokens"
        let note = "the values of \(names.joined(separator: ", ")) are taken for \(tokens) each"
        return places == names.count ? note : note + ", at \(plural(places, "place"))"
    }

    /// What the request says about how it is served, where the prices are others.
    private func service(_ unit: PromptUnit, _ document: PromptDocument) -> [String] {
        var notes: [String] = []
        let conditions = assumptions.options.conditions
        if document.format == .openaiBatch, !conditions.contains(.batch) {
            notes.append("the file is made for the batch interface; --batch prices it so")
        }
        let usual: Set<String> = ["auto", "default", "standard", "standard_only"]
        if let tier = unit.facts.setting("service_tier")?.value.lowercased(), !usual.contains(tier),
            !conditions.contains(where: { $0.name == .tier && $0.value == tier })
        {
            notes.append("the request asks for the service tier \(tier); --tier \(tier) prices it so")
        }
        return notes
    }

    /// Whether the input and the answer fit the model.
    private func limits(_ input: TokenCount) -> [String] {
        var notes: [String] = []
        if let limit = model.maximumInput ?? model.contextWindow, input.high > limit {
            notes.append(
                input.low > limit
                    ? "the input does not fit: the model takes \(limit) tokens"
                    : "the input may not fit: the model takes \(limit) tokens")
        }
        // What a model reasons counts as output.
        let (sum, overflow) = assumptions.outputTokens.addingReportingOverflow(assumptions.reasoningTokens)
        let output = overflow ? .max : sum
        if let limit = model.maximumOutput ?? model.contextWindow, output > limit {
            notes.append("the answer does not fit: the model gives at most \(limit) tokens, and \(output) are assumed")
        }
        return notes
    }
}
