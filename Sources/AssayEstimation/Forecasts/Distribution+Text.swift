import AssayPricing
import AssayText

/// Why a text is no distribution.
public struct DistributionError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}

extension Distribution {
    /// Reads `20`, `10..30`, `normal(20,5)`, `lognormal(500,0.8)`, `exponential(60)`, `geometric(0.2)` or
    /// `poisson(0.1)`.
    ///
    /// - Parameter units: what may stand behind a number, and its factor: `m` for 60 seconds.
    public init(_ text: String, units: [String: Int] = [:]) throws(DistributionError) {
        let scanner = NumberScanner(units: units)
        if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
            let inside = text[text.index(after: open)...].dropLast()
            let parts = inside.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            self = try Self.named(String(text[..<open]).lowercased(), parts, scanner)
        } else if let dots = text.firstRange(ofText: "..") {
            self = try Self.range(String(text[..<dots.lowerBound]), String(text[dots.upperBound...]), scanner)
        } else {
            self = .fixed(try scanner.number(text))
        }
    }

    private static func range(_ low: String, _ high: String, _ scanner: NumberScanner) throws(DistributionError) -> Self {
        let ends = (try scanner.number(low), try scanner.number(high))
        guard let low = ends.0.integer, let high = ends.1.integer, low <= high else {
            throw DistributionError(description: "a range is two whole numbers, the smaller first, as in 10..30")
        }
        return .uniform(low, high)
    }

    private static func named(
        _ name: String, _ parts: [String], _ scanner: NumberScanner
    ) throws(DistributionError) -> Self {
        guard let form = forms[name] else {
            throw DistributionError(
                description: "no distribution is called '\(name)'; there are "
                    + forms.keys.sorted().joined(separator: ", "))
        }
        guard parts.count == form.count else {
            throw DistributionError(description: "\(name) is written \(form.example): \(form.meaning)")
        }
        if name == "uniform" { return try range(parts[0], parts[1], scanner) }
        // The second number of a lognormal and the number of a geometric distribution have no unit.
        let plain = NumberScanner(units: [:])
        let first = try (name == "geometric" ? plain : scanner).number(parts[0]).approximation
        let second = parts.count == 2 ? try (name == "lognormal" ? plain : scanner).number(parts[1]).approximation : 0
        switch name {
        case "normal": return .normal(mean: first, deviation: second)
        case "lognormal":
            guard second <= 5 else {
                throw DistributionError(
                    description: "lognormal(median,sigma) takes the deviation of the logarithm, at most 5; \(parts[1]) "
                        + "would spread over more than anything real does")
            }
            return .lognormal(median: first, sigma: second)
        case "exponential": return .exponential(mean: first)
        case "poisson":
            guard first <= 1_000_000 else {
                throw DistributionError(description: "poisson(mean) takes a mean of at most 1,000,000")
            }
            return .poisson(mean: first)
        default:
            guard first > 1e-9, first <= 1 else {
                throw DistributionError(
                    description: "geometric takes the probability of the end, above 0 and at most 1: geometric(0.125) "
                        + "has the mean 8")
            }
            return .geometric(probability: first)
        }
    }

    private static let forms: [String: (count: Int, example: String, meaning: String)] = [
        "uniform": (2, "uniform(10,30)", "the least and the most"),
        "normal": (2, "normal(20,5)", "the mean and the standard deviation"),
        "lognormal": (2, "lognormal(500,0.8)", "the median, and the standard deviation of the logarithm"),
        "exponential": (1, "exponential(60)", "the mean"),
        "geometric": (1, "geometric(0.125)", "the probability of the end"),
        "poisson": (1, "poisson(0.1)", "the mean"),
    ]
}

/// Reads one number with its unit.
private struct NumberScanner {
    let units: [String: Int]

    func number(_ text: String) throws(DistributionError) -> ExactDecimal {
        let word = text.split(separator: " ").joined()
        let unit = units.keys.sorted().last { word.hasSuffix($0) && !word.hasPrefix($0) }
        let digits = word.dropLast(unit?.utf8.count ?? 0)
        guard let number = try? ExactDecimal(digits),
            let value = try? number.multiplied(by: unit.flatMap { units[$0] } ?? 1)
        else { throw DistributionError(description: "'\(text)' is no number; write it like 20, 0.5 or 1e6") }
        guard !value.isNegative else { throw DistributionError(description: "write numbers from 0 up, such as 20 or 10..30") }
        guard value <= ExactDecimal(Distribution.largest) else {
            throw DistributionError(description: "'\(text)' is too large; 2^40 is the most")
        }
        return value
    }
}
