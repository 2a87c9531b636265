/// What one request used, by meter. The meters are exclusive, see ``Meter``.
///
/// Price each request on its own and add the prices: tiers look at the prompt of one request.
public struct Usage: Sendable, Hashable {
    /// Quantities that are not zero. Decimals, because seconds and hours of storage have fractions.
    public private(set) var quantities: [Meter: ExactDecimal] = [:]

    public init() {}

    /// A usage from whole numbers.
    ///
    /// - Throws: ``UsageError`` when a quantity is negative.
    public init(_ quantities: [Meter: Int]) throws(UsageError) {
        for (meter, quantity) in quantities { try add(ExactDecimal(quantity), to: meter) }
    }

    /// The quantity of a meter; zero when the usage does not have it.
    public subscript(meter: Meter) -> ExactDecimal { quantities[meter] ?? .zero }

    /// Adds to a meter.
    ///
    /// - Throws: ``UsageError`` when the quantity is negative or the sum does not fit.
    public mutating func add(_ quantity: ExactDecimal, to meter: Meter) throws(UsageError) {
        guard !quantity.isNegative else { throw UsageError.negative(meter, quantity) }
        guard !quantity.isZero else { return }
        do {
            quantities[meter] = try self[meter].adding(quantity)
        } catch {
            throw UsageError.tooLarge(meter)
        }
    }

    public mutating func add(_ quantity: Int, to meter: Meter) throws(UsageError) {
        try add(ExactDecimal(quantity), to: meter)
    }

    /// The tokens of the whole prompt, cached or not, of any modality: the number that price tiers look at.
    public func promptTokens() throws(UsageError) -> ExactDecimal {
        var total = ExactDecimal.zero
        for (meter, quantity) in quantities where meter.isPromptToken {
            do { total = try total.adding(quantity) } catch { throw UsageError.tooLarge(meter) }
        }
        return total
    }

    /// The meters in the order of price files.
    public var meters: [Meter] { quantities.keys.sorted() }
}

/// Why numbers are not a usage.
public enum UsageError: Error, Sendable, Hashable, CustomStringConvertible {
    case negative(Meter, ExactDecimal)
    case tooLarge(Meter)

    public var description: String {
        switch self {
        case .negative(let meter, let quantity): "\(meter) is \(quantity); a usage cannot be negative"
        case .tooLarge(let meter): "the quantity of \(meter) has more than 38 digits"
        }
    }
}
