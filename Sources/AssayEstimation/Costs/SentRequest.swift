import AssayPrompts

/// What calls of a unit send: the unit as it stands, or the middle one of its fillings.
struct SentRequest {
    var unit: PromptUnit
    var request: RequestCount
    /// The tokens of the request, with the interval of all fillings.
    var total: TokenCount
    /// What it was filled with, or what could not be known because nothing did.
    var notes: [String]

    init<Failure: Error>(
        _ unit: PromptUnit, _ document: PromptDocument, _ filled: [FilledUnit],
        count: (PromptUnit, PromptDocument) throws(Failure) -> RequestCount
    ) throws(Failure) {
        guard !filled.isEmpty else {
            (self.unit, request) = (unit, try count(unit, document))
            (total, notes) = (request.total, [])
            try addBlocks("nothing fills it") { (part) throws(Failure) in try count(part, document) }
            return
        }
        var counts: [(index: Int, request: RequestCount)] = []
        for (index, one) in filled.enumerated() { counts.append((index, try count(one.unit, one.document))) }
        counts.sort { ($0.request.total.point, $0.index) < ($1.request.total.point, $1.index) }
        let middle = counts[(counts.count - 1) / 2]
        (self.unit, request, total) = (filled[middle.index].unit, middle.request, middle.request.total)
        notes = ["filled with \(filled[middle.index].name)"]
        let home = filled[middle.index].document
        try addBlocks("values are missing") { (part) throws(Failure) in try count(part, home) }
        guard counts.count > 1 else { return }
        notes[0] += ", the middle one of \(counts.count) sets of values"
        total.low = counts.reduce(total.low) { min($0, $1.request.total.low) }
        total.high = counts.reduce(total.high) { max($0, $1.request.total.high) }
        if total.low != total.high { total.method = max(total.method, .assumed) }
    }

    /// Widens the interval by what loops and branches leave open: nothing of them is sent, or loops run five times.
    private mutating func addBlocks<Failure: Error>(
        _ reason: String, _ count: (PromptUnit) throws(Failure) -> RequestCount
    ) throws(Failure) {
        guard unit.blocks.contains(where: { $0.kind == .loop || $0.kind == .branch }) else { return }
        let rest = try count(unit.without([.loop, .branch])).total
        let once = try count(unit.without([.loop])).total
        total.low = min(total.low, rest.low)
        let rounds = max(0, total.high.saturatingAdd(-once.high))
        for _ in 1..<OpenTextAssumptions().rounds.upperBound { total.high = total.high.saturatingAdd(rounds) }
        total.method = max(total.method, .assumed)
        notes.append(
            "\(reason): a loop is taken to run once and every arm of a branch to be sent; the interval is that "
                + "of no loop and no arm to \(OpenTextAssumptions().rounds.upperBound) rounds of each loop")
    }
}

extension PromptUnit {
    /// The unit without what stands in blocks of some kinds.
    fileprivate func without(_ kinds: Set<PromptBlock.Kind>) -> PromptUnit {
        var result = self
        for index in result.messages.indices {
            result.messages[index].segments.removeAll { segment in
                enclosingBlocks(of: segment).contains { kinds.contains(blocks[$0].kind) }
            }
        }
        return result
    }
}
