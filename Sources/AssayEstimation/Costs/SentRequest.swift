import AssayPrompts

/// What calls of a unit send: the unit as it stands with an arm of each branch, or the middle one of its fillings.
struct SentRequest {
    var unit: PromptUnit
    var request: RequestCount
    /// The tokens of the request, with the interval of all fillings.
    var total: TokenCount
    /// What it was filled with, or what could not be known because nothing did.
    var notes: [String]

    /// - Parameters:
    ///   - filled: the unit with its values, once a set of them.
    ///   - arms: which arms of its branches a unit sends.
    init<Failure: Error>(
        _ unit: PromptUnit, _ document: PromptDocument, _ filled: [FilledUnit],
        arms: (PromptUnit, PromptDocument) -> ChosenArms,
        count: (PromptUnit, PromptDocument) throws(Failure) -> RequestCount
    ) throws(Failure) {
        guard !filled.isEmpty else {
            let chosen = arms(unit, document)
            self.unit = unit.without(chosen.besidesLongest)
            request = try count(self.unit, document)
            (total, notes) = (request.total, [])
            try addBlocks(of: unit, chosen, "nothing fills it") { (part) throws(Failure) in try count(part, document) }
            return
        }
        var counts: [(index: Int, arms: ChosenArms, request: RequestCount)] = []
        for (index, one) in filled.enumerated() {
            let chosen = arms(one.unit, one.document)
            counts.append((index, chosen, try count(one.unit.without(chosen.besidesLongest), one.document)))
        }
        counts.sort { ($0.request.total.point, $0.index) < ($1.request.total.point, $1.index) }
        let middle = counts[(counts.count - 1) / 2]
        let whole = filled[middle.index]
        self.unit = whole.unit.without(middle.arms.besidesLongest)
        (request, total) = (middle.request, middle.request.total)
        notes = ["filled with \(whole.name)"]
        try addBlocks(of: whole.unit, middle.arms, "values are missing") { (part) throws(Failure) in
            try count(part, whole.document)
        }
        guard counts.count > 1 else { return }
        notes[0] += ", the middle one of \(counts.count) sets of values"
        total.low = counts.reduce(total.low) { min($0, $1.request.total.low) }
        total.high = counts.reduce(total.high) { max($0, $1.request.total.high) }
        if total.low != total.high { total.method = max(total.method, .assumed) }
    }

    /// Widens the interval by what loops and branches leave open: no loop and the shortest arms, or loops that run five times
    /// and the arms that are the longest then.
    private mutating func addBlocks<Failure: Error>(
        of whole: PromptUnit, _ arms: ChosenArms, _ reason: String,
        _ count: (PromptUnit) throws(Failure) -> RequestCount
    ) throws(Failure) {
        guard whole.blocks.contains(where: { $0.kind == .loop || $0.kind == .branch }) else { return }
        // A chat template may refuse a conversation of too few messages: then those that send nothing stay.
        func tokens(without leftOut: Set<Int>) throws(Failure) -> TokenCount {
            if let counted = try? count(whole.without(leftOut)) { return counted.total }
            return try count(whole.without(leftOut, keepsMessages: true)).total
        }
        let loops = Set(whole.blocks.indices.filter { whole.blocks[$0].kind == .loop })
        total.low = min(total.low, try tokens(without: arms.besidesShortest.union(loops)).low)
        var high = total.high
        if arms.besidesMost != arms.besidesLongest { high = try tokens(without: arms.besidesMost).high }
        if !loops.isEmpty {
            let rounds = high.saturatingAdd(-(try tokens(without: arms.besidesMost.union(loops)).high))
            for _ in 1..<OpenTextAssumptions().rounds.upperBound { high = high.saturatingAdd(max(0, rounds)) }
        }
        total.high = max(total.high, high)
        total.method = max(total.method, .assumed)
        notes.append(
            "\(reason): a loop is taken to run once and the longest arm of a branch to be sent; the interval is that of no "
                + "loop and the shortest arms to \(OpenTextAssumptions().rounds.upperBound) rounds of each loop")
    }
}

extension PromptUnit {
    /// The unit without what stands in some of its blocks. A message that starts in one of them is not sent: what is left of
    /// it belongs to the one before. Complexity: O(n log n) in blocks and messages.
    fileprivate func without(_ leftOut: Set<Int>, keepsMessages: Bool = false) -> PromptUnit {
        guard !leftOut.isEmpty else { return self }
        // A later block that starts before the end of an earlier one lies in it.
        var spans: [Range<Int>] = []
        for span in leftOut.map({ blocks[$0].span }).sorted(by: { $0.lowerBound < $1.lowerBound })
        where span.lowerBound >= spans.last?.upperBound ?? 0 { spans.append(span) }
        var next = 0
        var result = self
        result.messages = []
        for var message in messages {
            message.segments.removeAll { !leftOut.isDisjoint(with: enclosingBlocks(of: $0)) }
            while next < spans.count, spans[next].upperBound <= message.span.lowerBound { next += 1 }
            let isKept = keepsMessages || next == spans.count || !spans[next].contains(message.span.lowerBound)
            if isKept || result.messages.isEmpty && message.segments.contains(where: \.isSent) {
                result.messages.append(message)
            } else if !result.messages.isEmpty {
                result.messages[result.messages.count - 1].segments += message.segments
            }
        }
        return result
    }
}
