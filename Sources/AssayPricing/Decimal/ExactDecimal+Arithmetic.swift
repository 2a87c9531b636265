extension ExactDecimal {
    public func adding(_ other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let power = min(exponent, other.exponent)
        guard let left = ExactDecimal.scale(significand, by: exponent - power),
            let right = ExactDecimal.scale(other.significand, by: other.exponent - power)
        else { throw DecimalError(.overflow) }
        let (sum, overflow) = left.addingReportingOverflow(right)
        if overflow { throw DecimalError(.overflow) }
        return try ExactDecimal(significand: sum, exponent: power)
    }

    public func subtracting(_ other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        try adding(other.negated())
    }

    public func negated() throws(DecimalError) -> ExactDecimal {
        let (negative, overflow) = Int128.zero.subtractingReportingOverflow(significand)
        if overflow { throw DecimalError(.overflow) }
        return try ExactDecimal(significand: negative, exponent: exponent)
    }

    public func multiplied(by other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
        if overflow { throw DecimalError(.overflow) }
        return try ExactDecimal(significand: product, exponent: exponent + other.exponent)
    }

    public func multiplied(by other: Int) throws(DecimalError) -> ExactDecimal {
        try multiplied(by: ExactDecimal(other))
    }

    /// The value with the decimal point moved: `shifted(by: -6)` divides by a million. Exact.
    public func shifted(by places: Int) throws(DecimalError) -> ExactDecimal {
        try ExactDecimal(significand: significand, exponent: exponent + places)
    }

    /// The quotient with at most `places` digits after the point, rounded half to even where it has more.
    ///
    /// The only operation that rounds. Prices per hour charged by the second use it with 12 places, and nothing else in
    /// a price does.
    public func divided(by divisor: Int, places: Int = 12) throws(DecimalError) -> ExactDecimal {
        guard divisor != 0 else { throw DecimalError(.divisionByZero) }
        let shift = exponent + places
        guard shift >= 0 else { return try dividedBelowUnit(by: divisor, places: places) }
        guard let numerator = ExactDecimal.scale(significand, by: shift) else { throw DecimalError(.overflow) }
        return try ExactDecimal(
            significand: ExactDecimal.roundedQuotient(numerator, Int128(divisor)), exponent: -places)
    }

    /// The same for a value that already has more digits than asked for: the surplus joins the divisor.
    private func dividedBelowUnit(by divisor: Int, places: Int) throws(DecimalError) -> ExactDecimal {
        guard let denominator = ExactDecimal.scale(Int128(divisor), by: -(exponent + places)) else {
            throw DecimalError(.overflow)
        }
        return try ExactDecimal(
            significand: ExactDecimal.roundedQuotient(significand, denominator), exponent: -places)
    }

    /// How many times a divisor goes into the value, the rest dropped.
    public func wholeQuotient(by divisor: ExactDecimal) throws(DecimalError) -> Int {
        guard !divisor.isZero else { throw DecimalError(.divisionByZero) }
        let power = min(exponent, divisor.exponent)
        guard let numerator = ExactDecimal.scale(significand, by: exponent - power),
            let denominator = ExactDecimal.scale(divisor.significand, by: divisor.exponent - power),
            let quotient = Int(exactly: numerator / denominator)
        else { throw DecimalError(.overflow) }
        return quotient
    }

    private static func roundedQuotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
        // Only the most negative numerator over -1 could overflow, and scaled significands never reach it.
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let magnitude = remainder.magnitude
        let half = denominator.magnitude - magnitude
        guard magnitude > half || (magnitude == half && quotient % 2 != 0) else { return quotient }
        return (numerator < 0) == (denominator < 0) ? quotient &+ 1 : quotient &- 1
    }
}

extension ExactDecimal: Comparable {
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let power = min(left.exponent, right.exponent)
        guard let first = scale(left.significand, by: left.exponent - power) else { return left.isNegative }
        // What does not fit when scaled is further from zero than anything that does.
        guard let second = scale(right.significand, by: right.exponent - power) else { return !right.isNegative }
        return first < second
    }
}
