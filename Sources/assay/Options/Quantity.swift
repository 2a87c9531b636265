import ArgumentParser
import AssayPricing

/// A whole number as it was written on the command line. It is read when its option's name is at hand, so that a wrong
/// one gets a message that says what to write.
struct Quantity: ExpressibleByArgument, CustomStringConvertible {
    private let text: String

    /// As it was written, which is how help shows a default.
    var description: String { text }

    init(argument: String) {
        text = argument
    }

    /// No request uses more of anything.
    static let largest = 1 << 53

    /// The number: `1000000` or `1e6`.
    ///
    /// - Parameters:
    ///   - option: the option's name, `--input`.
    ///   - noun: what is counted, in the plural.
    ///   - least, most: the smallest and the largest number that makes sense.
    func value(
        of option: String, _ noun: String = "tokens", atLeast least: Int = 0, atMost most: Int = largest
    ) throws(Failure) -> Int {
        let number = try? ExactDecimal(text)
        if let value = number?.integer, (least...most).contains(value) { return value }
        if number == nil, let plain = withoutSeparators {
            throw Failure("\(option) is '\(text)'; write it without separators: \(plain)")
        }
        guard let number, number > ExactDecimal(most) else {
            throw Failure(
                "\(option) is '\(text)'; write a whole number of \(noun) from \(least) up, such as 1000000 or 1e6")
        }
        throw Failure("\(option) is '\(text)'; \(most == Self.largest ? "2^53" : "\(most)") is the most")
    }

    /// `1000` for `1,000`, `1_000` and `1'000`; nil where it is no such number.
    private var withoutSeparators: String? {
        let groups = text.split(omittingEmptySubsequences: false) { ",_' ".contains($0) }
        let areDigits = groups.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return areDigits && groups.count > 1 && groups.dropFirst().allSatisfy { $0.utf8.count == 3 } ? groups.joined() : nil
    }
}
