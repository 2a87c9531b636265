import AssayPricing
import AssayPrompts
import AssayText

/// What changes do, in words.
enum ChangeEffects {
    /// Price tiers and context limits that are crossed. Both are tested at the high end of a count too.
    ///
    /// - Parameter earlier: what the prompt was priced on before.
    static func limits(_ change: ModelChange, of model: ChangeModel, before earlier: ChangeModel) -> [ChangeEffect] {
        [tier(change, model, earlier), context(change, model)].compactMap { $0 }
    }

    /// A price tier that the point of the count crosses, or its high end alone.
    private static func tier(_ change: ModelChange, _ model: ChangeModel, _ earlier: ChangeModel) -> ChangeEffect? {
        guard let after = change.after?.input else { return nil }
        let before = change.before?.input ?? .zero
        let crossed = [\TokenCount.point, \.high].first {
            earlier.tier(of: before[keyPath: $0]) != model.tier(of: after[keyPath: $0])
        }
        guard let end = crossed else { return nil }
        let (was, now) = (earlier.tier(of: before[keyPath: end]), model.tier(of: after[keyPath: end]))
        if let now, was == nil || after[keyPath: end] > before[keyPath: end] {
            let verb = model.tier(of: after.low) == now ? "charges" : "may charge"
            return ChangeEffect(
                .tierEntered, "\(model.prices.id) \(verb) the price of prompts \(now) tokens for the whole request")
        }
        let verb = model.tier(of: after.high) == was ? "may no longer charge" : "no longer charges"
        return was.map {
            ChangeEffect(.tierLeft, "\(model.prices.id) \(verb) the price of prompts \($0) tokens")
        }
    }

    private static func context(_ change: ModelChange, _ model: ChangeModel) -> ChangeEffect? {
        guard let limit = model.limit, let after = change.after else { return nil }
        let was = change.before.map { $0.input.high > limit } ?? false
        let isNow = after.input.high > limit
        guard was != isNow else { return nil }
        guard isNow else {
            return ChangeEffect(.contextFits, "it fits \(model.prices.id), which takes \(limit) tokens")
        }
        let may = after.input.low > limit ? "does not" : "may not"
        return ChangeEffect(.contextExceeded, "it \(may) fit \(model.prices.id), which takes \(limit) tokens")
    }

    /// Whether the part that calls have in common falls below, or reaches, the least that is cached.
    static func minimum(_ before: Int, _ after: Int, _ prefix: Int, _ model: ChangeModel) -> [ChangeEffect] {
        guard (before > 0) != (after > 0), let minimum = model.cacheRule?.minimum else { return [] }
        return [
            after == 0
                ? ChangeEffect(
                    .belowCacheMinimum,
                    "nothing is cached on \(model.prices.id) any more: calls have \(plural(prefix, "token")) in common, and "
                        + "\(minimum) are the least that is")
                : ChangeEffect(
                    .reachesCacheMinimum, "the first \(plural(after, "token")) can now be cached on \(model.prices.id)")
        ]
    }

    /// Where the cached beginning changes: of note where calls cost more from now on, and not only once.
    static func cacheBreak(_ change: CacheChange) -> ChangeEffect {
        let kind = change.cachedAfter < change.cachedBefore ? ChangeEffect.Kind.cacheBreaks : .cacheRewritten
        let place = "line \(change.line), column \(change.column)"
        let (before, after, still) = (change.cachedBefore, change.cachedAfter, change.stillCached)
        if after == 0 {
            let lost = plural(before, "token was", "tokens were")
            return ChangeEffect(
                .cacheBreaks, "the cached beginning breaks at \(place): \(lost) cached, none are now")
        }
        let kept = "\(still) of \(plural(before, "cached token")) \(still == 1 ? "is" : "are") still found"
        switch change.kind {
        case .changed:
            return ChangeEffect(kind, "the cached beginning changes at \(place): \(kept) after the change")
        case .shortened:
            let now = plural(after, "token is", "tokens are")
            return ChangeEffect(
                kind,
                "calls now differ from \(place) on: \(now) cached, \(before) \(before == 1 ? "was" : "were")")
        case .extended:
            return ChangeEffect(kind, "the cached beginning goes on from \(place): \(kept) after the change")
        }
    }

