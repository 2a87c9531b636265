import AssayPricing

/// What tokens cost on hardware of one's own, to compare with a price by the million.
public struct SelfHosting: Sendable, Hashable {
    /// Dollars an hour for the hardware, used or not.
    public var dollarsAnHour: ExactDecimal
    /// Tokens a second when it is busy.
    public var tokensASecond: Int
    /// The share of the time in which it is busy, in thousandths.
    public var busy: Int

    public init(dollarsAnHour: ExactDecimal, tokensASecond: Int, busy: Int = 1_000) {
        self.dollarsAnHour = dollarsAnHour
        self.tokensASecond = tokensASecond
        self.busy = busy
    }

    /// Dollars a million tokens, rounded to 12 places: $2.50 an hour at 1,000 tokens a second is $0.694444444444.
    ///
    /// - Throws: ``DecimalError`` where there are no tokens at all.
    public func dollarsAMillion() throws(DecimalError) -> ExactDecimal {
        let (product, overflow) = tokensASecond.multipliedReportingOverflow(by: 3_600)
        let (tokens, overflows) = product.multipliedReportingOverflow(by: busy)
        guard !overflow, !overflows else { throw DecimalError.outOfRange }
        // A million tokens, and thousandths of busy time: nine places.
        return try dollarsAnHour.shifted(by: 9).divided(by: tokens)
    }

    /// The tokens a month (720 hours) from which on the hardware costs less than a price by the million; nil where it
    /// cannot make so many.
    public func breakEven(dollarsAMillion price: ExactDecimal) throws(DecimalError) -> Int? {
        guard price > .zero, try dollarsAMillion() < price else { return nil }
        let month = try dollarsAnHour.multiplied(by: 720).shifted(by: 6)
        let whole = try month.wholeQuotient(by: price)
        return try price.multiplied(by: whole) < month ? whole + 1 : whole
    }
}
