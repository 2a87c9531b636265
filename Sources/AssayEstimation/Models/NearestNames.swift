/// Finds the names that a misspelt one may have meant.
public enum NearestNames {
    /// The names in `candidates` nearest to `name`, at most `limit`, the nearest first. A name that differs in more
    /// than half of its letters is not offered. Time grows with the product of the two lengths for each candidate.
    public static func find(_ name: String, in candidates: [String], limit: Int = 3) -> [String] {
        // Nobody's slip is longer than this, and the comparison is quadratic.
        let wanted = Array(lowercased(name).prefix(100))
        let ranked = candidates.compactMap { candidate -> (distance: Int, name: String)? in
            let letters = lowercased(candidate)
            let distance = editDistance(wanted, letters)
            let sharesBeginning = wanted.count >= 3 && (letters.starts(with: wanted) || wanted.starts(with: letters))
            guard sharesBeginning || 2 * distance <= max(wanted.count, letters.count) else { return nil }
            return (distance, candidate)
        }
        return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
    }

    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// How many letters must be put in, taken out or changed to turn one name into the other.
    static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var previous = Array(0...right.count)
        var current = previous
        for (row, letter) in left.enumerated() {
            current[0] = row + 1
            for (column, other) in right.enumerated() {
                let change = previous[column] + (letter == other ? 0 : 1)
                current[column + 1] = min(change, previous[column + 1] + 1, current[column] + 1)
            }
            swap(&previous, &current)
        }
        return previous[right.count]
    }
}
