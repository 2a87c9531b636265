import AssayText

/// The lines of a price file that have a grammar of their own.
enum PriceLine {
    /// `[CONDITION...] [from DATE] [to DATE] [at HOURS [DAYS] ZONE] by SOURCE`
    static func entry(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> PriceEntry {
        var words = text.pieces(" ")[...]
        var entry = PriceEntry(rates: [:], source: "")
        while let word = words.popFirst() {
            switch word {
            case "from": entry.validity.from = try place.date(words.popFirst())
            case "to": entry.validity.to = try place.date(words.popFirst())
            case "by":
                guard let source = words.popFirst() else { throw place.failure("after 'by' comes the source") }
                entry.source = String(source)
            case "at":
                let end = words.firstIndex(of: "by") ?? words.endIndex
                guard let window = ClockWindow(words: words[..<end]) else {
                    throw place.failure("write hours like at 01:00-04:00,06:00-10:00 Mon,Tue UTC")
                }
                entry.window = window
                words = words[end...]
            default:
                guard let condition = Condition(word) else {
                    throw place.failure("'\(word)' is no condition of a price")
                }
                entry.conditions.append(condition)
            }
        }
        entry.conditions.sort()
        guard !entry.source.isEmpty else { throw place.failure("the price does not say its source (by SOURCE)") }
        return entry
    }

    /// `AMOUNT|METER x FACTOR [; >N AMOUNT]... [; graduated] [; free N/PERIOD [GROUP]]`
    static func rate(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> Rate {
        let parts = text.pieces(";").map(\.trimmed)
        guard let first = parts.first else { throw place.failure("the meter has no amount") }
        var rate = Rate(try amount(first, at: place))
        for part in parts.dropFirst() {
            if part == "graduated" {
                rate.mode = .graduated
            } else if part.hasPrefix("free ") {
                rate.freeQuota = try quota(part.dropFirst(5), at: place)
            } else {
                rate.tiers.append(try tier(part, at: place))
            }
        }
        rate.tiers.sort { $0.threshold < $1.threshold }
        return rate
    }

    private static func amount(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> Rate.Amount {
        let words = text.pieces(" ")
        if words.count == 3, words[1] == "x", let meter = Meter(words[0]) {
            return .derived(from: meter, factor: try decimal(words[2], at: place))
        }
        return .fixed(try decimal(text, at: place))
    }

    private static func tier(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> Rate.Tier {
        let (condition, amount) = text.splitOnce(" ")
        let isInclusive = condition.hasPrefix(">=")
        guard condition.hasPrefix(">"), let threshold = Int(condition.dropFirst(isInclusive ? 2 : 1)), threshold >= 0
        else { throw place.failure("write a tier like >200000 2.50 or >=200000 2.50, not '\(text)'") }
        return Rate.Tier(
            threshold: threshold, includesThreshold: isInclusive, amount: try decimal(amount, at: place))
    }

    private static func quota(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> Rate.FreeQuota {
        let (share, group) = text.splitOnce(" ")
        let (count, period) = share.splitOnce("/")
        guard let count = Int(count), count > 0, !period.isEmpty else {
            throw place.failure("write a free quota like free 1500/day")
        }
        return Rate.FreeQuota(count: count, period: String(period), group: String(group))
    }

    /// `FIELD: CLAIMS -> DECISION`
    static func disagreement(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> Disagreement {
        let (field, rest) = text.splitOnce(":")
        guard let arrow = rest.firstRange(ofText: " -> ") else {
            throw place.failure("write a disagreement as FIELD: CLAIMS -> DECISION")
        }
        return Disagreement(
            field: String(field), claims: String(rest[..<arrow.lowerBound]),
            decision: String(rest[arrow.upperBound...]))
    }

    /// `CONDITION FACTOR [from DATE] [to DATE] by SOURCE`
    static func multiplier(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> Multiplier {
        let words = text.pieces(" ")
        guard words.count >= 4, words[words.count - 2] == "by", let condition = Condition(words[0]) else {
            throw place.failure("write a multiplier as CONDITION FACTOR [from DATE] [to DATE] by SOURCE")
        }
        let factor = try decimal(words[1], at: place)
        var validity = Validity.always
        var rest = words[2..<words.count - 2]
        while let word = rest.popFirst() {
            let value = try place.date(rest.popFirst())
            if word == "from" { validity.from = value } else { validity.to = value }
        }
        return Multiplier(
            condition: condition, factor: factor, validity: validity, source: String(words[words.count - 1]))
    }

    /// A name and the time after it: `NAME [from DATE] [to DATE]`.
    static func validity(trailing text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> (
        Substring, Validity
    ) {
        var words = text.pieces(" ")
        var validity = Validity.always
        while words.count >= 3, words[words.count - 2] == "from" || words[words.count - 2] == "to" {
            let value = try place.date(words.removeLast())
            if words.removeLast() == "from" { validity.from = value } else { validity.to = value }
        }
        guard let first = words.first, let last = words.last else { throw place.failure("the alias has no name") }
        return (text[first.startIndex..<last.endIndex], validity)
    }

    private static func decimal(_ text: Substring, at place: PriceFilePlace) throws(PriceFileError) -> ExactDecimal {
        let value: ExactDecimal
        do {
            value = try ExactDecimal(text)
        } catch {
            throw place.failure(error.description)
        }
        guard !value.isNegative else {
            throw place.failure("'\(text)' is negative; a price, and what it is multiplied by, is 0 or more")
        }
        return value
    }
}
