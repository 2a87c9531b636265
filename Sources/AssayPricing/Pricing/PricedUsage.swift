/// What a usage costs, and how that came about.
public struct PricedUsage: Sendable, Hashable {
    /// `provider/model`.
    public var model: String
    public var instant: UTCInstant
    public var total: ExactDecimal
    /// All prices in the table are in US dollars.
    public var currency = "USD"
    public var lines: [Line]
    /// Remarks that concern the whole.
    public var notes: [String]

    /// Where the prices stand and when they were read, each source once.
    public var sources: [String] {
        var names: [String] = []
        for line in lines where !names.contains(line.source.description) { names.append(line.source.description) }
        return names
    }

    /// One meter's part of the total.
    public struct Line: Sendable, Hashable {
        /// What was used.
        public var meter: Meter
        /// What it was charged as: another meter where the model has no price of its own for it.
        public var billedAs: Meter
        public var quantity: ExactDecimal
        /// The price of the quoted quantity (``MeterUnit/quoted``), before factors.
        public var unitPrice: ExactDecimal
        /// Factors on the price and the conditions they come from.
        public var factors: [Multiplier]
        public var amount: ExactDecimal
        /// The tier that was reached, such as `>200000`; nil for the base price.
        public var tier: String?
        /// The entry's conditions; empty for a standard price.
        public var conditions: [Condition]
        public var validity: Validity
        public var window: ClockWindow?
        public var source: PriceSource
        /// Why this price, when it is not the obvious one.
        public var note: String?

        /// The first day on which the price is known to hold: its start, or where no source tells that, the day it was
        /// read or the last one before it changed, whichever was earlier. Nil for private prices that say neither.
        public var knownFrom: UTCInstant? {
            if let from = validity.from { return from }
            let last = validity.to.map { UTCInstant(UTCInstant(seconds: $0.seconds - 1).date) }
            return [last, source.checked].compactMap { $0 }.min()
        }

        /// Whether the price is only assumed to have held at an instant.
        public func isAssumed(at instant: UTCInstant) -> Bool { knownFrom.map { instant < $0 } ?? false }

        /// The line in words, for `--explain`.
        public var explanation: String {
            var text =
                "\(meter): \(quantity) \(billedAs.kind.unit.rawValue) x $\(unitPrice)/\(billedAs.kind.unit.quotedText)"
            text += factors.map { " x \($0.factor) (\($0.condition))" }.joined()
            text += " = $\(amount)"
            var facts = conditions.map(\.description)
            if let tier { facts.append("tier \(tier) prompt tokens") }
            if let window { facts.append("hours \(window)") }
            if let from = validity.from { facts.append("since \(from)") }
            if let to = validity.to { facts.append("until \(to)") }
            facts.append(source.description)
            text += " [" + facts.joined(separator: ", ") + "]"
            return note.map { text + " (\($0))" } ?? text
        }
    }
}

extension PriceSource: CustomStringConvertible {
    public var description: String {
        let name = version.isEmpty ? self.name : "\(self.name) \(version)"
        return checked.map { "\(name), checked \($0)" } ?? name
    }
}

/// Why a usage cannot be priced.
public enum PricingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The table knows the model and why it has no price.
    case refused(model: String, reason: String)
    /// No price of the model holds at the instant.
    case noPriceAt(model: String, instant: UTCInstant, known: String)
    /// Nothing in the model's prices answers to a condition.
    case noPriceFor(model: String, condition: Condition, instant: UTCInstant, known: String)
    /// Each of several conditions has a price, but no price answers to all of them together.
    case noPriceForAll(model: String, conditions: [Condition], instant: UTCInstant, known: String)
    /// A meter has no price, and no rule says what to charge it as.
    case noMeter(model: String, meter: Meter, known: [Meter])
    case usage(UsageError)
    case decimal(DecimalError)

    public var description: String {
        switch self {
        case .refused(let model, let reason): "\(model) has no price in the table: \(reason)"
        case .noPriceAt(let model, let instant, let known): "\(model) has no price on \(instant); \(known)"
        case .noPriceFor(let model, let condition, let instant, let known):
            "\(model) has no \(condition) price on \(instant); \(known)"
        case .noPriceForAll(let model, let conditions, let instant, let known):
            "\(model) has no price for \(conditions.map(\.description).joined(separator: " with ")) on \(instant); \(known)"
        case .noMeter(let model, let meter, let known):
            "\(model) has no price for \(meter); it has prices for \(known.map(\.description).joined(separator: ", "))"
        case .usage(let error): error.description
        case .decimal(let error): error.description
        }
    }
}
