/// Finds the names nearest to a mistyped one.
public enum NearestNames {
    /// The candidates that are close enough to have been meant, nearest first, at most `limit`.
    ///
    /// Close means: at most a third of the longer name's characters differ, or one name starts with the other. Case
    /// and the difference between `-`, `_` and `.` do not count.
    public static func nearest(to name: String, among candidates: [String], limit: Int = 3) -> [String] {
        let wanted = Array(VocabularyAliases.normalized(name).utf8.prefix(100))
        guard !wanted.isEmpty else { return [] }
        var found: [(distance: Int, name: String)] = []
        for candidate in candidates {
            let other = Array(VocabularyAliases.normalized(candidate).utf8)
            let distance = distance(wanted, other)
            let isPrefix = wanted.count > 2 && (other.starts(with: wanted) || wanted.starts(with: other))
            if isPrefix || distance * 3 <= max(wanted.count, other.count) { found.append((distance, candidate)) }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
    }

    /// The fewest insertions, deletions, replacements and exchanges of neighbours that turn one word into the other
    /// (Damerau and Levenshtein's distance, optimal string alignment).
    ///
    /// - Complexity: O(*n* · *m*).
    static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
                var best = min(last[column + 1] + 1, current[column] + 1, replaced)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
