extension ExactDecimal: CustomStringConvertible {
    /// Reads a number as people and JSON write it: `12`, `-0.25`, `1e-07`.
    ///
    /// - Throws: ``DecimalError`` when the text is not a number or needs more than 38 digits.
    public init(_ text: some StringProtocol) throws(DecimalError) {
        var scanner = DecimalScanner(text.utf8)
        guard let (significand, exponent) = scanner.number() else {
            throw DecimalError(scanner.didOverflow ? .overflow : .notANumber, text: String(text.prefix(60)))
        }
        try self.init(significand: significand, exponent: exponent)
    }

    /// The plain decimal notation, without an exponent and without needless zeros: `0.0025`, `120`.
    public var description: String {
        var digits = String(significand.magnitude)
        let sign = isNegative ? "-" : ""
        if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
        if digits.utf8.count <= -exponent {
            digits = String(repeating: "0", count: -exponent - digits.utf8.count + 1) + digits
        }
        let point = digits.index(digits.endIndex, offsetBy: exponent)
        return sign + digits[..<point] + "." + digits[point...]
    }

    /// The amount with at least `places` digits after the point, as money is shown: 4 dollars is `4.00`.
    public func text(minimumPlaces places: Int) -> String {
        let plain = description
        let present = max(0, -exponent)
        guard present < places else { return plain }
        return plain + (present == 0 ? "." : "") + String(repeating: "0", count: places - present)
    }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

/// Reads `[-+]digits[.digits][e[-+]digits]`, all of it or nothing.
private struct DecimalScanner<Bytes: Sequence> where Bytes.Element == UInt8 {
    private var bytes: Bytes.Iterator
    private var next: UInt8?
    private(set) var didOverflow = false

    init(_ bytes: Bytes) {
        self.bytes = bytes.makeIterator()
        next = self.bytes.next()
    }

    mutating func number() -> (Int128, Int)? {
        let isNegative = sign()
        guard let (digits, fraction) = mantissa() else { return nil }
        var exponent = -fraction
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            let isSmall = sign()
            guard let power = self.exponent() else { return nil }
            exponent += isSmall ? -power : power
        }
        guard next == nil else { return nil }
        return (isNegative ? -digits : digits, exponent)
    }

    private mutating func mantissa() -> (Int128, Int)? {
        var digits: Int128 = 0
        var (count, fraction, seenPoint) = (0, 0, false)
        while let byte = next {
            if byte == UInt8(ascii: "."), !seenPoint, count > 0 {
                seenPoint = true
            } else if let digit = Int128(exactly: byte &- UInt8(ascii: "0")), digit < 10 {
                let (tens, overflow) = digits.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tens.addingReportingOverflow(digit)
                if overflow || carry {
                    didOverflow = true
                    return nil
                }
                digits = sum
                count += 1
                fraction += seenPoint ? 1 : 0
            } else {
                break
            }
            next = bytes.next()
        }
        return count > 0 && !(seenPoint && fraction == 0) ? (digits, fraction) : nil
    }

    /// Three digits of exponent are more than any value can use.
    private mutating func exponent() -> Int? {
        var power = 0
        var count = 0
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            power = power * 10 + Int(byte - UInt8(ascii: "0"))
            count += 1
            if count > 3 {
                didOverflow = true
                return nil
            }
            next = bytes.next()
        }
        return count > 0 ? power : nil
    }

    private mutating func sign() -> Bool {
        if take(UInt8(ascii: "-")) { return true }
        _ = take(UInt8(ascii: "+"))
        return false
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        next = bytes.next()
        return true
    }
}
