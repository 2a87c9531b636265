import AssayPrompts
import AssayText

/// What happens to lists under other names: a name that stands for an entry of a table or a member of an object, and
/// values that are put back after something was added.
struct ListAliases {
    private(set) var growths: [String: [Range<Int>]] = [:]
    private(set) var cuts: [String: [Range<Int>]] = [:]
    /// Calls that take something out of a list, whether or not its length was asked for.
    private(set) var shrinking: [String: [CodeFacts.Mutation]] = [:]
    private let code: CodeModel
    private let facts: CodeFacts
    private let origins: CodeOrigins

    /// More assignments than that are generated code.
    private static let mostAssignments = 4_000

    /// Complexity: O(assignments x steps), a fixed number of steps.
    init(code: CodeModel, facts: CodeFacts, origins: CodeOrigins) {
        self.code = code
        self.facts = facts
        self.origins = origins
        let kept = facts.assignments.filter { isKept($0.key) }
        for (path, assignments) in kept.prefix(Self.mostAssignments) {
            for assignment in assignments.prefix(50) where !assignment.isGrowth { addReturn(path, assignment) }
        }
        // Names of Swift's lists are copies.
        guard code.language != .swift else { return }
        for (name, assignments) in facts.assignments where !name.contains(".") && isChanged(name) {
            for assignment in assignments.prefix(50) where !assignment.isGrowth { addAlias(name, assignment) }
        }
    }

    /// Members, entries and lists of the module are there for the next turn.
    private func isKept(_ path: String) -> Bool {
        path.contains(".") && (path.contains(text: "[]") || HistoryName.read(path) != nil) || HistoryName.read(path) != nil
    }

    /// Whether a list gets longer or shorter under a name.
    private func isChanged(_ name: String) -> Bool {
        facts.growths[name] != nil || facts.shrinking[name] != nil || facts.cuts[name] != nil
    }

    // MARK: A value that is put back

    private enum Source {
        /// All of it, where it got its other name, and whether it did so alone: then what is added there makes it longer.
        case whole(Range<Int>, isAlone: Bool)
        case part
    }

    /// `chats.set(id, next)` where `next` is the old list with more in it, or its end.
    private mutating func addReturn(_ path: String, _ assignment: CodeFacts.Assignment) {
        guard let source = source(of: assignment.value, path, assignment.place.tokens.lowerBound, 0) else { return }
        switch source {
        case .part:
            cuts[path, default: []].append(assignment.place.tokens.lowerBound..<assignment.value.upperBound)
        case .whole(let added, isAlone: false): growths[path, default: []].append(added)
        case .whole(let named, isAlone: true):
            // `list.push(turn)` between the two: there it gets longer, not where it is read.
            let names = [code.name(named.lowerBound), code.name(assignment.value.lowerBound)].compactMap { $0 }
            growths[path, default: []] += Set(names).flatMap { facts.growths[$0] ?? [] }.filter {
                named.upperBound <= $0.lowerBound && $0.upperBound <= assignment.place.tokens.lowerBound
            }
        }
    }

    /// Whether a value holds the list at `path` through other names of the function, whole or in part; nil where it
    /// does not, or is nothing but the list.
    private func source(of value: Range<Int>, _ path: String, _ token: Int, _ depth: Int) -> Source? {
        guard depth < 4 else { return nil }
        for origin in origins.read(value) {
            if origin.place.path == path {
                // The list itself, without another name between, is judged where it is assigned.
                guard depth > 0 else { return nil }
                guard origin.bound == nil else { return .part }
                return .whole(token..<value.upperBound, isAlone: isAlone(origin.place, in: value))
            }
            guard let found = source(of: origin.place, before: value, path, token, depth) else { continue }
            guard origin.bound == nil else { return .part }
            // `const next = [...past, turn]`, where `past` is nothing but the list: here it gets longer.
            if case .whole(_, isAlone: true) = found, !isAlone(origin.place, in: value) {
                return .whole(token..<value.upperBound, isAlone: false)
            }
            return found
        }
        return nil
    }

    /// More assignments of one name in front of a value say nothing more.
    private static let mostSteps = 4

