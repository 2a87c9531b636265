/// A decimal number without rounding: a significand times a power of ten.
///
/// Money and unit prices are held in this type. Adding, subtracting and multiplying are exact, and a result that does
/// not fit is an error, never a wrong number. There is one way to divide, ``divided(by:places:)``, and it says how it
/// rounds.
///
/// The value is kept in lowest terms (no trailing zero in the significand), so equal numbers are equal values.
///
/// - Complexity: every operation is O(1); the significand has 128 bits, about 38 digits.
public struct ExactDecimal: Sendable, Hashable {
    /// The digits, with the sign.
    public let significand: Int128
    /// The power of ten: 0.0025 is 25 with exponent -4.
    public let exponent: Int

    /// The exponents a value may have. Wider than any price or sum needs, so reaching it means bad input.
    static let exponents = -60...60

    public static let zero = ExactDecimal(0)
    public static let one = ExactDecimal(1)

    public init(_ value: Int) {
        (significand, exponent) = ExactDecimal.lowestTerms(Int128(value), 0)
    }

    /// `significand` times ten to the power `exponent`.
    public init(significand: Int128, exponent: Int) throws(DecimalError) {
        // A significand can lose 38 zeros at most, so anything beyond that is out of range whatever it holds.
        guard (-100...100).contains(exponent) else { throw DecimalError(.overflow) }
        let (digits, power) = ExactDecimal.lowestTerms(significand, exponent)
        guard ExactDecimal.exponents.contains(power) else { throw DecimalError(.overflow) }
        (self.significand, self.exponent) = (digits, power)
    }

    private static func lowestTerms(_ significand: Int128, _ exponent: Int) -> (Int128, Int) {
        guard significand != 0 else { return (0, 0) }
        var (significand, exponent) = (significand, exponent)
        while significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        return (significand, exponent)
    }

    public var isZero: Bool { significand == 0 }
    public var isNegative: Bool { significand < 0 }

    /// The value as an integer, if it is one and fits.
    public var integer: Int? {
        guard exponent >= 0, let scaled = ExactDecimal.scale(significand, by: exponent) else { return nil }
        return Int(exactly: scaled)
    }

    /// `value` times ten to the power `count`, or nil when that does not fit.
    static func scale(_ value: Int128, by count: Int) -> Int128? {
        var result = value
        if value == 0 { return 0 }
        guard count <= 38 else { return nil }
        for _ in 0..<count {
            let (next, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = next
        }
        return result
    }
}

/// Why a decimal could not be read or computed.
public struct DecimalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Sendable { case overflow, notANumber, divisionByZero }

    public let code: Code
    /// The text that is not a number.
    public let text: String

    /// For callers whose own arithmetic ends where decimals do.
    public static let outOfRange = DecimalError(.overflow)

    init(_ code: Code, text: String = "") {
        self.code = code
        self.text = text
    }

    public var description: String {
        switch code {
        case .overflow: "the number needs more than 38 digits"
        case .notANumber: "'\(text)' is not a decimal number; write it like 12, 0.25 or 1e-6"
        case .divisionByZero: "division by zero"
        }
    }
}
