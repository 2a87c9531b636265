import AssayPrompts
import AssayTokenization

/// A unit as one request, with the interval of what its loops, branches and values leave open.
struct OpenRequest {
    /// The unit as it is likely to be sent: loops once, of each branch the longest arm.
    let unit: PromptUnit
    let request: RequestCount
    /// The tokens of the request and of its values.
    private(set) var total: TokenCount
    /// At how many places a value is likely to be sent.
    let places: Int
    /// Whether there are loops or branches.
    let isOpen: Bool

    /// - Parameter values: the tokens that a value may have.
    init<Failure: Error>(
        _ whole: PromptUnit, in document: PromptDocument, _ tokenizer: Tokenizer, values: ClosedRange<Int>,
        count: (PromptUnit) throws(Failure) -> RequestCount
    ) throws(Failure) {
        let arms = ChosenArms(whole, in: document, tokenizer, values: values)
        unit = whole.without(arms.besidesLongest)
        request = try count(unit)
        total = request.total
        places = OpenPlaces(unit).once
        isOpen = whole.blocks.contains { $0.kind == .loop || $0.kind == .branch }
        if places > 0, values.upperBound > 0 { total.method = max(total.method, .heuristic) }
        total.point = total.point.adding(places, times: Self.middle(of: values))
        total.low = total.low.adding(places, times: values.lowerBound)
        total.high = total.high.adding(places, times: values.upperBound)
        guard isOpen else { return }
        // A chat template may refuse a conversation of too few messages: then those that send nothing stay.
        func tokens(without leftOut: Set<Int>) throws(Failure) -> TokenCount {
            if leftOut == arms.besidesLongest { return request.total }
            if let counted = try? count(whole.without(leftOut)) { return counted.total }
            return try count(whole.without(leftOut, keepsMessages: true)).total
        }
        let least = OpenPlaces(whole.without(arms.besidesShortest)).once
        total.low = min(
            total.low, try tokens(without: arms.besidesShortest).low.adding(least, times: values.lowerBound))
        for leftOut in Set([arms.besidesLongest, arms.besidesMost]) {
            let most = OpenPlaces(whole.without(leftOut)).most
            let text = try Self.rounds(of: whole) { (loops) throws(Failure) in
                try tokens(without: leftOut.union(loops)).high
            }
            total.high = max(total.high, text.adding(most, times: values.upperBound))
        }
        total.method = max(total.method, .assumed)
    }

    /// What a value is taken to have.
    static func middle(of values: ClosedRange<Int>) -> Int {
        values.lowerBound + (values.upperBound - values.lowerBound + 1) / 2
    }

    /// The tokens where each loop runs as often as ``OpenTextAssumptions/rounds`` allows, those inside of others as often for
    /// each of their rounds: what a level of loops adds, counted once, times its rounds.
    ///
    /// - Parameter tokens: the tokens without some of the loops.
    private static func rounds<Failure: Error>(
        of unit: PromptUnit, _ tokens: (Set<Int>) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        var levels: [Set<Int>] = []
        var depths = [Int](repeating: 0, count: unit.blocks.count)
        for (index, block) in unit.blocks.enumerated() {
            let outside = block.parent.flatMap { $0 < index ? depths[$0] : nil } ?? 0
            guard block.kind == .loop else {
                depths[index] = outside
                continue
            }
            depths[index] = min(outside + 1, OpenPlaces.mostLevels)
            while levels.count < depths[index] { levels.append([]) }
            levels[depths[index] - 1].insert(index)
        }
        var known = try tokens(Set(levels.joined()))
        var sum = known
        var times = 1
        for level in levels.indices {
            times *= OpenTextAssumptions().rounds.upperBound
            let next = try tokens(Set(levels[(level + 1)...].joined()))
            sum = sum.adding(times, times: max(0, next.saturatingAdd(-known)))
            known = next
        }
        return sum
    }
}

extension Int {
    /// The sum with a product, or the nearest number that fits.
    fileprivate func adding(_ count: Int, times value: Int) -> Int {
        let (product, overflow) = count.multipliedReportingOverflow(by: value)
        return saturatingAdd(overflow ? .max : product)
    }
}

extension PromptUnit {
    /// The unit without what stands in some of its blocks. A message whose role is set in one of them is not sent: what is
    /// left of it belongs to the one before. Complexity: O(n log n) in blocks and messages.
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
            // A prompt without roles is one message, wherever its text begins.
            let isKept =
                keepsMessages || message.role == .unspecified || messages.count == 1 || next == spans.count
                || !spans[next].contains(message.span.lowerBound)
            if isKept || result.messages.isEmpty && message.segments.contains(where: \.isSent) {
                result.messages.append(message)
            } else if !result.messages.isEmpty {
                result.messages[result.messages.count - 1].segments += message.segments
            }
        }
        return result
    }
}
