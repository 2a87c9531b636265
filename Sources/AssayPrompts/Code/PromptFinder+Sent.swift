/// Texts of a name that messages send: `prompt = "…"`, `prompt += "…"`, then `{"role": "user", "content": prompt}`.
extension PromptFinder {
    /// The text that a name stands for at a place, and what was added to it before; nil where it may be another one.
    ///
    /// Complexity: O(texts of that name in the function), of which no more than some are looked at.
    mutating func base(readAt range: Range<Int>) -> Int? {
        let name = Interpolation.expression(source, range)
        guard let all = steps.all[name], all.count <= 1_000, constants.bindings.isOnlyAssigned(name) else { return nil }
        let token = constants.firstToken(from: range.lowerBound)
        var found = all.filter { index in
            let base = steps.bases[index]
            return base.token < token && base.end.map { $0 > token } ?? true && base.function?.contains(token) ?? true
        }
        // A function's own name hides the file's.
        if found.contains(where: { steps.bases[$0].function != nil }) { found.removeAll { steps.bases[$0].function == nil } }
        guard found.count <= 8, let around = blocksAround(token) else { return nil }
        found.removeAll { index in
            guard let before = blocksAround(steps.bases[index].token) else { return false }
            return steps.blocks?.areExclusive(before, around) == true
        }
        // One in the same block, or around it, hides those before it.
        let hiding = found.last { index in blocksAround(steps.bases[index].token).map { around.starts(with: $0) } ?? false }
        if let hiding { found.removeAll { $0 < hiding } }
        guard found.count == 1, isKnown(steps.bases[found[0]], before: token) else { return nil }
        return found[0]
    }

    /// Whether a text is all that is sent where its name stands: nothing else is made of it, and nothing fills it.
    private mutating func isKnown(_ base: Base, before token: Int) -> Bool {
        // More than somebody wrote; each takes time wherever the text is read.
        guard !base.isUnknown, base.size <= 1_000 else { return false }
        for text in [base.text] + base.additions.map(\.text) {
            guard text.isKnown, !text.isChanged, text.syntax == nil, constants.isWhole(text) || !text.hasStrings else {
                return false
            }
            guard text.parts.allSatisfy(Self.isFilled) else { return false }
        }
        return base.additions.allSatisfy { $0.token < token }
    }

    private static func isFilled(_ part: CodeExpression.Part) -> Bool {
        switch part {
        case .value: true
        case .choice(let choice): choice.arms.allSatisfy { $0.parts.allSatisfy(isFilled) }
        case .string(let string):
            string.isInterpolated
                || string.parts.allSatisfy { piece in
                    if case .text(let text) = piece { !ProgramConstants.hasPlaces(text.bytes) } else { true }
                }
        }
    }

    /// How such a text begins.
    mutating func sentText(at range: Range<Int>, limit: Int) -> String? {
        base(readAt: range).map { String(steps.bases[$0].opening.prefix(limit)) }
    }

    /// Adds it to a message; false where it is not known.
    mutating func appendSent(_ name: Range<Int>, to builder: inout UnitBuilder) -> Bool {
        guard let index = base(readAt: name) else { return false }
        var unit = sentUnit(index)
        let cost = unit.span.count + 64 * unit.segments.count
        guard cost <= sentBudget else { return false }
        sentBudget -= cost
        pendingSent.append((index, name.lowerBound))
        builder.unit.syntax = .interpolation
        var first = value(name, Interpolation.expression(source, name))
        first.constant = []
        if let start = unit.segments.first, start.kind == .text, start.block == nil {
            first.constant = start.text(in: source).bytes
            unit.messages[0].segments.removeFirst()
        }
        builder.add(first)
        builder.insert(unit, at: name.upperBound)
        return true
    }

