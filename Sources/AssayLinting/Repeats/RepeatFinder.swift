/// Finds runs of symbols that occur more than once in a sequence.
///
/// Read from left to right, the sequence is cut into what is new and what was there before, as in Lempel and Ziv's
/// parsing: at each place the longest earlier occurrence is looked up by the hash of a window, and a run that was found
/// is passed over as a whole. A window spans the fewest symbols whose weights reach a minimum, so that every run of
/// that weight has a window to be found by. Runs are maximal to the right, do not overlap their source, and no symbol
/// belongs to two copies.
///
/// - Complexity: O(n) for n symbols; at most ``candidates`` earlier places are compared per window.
struct RepeatFinder {
    /// A run that occurred before.
    struct Copy: Hashable {
        /// Where the run stood first.
        var source: Int
        /// Where it stands again.
        var start: Int
        var length: Int
    }

    /// The symbol of a place that belongs to no run.
    static let barrier: UInt64 = 0

    private let symbols: [UInt64]
    private let weights: [Int32]
    private let seed: Int
    /// Hash of the symbols before each place, from which the hash of any window follows.
    private var prefix: [UInt64]
    private var powers: [UInt64]
    private var ends: [Int32]
    /// The first and last remembered place of each window, and how many there are.
    private var places = SymbolTable<Occurrences>()
    /// For each remembered place the next one of the same window; 0 where there is none.
    private var next: [Int32]
    private static let candidates = 24

    private struct Occurrences {
        var first: Int32
        var last: Int32
        var count = 1
    }

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15 | 1

    /// - Parameters:
    ///   - symbols: the sequence; ``barrier`` where a run must end.
    ///   - weights: what each symbol adds to a run's weight; equal symbols weigh the same.
    ///   - seed: the weight that a run needs to be noticed.
    init(symbols: [UInt64], weights: [Int32], seed: Int) {
        self.symbols = symbols
        self.weights = weights
        self.seed = seed
        prefix = [0]
        powers = [1]
        prefix.reserveCapacity(symbols.count + 1)
        powers.reserveCapacity(symbols.count + 1)
        for (index, symbol) in symbols.enumerated() {
            prefix.append(prefix[index] &* Self.base &+ symbol)
            powers.append(powers[index] &* Self.base)
        }
        ends = Self.windowEnds(symbols, weights, seed)
        next = [Int32](repeating: 0, count: symbols.count)
    }

    /// For each place the end of the lightest window from it that reaches the seed's weight; 0 where there is none.
    private static func windowEnds(_ symbols: [UInt64], _ weights: [Int32], _ seed: Int) -> [Int32] {
        var ends = [Int32](repeating: 0, count: symbols.count)
        var end = 0
        var weight = 0
        for start in symbols.indices {
            if end < start { (end, weight) = (start, 0) }
            while end < symbols.count, weight < seed, symbols[end] != barrier {
                weight += Int(weights[end])
                end += 1
            }
            if weight >= seed { ends[start] = Int32(end) }
            if start < end { weight -= Int(weights[start]) }
        }
        return ends
    }

    /// The copies, in order.
    ///
    /// - Parameters:
    ///   - isAllowed: whether a run at the second place can be a copy of one at the first.
    ///   - accepts: whether a run is long enough to be one.
    mutating func copies(
        isAllowed: (_ source: Int, _ start: Int) -> Bool, accepts: (Copy) -> Bool
    ) -> [Copy] {
        var result: [Copy] = []
        var position = 0
        while position < symbols.count {
            guard ends[position] > 0, let copy = longest(at: position, isAllowed), accepts(copy) else {
                remember(position)
                position += 1
                continue
            }
            result.append(copy)
            for place in position..<position + copy.length { remember(place) }
            position += copy.length
        }
        return result
    }

    private mutating func remember(_ place: Int) {
        guard ends[place] > 0 else { return }
        let key = hash(place)
        let new = Int32(place)
        guard var known = places[key] else {
            places[key] = Occurrences(first: new, last: new)
            return
        }
        guard known.count < Self.candidates else { return }
        next[Int(known.last)] = new
        known.last = new
        known.count += 1
        places[key] = known
    }

    private func hash(_ place: Int) -> UInt64 {
        let end = Int(ends[place])
        return WordHash.mix(prefix[end] &- prefix[place] &* powers[end - place])
    }

    private func longest(at position: Int, _ isAllowed: (Int, Int) -> Bool) -> Copy? {
        var best: Copy?
        var following = places[hash(position)]?.first
        while let candidate = following {
            let source = Int(candidate)
            // No place but the first one of a window is 0.
            following = next[source] == 0 ? nil : next[source]
            guard isAllowed(source, position) else { continue }
            let limit = min(position - source, symbols.count - position)
            var length = 0
            while length < limit, symbols[source + length] == symbols[position + length],
                symbols[position + length] != Self.barrier
            {
                length += 1
            }
            // An occurrence that runs into the copy itself may be cut to less than a window.
            guard position + length >= Int(ends[position]) else { continue }
            if length > best?.length ?? 0 { best = Copy(source: source, start: position, length: length) }
        }
        return best
    }
}