    /// The most output tokens that a request asks for, where they change.
    private static func outputLimit(_ before: PromptUnit, _ after: PromptUnit) -> ChangeEffect? {
        let (one, other) = (before.facts.maxOutputTokens, after.facts.maxOutputTokens)
        guard one != other else { return nil }
        func words(_ limit: Int?) -> String {
            limit.map { plural($0, "token") } ?? "as many tokens as the model writes"
        }
        return ChangeEffect(.outputLimitChanged, "an answer may have \(words(other)), it was \(words(one))")
    }

    /// What a request asks of it beside its text, where that changes.
    static func settings(_ before: PromptUnit, _ after: PromptUnit) -> [ChangeEffect] {
        [outputLimit(before, after), cacheLifetime(before, after), serviceTier(before, after)].compactMap { $0 }
    }

    /// The models that the prompt names, where they are others now.
    ///
    /// - Parameter pricedOn: what both versions are priced on all the same.
    static func models(
        _ before: PromptUnit, _ after: PromptUnit, _ title: (String) -> String, pricedOn: [ModelChange]
    ) -> [ChangeEffect] {
        let (one, other) = (before.facts.models.map(title), after.facts.models.map(title))
        guard before.facts.models != after.facts.models, one != other else { return [] }
        func words(_ names: [String]) -> String { names.isEmpty ? "no model" : names.joined(separator: ", ") }
        let basis = pricedOn.isEmpty ? "" : "; both are priced on " + words(pricedOn.map(\.model))
        return [ChangeEffect(.modelChanged, "it named \(words(one)) and now names \(words(other))" + basis)]
    }

    /// The tier that the request asks to be served by.
    private static func serviceTier(_ before: PromptUnit, _ after: PromptUnit) -> ChangeEffect? {
        let (one, other) = (before.facts.serviceTier, after.facts.serviceTier)
        guard one != other else { return nil }
        func words(_ tier: String?) -> String { tier.map { "the service tier \($0)" } ?? "no service tier" }
        return ChangeEffect(.serviceTierChanged, "the request asks for \(words(other)), it was \(words(one))")
    }

    /// How long the request asks what is cached to be kept, where it asks before and after.
    private static func cacheLifetime(_ before: PromptUnit, _ after: PromptUnit) -> ChangeEffect? {
        let (one, other) = (before.facts.statedCacheLifetimes, after.facts.statedCacheLifetimes)
        guard one != other, !one.isEmpty, !other.isEmpty else { return nil }
        return ChangeEffect(
            .cacheLifetimeChanged,
            "what is cached is asked to be kept for \(other.joined(separator: " and ")), it was "
                + one.joined(separator: " and "))
    }

    /// Examples and history that were added or taken out.
    static func contents(from before: UnitContents, to after: UnitContents) -> [ChangeEffect] {
        var effects: [ChangeEffect] = []
        let examples = after.examples - before.examples
        if examples != 0 {
            let count = plural(abs(examples), "example")
            effects.append(
                ChangeEffect(
                    examples > 0 ? .examplesAdded : .examplesRemoved,
                    "\(count) \(examples > 0 ? "added" : "removed"), \(after.examples) now"))
        }
        let added = missing(before.histories, after.histories)
        if !added.isEmpty {
            effects.append(
                ChangeEffect(
                    .historyAdded,
                    "the conversation so far is now sent (\(added.joined(separator: ", "))): it grows with every turn"))
        }
        let removed = missing(after.histories, before.histories)
        if !removed.isEmpty, added.isEmpty {
            effects.append(
                ChangeEffect(
                    .historyRemoved, "the conversation so far is no longer sent (\(removed.joined(separator: ", ")))"))
        }
        return effects
    }

    /// What the second list has and the first has not.
    private static func missing(_ first: [String], _ second: [String]) -> [String] {
        var result: [String] = []
        for name in second where !first.contains(name) && !result.contains(name) { result.append(name) }
        return result
    }
}
