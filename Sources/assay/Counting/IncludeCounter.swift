import AssayEstimation
import AssayPrompts
import AssayTokenization

/// Counts the templates that a unit includes, where no rendering has put them in their place.
struct IncludeCounter {
    let counters: [UnitCounter]
    let folder: PromptFolder
    /// The name of the file that includes them.
    let host: String
    let tell: (DocumentProblem) -> Void
    private var chain: [String]
    private var seen = 0

    /// Templates that include many others, again and again, grow beyond any number.
    private static let maximum = 1_000
    private static let maximumDepth = 50

    init(counters: [UnitCounter], folder: PromptFolder, host: String, tell: @escaping (DocumentProblem) -> Void) {
        self.counters = counters
        self.folder = folder
        self.host = host
        self.tell = tell
        chain = [host]
    }

    /// The tokens of what `unit` includes, one a counter.
    ///
    /// - Parameter line: the line to name when there is something to say of an include.
    mutating func count(
        _ unit: PromptUnit, line: (PromptReference) -> Int
    ) throws(TokenizationError) -> [TokenBounds] {
        var total = [TokenBounds](repeating: .zero, count: counters.count)
        for include in unit.facts.includes {
            let place = line(include)
            guard !chain.contains(include.path) else {
                tell(.error(line: place, "\(include.path) includes itself; it is not counted again"))
                return total
            }
            seen += 1
            guard seen <= Self.maximum, chain.count < Self.maximumDepth else {
                if seen == Self.maximum + 1 || seen <= Self.maximum {
                    tell(
                        .error(
                            line: place,
                            "more than \(Self.maximum) includes, or \(Self.maximumDepth) inside each "
                                + "other: the others are not counted"))
                    seen = Self.maximum + 1
                }
                return total
            }
            guard let bytes = folder.template(include.path),
                let document = try? PromptReader.read(bytes, name: include.path)
            else {
                tell(.note(line: place, "\(include.path) is not beside it, so its text is assumed like a value"))
                total = zip(total, counters).map { $0 + $1.unknown }
                continue
            }
            chain.append(include.path)
            for inner in document.units {
                for (index, counter) in counters.enumerated() {
                    total[index] = try counter.count(inner, in: document).reduce(total[index], +)
                }
                total = zip(total, try count(inner) { _ in place }).map { $0 + $1 }
            }
            chain.removeLast()
        }
        return total
    }
}
