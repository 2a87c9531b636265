/// Matches a ``Pattern`` by plain backtracking, the first alternative first: slow, and as easy to check as the textbook.
struct PatternMatcher {
    let text: [Unicode.Scalar]

    /// The end of the pattern's match that starts at `start`, or nil.
    func match(_ pattern: Pattern, at start: Int) -> Int? {
        match(pattern, start) { $0 }
    }

    /// Cuts the text into matches; what lies between two matches is a piece too.
    func split(_ pattern: Pattern) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var unmatched = 0
        var position = 0
        while position < text.count {
            guard let end = match(pattern, at: position), end > position else {
                position += 1
                continue
            }
            if unmatched < position { pieces.append(unmatched..<position) }
            pieces.append(position..<end)
            position = end
            unmatched = end
        }
        if unmatched < text.count { pieces.append(unmatched..<text.count) }
        return pieces
    }

    /// The first way to match `pattern` at `position` with which the rest, `then`, succeeds too.
    private func match(_ pattern: Pattern, _ position: Int, _ then: (Int) -> Int?) -> Int? {
        switch pattern {
        case .scalar(let set):
            guard position < text.count, set.contains(text[position]) else { return nil }
            return then(position + 1)
        case .sequence(let parts):
            return match(parts[...], position, then)
        case .alternatives(let all):
            for alternative in all {
                if let end = match(alternative, position, then) { return end }
            }
            return nil
        case .notFollowedBy(let inner):
            return match(inner, position) { $0 } == nil ? then(position) : nil
        case .end:
            return position == text.count ? then(position) : nil
        case .repeated(let inner, let low, let high, let possessive):
            let ends = repetitions(inner, position, high)
            guard ends.count > low else { return nil }
            if possessive { return then(ends.last!) }
            for end in ends[low...].reversed() {
                if let end = then(end) { return end }
            }
            return nil
        }
    }

    private func match(_ parts: ArraySlice<Pattern>, _ position: Int, _ then: (Int) -> Int?) -> Int? {
        guard let first = parts.first else { return then(position) }
        return match(first, position) { match(parts.dropFirst(), $0, then) }
    }

    /// Where none, one, two and more repetitions end. What published patterns repeat is one character long, so that
    /// each has one way to match.
    private func repetitions(_ inner: Pattern, _ start: Int, _ most: Int) -> [Int] {
        var ends = [start]
        while ends.count <= most, let end = match(inner, ends.last!, { $0 }), end > ends.last! { ends.append(end) }
        return ends
    }
}
