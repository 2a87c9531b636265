import ArgumentParser
import AssayPricing

/// A whole number as it was written on the command line. It is read when its option's name is at hand, so that a wrong
/// one gets a message that says what to write.
struct Quantity: ExpressibleByArgument {
    private let text: String

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
    ///   - least: the smallest number that makes sense.
    func value(of option: String, _ noun: String = "tokens", atLeast least: Int = 0) throws(Failure) -> Int {
        guard let number = (try? ExactDecimal(text))?.integer, (least...Self.largest).contains(number) else {
            let range = least == 0 ? "from 0 up" : "from \(least) up"
            let limit = (try? ExactDecimal(text)).map { $0 > ExactDecimal(Self.largest) } ?? false
            throw Failure(
                "\(option) is '\(text)'; "
                    + (limit ? "2^53 is the most" : "write a whole number of \(noun) \(range), such as 1000000 or 1e6"))
        }
        return number
    }
}
