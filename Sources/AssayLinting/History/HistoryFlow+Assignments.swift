/// What a list is given in the function that sends it.
extension HistoryFlow {
    /// The last assignment in the function that always runs before `token`, and the conditional ones behind it.
    func localAssignments(
        _ place: CodePlace, _ token: Int, _ function: Int
    ) -> (dominating: CodeFacts.Assignment?, later: [CodeFacts.Assignment]) {
        let before = (facts.assignments[place.path] ?? []).filter {
            !$0.isGrowth && !$0.isDeferred && $0.place.tokens.lowerBound < token
                && code.function(around: $0.place.tokens.lowerBound) == function && isFresh($0)
        }
        let scope = code.scope(token)
        let always = before.last {
            let start = $0.place.tokens.lowerBound
            return code.contains(code.scope(start), scope) && !code.isAlternative(start)
        }
        let dominating = always ?? inEachBranch(before, around: scope)
        let start = dominating?.place.tokens.lowerBound ?? -1
        return (dominating, before.filter { $0.place.tokens.lowerBound > start })
    }

    /// The first of assignments that stand in each branch of a choice of which one always runs:
    /// `if (isNew) list = [rules]; else list = [];`.
    private func inEachBranch(_ assignments: [CodeFacts.Assignment], around scope: Int) -> CodeFacts.Assignment? {
        guard assignments.count > 1 else { return nil }
        var byScope: [Int: CodeFacts.Assignment] = [:]
        for assignment in assignments where byScope[code.scope(assignment.place.tokens.lowerBound)] == nil {
            byScope[code.scope(assignment.place.tokens.lowerBound)] = assignment
        }
        let last = byScope.keys.filter { code.isLastBranch($0) && code.contains(code.scopes[$0].parent ?? 0, scope) }
        for branch in last.sorted(by: >) {
            var current = branch
            while byScope[current] != nil, let previous = code.previousBranch(current) { current = previous }
            if code.scopes[current].name == "if", let first = byScope[current] { return first }
        }
        return nil
    }
}

extension CodeModel {
    /// More scopes in one branch are in no program that a person wrote.
    private static let mostInside = 50

    /// `else` without a condition.
    func isLastBranch(_ scope: Int) -> Bool {
        scopes[scope].name == "else" && !scopes[scope].header.contains { name($0) == "if" }
    }

    /// The branch in front of an `else` or `elif`.
    func previousBranch(_ scope: Int) -> Int? {
        guard ["else", "elif"].contains(scopes[scope].name) else { return nil }
        let parent = scopes[scope].parent
        let before = (max(0, scope - Self.mostInside)..<scope).last { scopes[$0].parent == parent }
        return before.flatMap { ["if", "else", "elif"].contains(scopes[$0].name) ? $0 : nil }
    }
}
