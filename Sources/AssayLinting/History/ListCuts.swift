import AssayPrompts

/// What the assignments of each list say about its length, read once for each list.
final class ListCuts {
    struct Cuts {
        /// The list is of a kind that forgets: `deque(maxlen=20)`.
        var isLimited = false
        /// Assignments of a part of the list.
        var parts: [Int] = []
        /// Assignments of something that does not hold the list as a whole, and whether it holds any list.
        var others: [(token: Int, isEmpty: Bool)] = []
    }

    private var known: [String: Cuts] = [:]

    /// More assignments of one list say nothing more.
    private static let mostAssignments = 200

    /// Complexity: O(assignments of the list) the first time, then O(1).
    func cuts(_ place: CodePlace, _ flow: HistoryFlow) -> Cuts {
        if let cuts = known[place.path] { return cuts }
        var cuts = Cuts()
        for assignment in (flow.facts.assignments[place.path] ?? []).prefix(Self.mostAssignments) {
            if flow.isLimitedKind(assignment.value) { cuts.isLimited = true }
            let start = assignment.place.tokens.lowerBound
            let origins = flow.origins.read(assignment.value)
            let own = origins.filter { $0.place.path == place.path }
            let holdsAll = own.contains { $0.bound == nil }
            if !own.isEmpty, !holdsAll { cuts.parts.append(start) }
            if !assignment.isGrowth, !assignment.isDeferred || place.isState, !holdsAll {
                cuts.others.append((start, origins.isEmpty))
            }
        }
        known[place.path] = cuts
        return cuts
    }
}
