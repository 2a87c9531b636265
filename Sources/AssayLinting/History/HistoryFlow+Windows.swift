import AssayPrompts

extension HistoryFlow {
    /// A part of a list that is sent and that moves with every entry.
    struct Window {
        var place: String
        /// The slice, or what keeps the list short.
        var tokens: Range<Int>
        /// The entries that are kept, where a number says so.
        var entries: Int?
    }

    /// Sliding windows that reach a model, each place once.
    func windows() -> [Window] {
        var search = WindowSearch()
        for call in calls.prefix(Self.mostCalls) {
            for origin in origins.read(call.value) { add(origin, to: nil, call, 0, &search) }
        }
        return search.found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    private struct WindowSearch {
        var found: [Window] = []
        /// First tokens of what was found.
        var seen: Set<Int> = []
        /// Lists whose assignments were followed, each with its function; those of lists that grow only once.
        var followed: Set<String> = []

        mutating func add(_ window: Window) {
            if seen.insert(window.tokens.lowerBound).inserted { found.append(window) }
        }
    }

    /// - Parameter target: what the origin's value is assigned to; nil where it stands in the call itself.
    private func add(
        _ origin: CodeOrigins.Origin, to target: CodePlace?, _ call: ModelCall, _ depth: Int, _ search: inout WindowSearch
    ) {
        let place = origin.place
        if let bound = origin.bound {
            guard origin.isWindow, isConversation(place), slides(origin, to: target, call) else { return }
            search.add(Window(place: place.path, tokens: bound, entries: number(bound)))
            return
        }
        let function = code.function(around: target?.tokens.lowerBound ?? call.value.lowerBound)
        let grows = !growthTokens(place).isEmpty
        guard depth < 3, search.followed.insert(grows ? place.path : "\(function) \(place.path)").inserted else { return }
        for window in dropped(place) { search.add(window) }
        for assignment in facts.assignments[place.path] ?? [] where !assignment.isGrowth {
            guard grows || code.function(around: assignment.place.tokens.lowerBound) == function else { continue }
            if let limit = assignment.value.first(where: { code.name($0) == "maxlen" }) {
                let entries = limit + 2 < code.tokens.count ? literal(limit + 2) : nil
                search.add(Window(place: place.path, tokens: assignment.value, entries: entries))
            } else if !isChunk(assignment) {
                for inner in origins.read(assignment.value) {
                    add(inner, to: assignment.place, call, depth + 1, &search)
                }
            }
        }
    }

    /// `if len(turns) > 40: turns = turns[-20:]`: cut back to less than the length at which it is cut, so that the next
    /// requests extend what is there.
    private func isChunk(_ assignment: CodeFacts.Assignment) -> Bool {
        guard let header = cutCondition(assignment.place.tokens.lowerBound) else { return false }
        let limits = sizes(header)
        let kept = sizes(assignment.value)
        guard let limit = limits.first, let keep = kept.first else { return !limits.isEmpty }
        if let limit = Int(limit), let keep = Int(keep) { return limit - keep > 2 }
        return limit != keep
    }

    /// Numbers and names of constants in an expression, as they are written.
    private func sizes(_ range: Range<Int>) -> [String] {
        range.compactMap { index in
            if code.tokens[index].kind == .number {
                let text = String(decoding: code.source[code.tokens[index].range], as: UTF8.self)
                return (Int(text) ?? 0) > 2 ? text : nil
            }
            guard let name = code.name(index), name.count > 1 else { return nil }
            let words = IdentifierWords.split(name)
            let isSize = words.contains { ["max", "limit", "keep", "window", "threshold", "size", "turns"].contains($0) }
            return isSize && HistoryName.read(name) == nil || name == name.uppercased() && name != name.lowercased()
                ? name : nil
        }
    }

    /// Entries that are taken from the front, one at a time, while the list is too long.
    private func dropped(_ place: CodePlace) -> [Window] {
        (facts.shrinking[place.path] ?? []).compactMap { mutation in
            guard ["pop", "popleft", "shift", "removeFirst", "popFirst"].contains(mutation.method),
                let close = code.partner(mutation.open), let header = lengthCondition(around: mutation.open)
            else { return nil }
            // The last one is taken where nothing says which.
            if mutation.method == "pop", close == mutation.open + 1 { return nil }
            // As many as there are too many: no single one.
            if mutation.method == "removeFirst", close > mutation.open + 1 { return nil }
            return Window(
                place: place.path, tokens: mutation.place.tokens.lowerBound..<close + 1,
                entries: header.lazy.compactMap { literal($0) }.first)
        }
    }

    private func isConversation(_ place: CodePlace) -> Bool {
        HistoryName.read(place.path) != nil || !growthTokens(place).isEmpty
    }

    /// The only number in a slice; `history[-1:]` is the newest entry alone.
    private func number(_ range: Range<Int>) -> Int? {
        let numbers = range.filter { code.tokens[$0].kind == .number }
        let counts = numbers.compactMap { literal($0) }.filter { $0 > 1 }
        if counts.count == 1, numbers.allSatisfy({ literal($0) != nil }) { return counts[0] }
        guard numbers.count == 1, let only = numbers.first, literal(only) == 1 else { return nil }
        let isAlone = code.isSymbol(only - 1, "(") || code.isSymbol(only - 1, "-") && code.name(only - 2) == nil
        return isAlone && !code.isSymbol(only - 2, ")") ? 1 : nil
    }

    /// A whole number that stands by itself: `2 * turns` says nothing without the other.
    private func literal(_ index: Int) -> Int? {
        guard code.tokens[index].kind == .number, !"*/".unicodeScalars.contains(where: { code.isSymbol(index - 1, $0) }),
            !"*/+-".unicodeScalars.contains(where: { code.isSymbol(index + 1, $0) })
        else { return nil }
        return Int(String(decoding: code.source[code.tokens[index].range], as: UTF8.self))
    }
}
