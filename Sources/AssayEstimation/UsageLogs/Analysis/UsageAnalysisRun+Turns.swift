import AssayPricing
import AssayText

extension UsageAnalysisRun {
    private struct ConversationKey: Hashable {
        var session: Int32
        var agent: Int32
    }

    /// Follows every session and every named sub-agent through its turns.
    mutating func readConversations() {
        var places: [ConversationKey: [Int]] = [:]
        var order: [ConversationKey] = []
        for (index, one) in entries.enumerated() {
            let entry = ledger.entries[one.place]
            guard !ledger.sessions[entry.session].isEmpty, !entry.flags.contains(.isRollup) else { continue }
            let key = ConversationKey(session: entry.session, agent: entry.agent)
            if places[key] == nil { order.append(key) }
            places[key, default: []].append(index)
        }
        var conversations: [Conversation] = []
        for key in order {
            guard let turns = places[key], turns.count > 1 else { continue }
            conversations.append(conversation(key, inOrder(turns)))
        }
        guard !conversations.isEmpty else { return }
        var totals = UsageReport.TurnTotals()
        for one in conversations {
            totals.conversations += 1
            totals.turns += one.turns
            totals.growth += one.growth
            totals.growingTurns += one.growingTurns
            totals.prompt = TokenCounts.sum(totals.prompt, one.tokens.prompt)
            totals.resent = TokenCounts.sum(totals.resent, one.resent)
            totals.breaks += one.breaks.count
            totals.breakCost = UsageTotals.sum(totals.breakCost, one.breakCost)
        }
        report.turns = totals
        report.conversations = conversations.enumerated().sorted {
            $0.element.cost == $1.element.cost ? $0.offset < $1.offset : $0.element.cost > $1.element.cost
        }
        .map(\.element)
        let wrong = conversations.filter(\.isClockWrong).count
        if wrong > 0 {
            report.notes.append(
                "in \(plural(wrong, "conversation")) the clock went back between turns; "
                    + "the order of the lines was taken")
        }
    }

    /// Logs of sessions are in order whatever their clock says; others are put in order by time.
    private func inOrder(_ turns: [Int]) -> [Int] {
        func entry(_ turn: Int) -> UsageLedger.Entry { ledger.entries[entries[turn].place] }
        if turns.allSatisfy({ entry($0).flags.contains(.isInOrder) }) { return turns }
        return turns.sorted { one, two in
            let (first, second) = (entry(one).instant?.seconds ?? .min, entry(two).instant?.seconds ?? .min)
            return first == second ? one < two : first < second
        }
    }

    private mutating func conversation(_ key: ConversationKey, _ turns: [Int]) -> Conversation {
        var reader = ConversationReader(session: ledger.sessions[key.session], agent: ledger.sessions[key.agent])
        for turn in turns {
            let one = entries[turn]
            let entry = ledger.entries[one.place]
            let request = request(entry)
            var extra: UsagePricer = pricer
            reader.add(
                ConversationReader.Turn(
                    instant: entry.instant, model: request.model, tokens: one.tokens,
                    keepsAnHour: entry.usage.write1h > 0, cost: one.cost)
            ) { tokens in UsageAnalysisRun.cost(of: tokens, sentAnewIn: request, one.cost, &extra) }
            pricer = extra
        }
        return reader.conversation
    }

    /// What a turn would have saved by reading so many tokens from the cache instead.
    private static func cost(
        of tokens: Int, sentAnewIn request: UsagePricer.Request, _ cost: ExactDecimal?, _ pricer: inout UsagePricer
    ) -> ExactDecimal? {
        guard let cost else { return nil }
        var usage = Usage()
        var rest = tokens
        let sent: Set<Meter> = [.cacheWrite5m, .cacheWrite1h, .cacheWrite, .input]
        for meter in [Meter.cacheWrite1h, .cacheWrite5m, .cacheWrite, .input] {
            let count = request.usage[meter].integer ?? 0
            let moved = min(rest, count)
            rest -= moved
            try? usage.add(count - moved, to: meter)
            try? usage.add(moved, to: .cacheRead)
        }
        for (meter, quantity) in request.usage.quantities where !sent.contains(meter) {
            try? usage.add(quantity, to: meter)
        }
        var other = request
        other.usage = usage
        guard case .amount(let less) = pricer.price(other) else { return nil }
        return try? cost.subtracting(less)
    }
}
