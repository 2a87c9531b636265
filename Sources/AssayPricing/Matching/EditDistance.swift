import AssayText

/// How far two names are apart, for suggestions.
enum EditDistance {
    /// The `count` names that differ least from `name`: fewest insertions, deletions, replacements and swaps of
    /// neighbours, and of those the alphabetically first. Names more than half different are left out.
    static func nearest(to name: String, among names: [String], count: Int) -> [String] {
        names.compactMap { candidate in difference(name, candidate).map { (distance: $0, name: candidate) } }
            .sorted { ($0.distance, $0.name.count, $0.name) < ($1.distance, $1.name.count, $1.name) }
            .prefix(count).map(\.name)
    }

    /// How far a candidate is from what was written; nil where more than half of it is different.
    static func difference(_ name: String, _ candidate: String) -> Int? {
        let (target, bytes) = (Array(name.utf8.prefix(80)), Array(candidate.utf8.prefix(80)))
        let limit = max(1, target.count / 2)
        // A name that contains what was written is nearer than its length says.
        if target.count >= 3, candidate.contains(text: name) { return 1 }
        guard abs(bytes.count - target.count) <= limit else { return nil }
        let distance = distance(target, bytes)
        return distance <= limit ? distance : nil
    }

    /// Optimal string alignment distance.
    ///
    /// - Complexity: O(*n* x *m*).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var before = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        var current = previous
        for i in 1...left.count {
            current[0] = i
            for j in 1...right.count {
                let cost = left[i - 1] == right[j - 1] ? 0 : 1
                var best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    best = min(best, before[j - 2] + 1)
                }
                current[j] = best
            }
            (before, previous, current) = (previous, current, before)
        }
        return previous[right.count]
    }
}