    private mutating func sentUnit(_ index: Int) -> PromptUnit {
        let base = steps.bases[index]
        if let known = base.sentUnit, known.additions == base.additions.count { return known.unit }
        let unit = joined(base)
        steps.bases[index].sentUnit = (unit, base.additions.count)
        return unit
    }

    /// Texts that are sent wherever their names are read are no requests of their own.
    mutating func markSentTexts() {
        for (base, place) in pendingSent { steps.bases[base].sent.insert(place) }
        let sent = steps.bases.filter { !$0.sent.isEmpty && $0.unit != nil || !$0.sent.isEmpty && !$0.additions.isEmpty }
        guard !sent.isEmpty else { return }
        let places = Set(pendingSent.map(\.place))
        // What gives the name a value, or adds to it, reads nothing.
        let targets = Set(steps.bases.flatMap { [$0.token] + $0.additions.flatMap { [$0.token, $0.read ?? $0.token] } })
        let reads = nameReads(Set(sent.map(\.name))).mapValues { $0.filter { !targets.contains($0) } }
        var units: [Int: Int] = [:]
        for index in self.units.indices { units[self.units[index].span.lowerBound] = index }
        for base in sent {
            // What is added behind a call that sends it is in no message.
            let isLater = base.additions.contains { addition in
                base.sent.contains { $0 < tokens[addition.token].range.lowerBound }
            }
            let isRead = isLater || isReadUnsent(base, reads[base.name] ?? [], places)
            guard !isRead, let unit = units[builder(of: base.text, name: base.name).unit.span.lowerBound] else { continue }
            self.units[unit].facts.isFragment = true
        }
    }

    /// Whether a text's name is read where it is not sent.
    ///
    /// - Parameters:
    ///   - reads: indices of the tokens at which the name is read, anywhere.
    ///   - places: where messages send what a name stands for.
    private mutating func isReadUnsent(_ base: Base, _ reads: [Int], _ places: Set<Int>) -> Bool {
        let end = base.end ?? base.function?.upperBound ?? tokens.count
        // Functions in this one that have such a name themselves.
        let inner = (steps.all[base.name] ?? []).prefix(64).compactMap { steps.bases[$0].function }
            .filter { $0 != base.function && base.function?.contains($0.lowerBound) ?? true }
        let before = blocksAround(base.token) ?? []
        var (low, high) = (0, reads.count)
        while low < high {
            let middle = (low + high) / 2
            if reads[middle] <= base.token { low = middle + 1 } else { high = middle }
        }
        for token in reads[low...].prefix(1_000).prefix(while: { $0 < end }) {
            if places.contains(tokens[token].range.lowerBound) { continue }
            if inner.contains(where: { $0.contains(token) }) { continue }
            // In another arm of the same `if` it is another text.
            guard let around = blocksAround(token), steps.blocks?.areExclusive(before, around) == true else { return true }
        }
        return low + 1_000 < reads.count && reads[low + 1_000] < end
    }

    /// Where names are read, in the values of literals too, and not only told or measured: indices of tokens.
    private func nameReads(_ names: Set<String>) -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        forEachRead { name, index in
            if names.contains(name) { result[name, default: []].append(index) }
        }
        return result
    }
}

extension UnitBuilder {
    /// Adds what another unit sends, as what stands at an offset.
    mutating func insert(_ other: PromptUnit, at end: Int) {
        let (firstBlock, firstGroup) = (unit.blocks.count, reserveGroups(other.blocks.map(\.group).max() ?? 0))
        for var block in other.blocks {
            block.parent = block.parent.map { $0 + firstBlock } ?? innermostIndex
            block.group += firstGroup
            (block.span, block.header) = (end..<end, end..<end)
            unit.blocks.append(block)
        }
        for var segment in other.segments {
            if segment.kind == .text {
                segment.kind = .variable
                segment.constant = segment.text(in: source).bytes
                segment.content = .verbatim
            }
            segment.span = end..<end
            segment.block = segment.block.map { $0 + firstBlock }
            add(segment)
        }
    }
}
