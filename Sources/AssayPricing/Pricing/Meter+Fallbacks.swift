extension Meter {
    /// A meter to charge instead, and the words for it.
    struct Fallback {
        var meter: Meter
        var note: String
    }

    /// What a meter is charged as when it has no price of its own, the first that has one. Each use is told in the
    /// result.
    ///
    /// - Reasoning is output, tool prompts are input: every provider charges them so unless it says otherwise.
    /// - A cached token without a cache price is charged as a fresh one, which is what the provider would have charged.
    /// - A cache write of the usual lifetime may be listed under that lifetime's name. One of a longer lifetime is
    ///   never charged at a shorter one's price.
    /// - Tokens of audio, images and video without a price of their own are charged as text, as providers with one
    ///   token price do.
    var fallbacks: [Fallback] {
        var result: [Fallback] = []
        switch kind {
        case .reasoning: result.append(Fallback(meter: with(.base), note: "reasoning is charged as output"))
        case .tool: result.append(Fallback(meter: with(.base), note: "the tool prompt is charged as input"))
        case .cacheWrite(let lifetime):
            result += lifetime.equals.map {
                Fallback(meter: with(.cacheWrite($0)), note: "the usual lifetime of a cache write")
            }
        case .webSearchLow, .webSearchHigh:
            result.append(Fallback(meter: with(.webSearch), note: "one price for every search size"))
        case .second, .item, .pixel, .character:
            if direction != .none {
                result.append(
                    Fallback(meter: Meter(.none, kind, modality), note: "one price for what goes in and comes out"))
            }
        default: break
        }
        return result + modalityFallbacks
    }

    /// The last resort of a cached token: what it would have cost fresh.
    var freshFallback: Fallback? {
        switch kind {
        case .cacheRead: Fallback(meter: with(.base), note: "no cache-read price: charged as fresh input")
        case .cacheWrite: Fallback(meter: with(.base), note: "cache writes cost nothing extra: charged as fresh input")
        default: nil
        }
    }

    private var modalityFallbacks: [Fallback] {
        guard modality != .text, isToken else { return [] }
        let text = Meter(direction, kind)
        let note = "no \(modality) price: charged as text"
        return [Fallback(meter: text, note: note)]
            + text.fallbacks.map { Fallback(meter: $0.meter, note: note + "; " + $0.note) }
    }

    private func with(_ kind: Kind) -> Meter { Meter(direction, kind, modality) }
}

extension Meter.Lifetime {
    /// The other names under which the price of this lifetime may be listed.
    fileprivate var equals: [Meter.Lifetime] {
        switch self {
        case .usual: [.fiveMinutes, .thirtyMinutes]
        case .fiveMinutes, .thirtyMinutes: [.usual]
        case .oneHour, .twelveHours: []
        }
    }
}