    /// The same of a name, by what it was given last in the function. `if (!list) list = [];` leaves it what it was
    /// given before, where there was something.
    private func source(of name: CodePlace, before value: Range<Int>, _ path: String, _ token: Int, _ depth: Int) -> Source? {
        let function = code.function(around: token)
        var steps = 0
        for before in (facts.assignments[name.path] ?? []).reversed() {
            let start = before.place.tokens.lowerBound
            guard start < value.lowerBound else { continue }
            guard start >= code.scopes[function].body.lowerBound else { return nil }
            guard !before.isDeferred, code.function(around: start) == function else { continue }
            if let found = source(of: before.value, path, start, depth + 1) { return found }
            steps += 1
            guard steps < Self.mostSteps, !code.contains(code.scope(start), code.scope(token)) else { return nil }
        }
        return nil
    }

    // MARK: A name for a list

    /// `history = chats[id]` and `history.append(…)`: what grows is the entry.
    private mutating func addAlias(_ name: String, _ assignment: CodeFacts.Assignment) {
        guard let place = named(by: assignment.value), place.path.contains("."), place.path != name else { return }
        let function = code.function(around: assignment.place.tokens.lowerBound)
        // A new value under the name leaves the list alone.
        let rebound = Set((facts.assignments[name] ?? []).map(\.place.tokens.lowerBound))
        for growth in facts.growths[name] ?? []
        where !rebound.contains(growth.lowerBound) && growth.lowerBound > assignment.value.lowerBound
            && code.function(around: growth.lowerBound) == function
        {
            growths[place.path, default: []].append(growth)
        }
        for cut in facts.cuts[name] ?? []
        where cut.lowerBound > assignment.value.lowerBound && code.function(around: cut.lowerBound) == function {
            cuts[place.path, default: []].append(cut)
        }
        for mutation in facts.shrinking[name] ?? []
        where mutation.open > assignment.value.lowerBound && code.function(around: mutation.open) == function {
            shrinking[place.path, default: []].append(mutation)
        }
    }

    /// The list that a value is, and nothing more: `chats[id]`, `(chats[id] ??= [])`, `chats.has(id) ? chats.get(id) : []`.
    private func named(by value: Range<Int>) -> CodePlace? {
        guard !value.isEmpty else { return nil }
        var value = value
        while let first = value.first {
            if code.isNewline(first) || code.name(first) == "await" {
                value = first + 1..<value.upperBound
            } else if code.isSymbol(first, "("), let close = code.partner(first), endsValue(close + 1, value.upperBound) {
                value = first + 1..<close
            } else {
                break
            }
        }
        let isPath = code.place(at: value.lowerBound).map { endsValue($0.tokens.upperBound, value.upperBound) } ?? false
        let starts = isPath || code.language == .python ? [value.lowerBound] : alternatives(value)
        return starts.lazy.compactMap { code.place(at: $0) }.first { endsValue($0.tokens.upperBound, value.upperBound) }
    }

    private static let longestCondition = 60

    /// Where the two values of a choice start: `chats.has(id) ? chats.get(id) : []`.
    private func alternatives(_ value: Range<Int>) -> [Int] {
        let around = code.bracket(around: value.lowerBound)
        let top = value.prefix(Self.longestCondition).filter { code.bracket(around: $0) == around }
        let mark = top.first { index in
            code.isSymbol(index, "?") && ![".", "?"].contains { code.isSymbol(index + 1, $0) } && !code.isSymbol(index - 1, "?")
        }
        guard let mark, let colon = top.first(where: { $0 > mark && code.isSymbol($0, ":") }) else { return [] }
        return [mark + 1, colon + 1].map { start in
            var start = start
            while code.isNewline(start) { start += 1 }
            return start
        }
    }

    /// Whether nothing stands at `index` before `end`, or what stands in for a missing value, or a type:
    /// `chats.get(id) ?? []`, `chats.get(id)!`, `chats.get(id) as Message[]`, `chats[id] = []`,
    /// `chats[id] if id in chats else []`.
    private func endsValue(_ index: Int, _ end: Int) -> Bool {
        var next = index
        if code.isSymbol(next, "!"), !code.isSymbol(next + 1, "=") { next += 1 }
        while code.isNewline(next) { next += 1 }
        guard next < end else { return true }
        if let word = code.name(next) { return ["or", "as", "if", "satisfies"].contains(word) }
        switch code.symbol(next) {
        case UInt8(ascii: "?"): return code.isSymbol(next + 1, "?")
        case UInt8(ascii: "|"): return code.isSymbol(next + 1, "|")
        case UInt8(ascii: "="): return !code.isSymbol(next + 1, "=") && !code.isSymbol(next + 1, ">")
        // The other one of two values.
        case UInt8(ascii: ":"): return true
        default: return false
        }
    }

    private func isAlone(_ place: CodePlace, in value: Range<Int>) -> Bool {
        named(by: value)?.tokens == place.tokens
    }
}
