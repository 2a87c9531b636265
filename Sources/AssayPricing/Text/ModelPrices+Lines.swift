extension ModelPrices {
    /// Takes in one line of a model's block, apart from prices.
    mutating func readLine(
        _ word: Substring, _ rest: Substring, checks: PriceChecks, at place: PriceFilePlace
    ) throws(PriceFileError) {
        switch word {
        case "title": self.title = String(rest)
        case "alias":
            let (name, validity) = try PriceLine.validity(trailing: rest, at: place)
            aliases.append(ModelPrices.Alias(String(name), validity: validity))
        case "match":
            let words = rest.pieces(" ")
            guard let first = words.first, words.count == 1 || words[1] == "except" else {
                throw place.failure("write a pattern as PATTERN [except PATTERN...]")
            }
            patterns.append(NamePattern(String(first), except: words.dropFirst(2).map(String.init)))
        case "status":
            guard let status = ModelPrices.Status(rawValue: String(rest)) else {
                throw place.failure("'\(rest)' is no status; current, deprecated and retired are")
            }
            self.status = status
        case "retires": retires = try place.instant(rest)
        case "listed": listed = try place.instant(rest)
        case "use": use = String(rest)
        case "context": contextWindow = try place.count(rest)
        case "max-input": maximumInput = try place.count(rest)
        case "max-output": maximumOutput = try place.count(rest)
        case "cache-minimum":
            let words = rest.pieces(" ")
            guard words.count == 1 || (words.count == 3 && words[1] == "step") else {
                throw place.failure("write a cache minimum as TOKENS [step TOKENS]")
            }
            cache = CacheRule(
                minimum: try place.count(words[0]), step: words.count == 3 ? try place.count(words[2]) : 1)
        case "refused": refusal = String(rest)
        case "source":
            let (name, reference) = rest.splitOnce(" ")
            let check = checks[String(name)]
            sources.append(
                PriceSource(
                    name: String(name), version: check?.version ?? "", reference: String(reference),
                    checked: check?.date))
        case "disagree": disagreements.append(try PriceLine.disagreement(rest, at: place))
        case "note": notes.append(String(rest))
        case "multiply": multipliers.append(try PriceLine.multiplier(rest, at: place))
        default: throw place.failure("'\(word)' is neither a meter nor something a model has")
        }
    }
}
