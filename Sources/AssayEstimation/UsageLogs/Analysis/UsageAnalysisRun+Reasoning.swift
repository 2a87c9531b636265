import AssayPricing

extension UsageAnalysisRun {
    /// So many responses without reasoning make a habit that may be broken.
    private static let habit = 10

    /// Reasoning that requests did not ask for, and reasoning of models that had none before.
    mutating func reasoning() -> [ReasoningFinding] {
        var byModel: [String?: [Int]] = [:]
        for (index, one) in entries.enumerated() {
            let entry = ledger.entries[one.place]
            if !entry.flags.contains(.isRollup) { byModel[ledger.models[entry.model], default: []].append(index) }
        }
        var findings: [ReasoningFinding] = []
        for (model, indices) in byModel.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
            let asked = indices.filter { flags($0).contains(.knowsReasoningRequest) }
            let unasked = asked.filter { !flags($0).contains(.asksForReasoning) && tokens($0) > 0 }
            if !unasked.isEmpty { findings.append(finding(.notAskedFor, model, unasked, before: 0)) }
            let unknown = indices.filter { !flags($0).contains(.knowsReasoningRequest) }.sorted(by: precedes)
            let first = unknown.firstIndex { tokens($0) > 0 } ?? unknown.endIndex
            guard first >= UsageAnalysisRun.habit, first < unknown.endIndex else { continue }
            findings.append(finding(.began, model, unknown[first...].filter { tokens($0) > 0 }, before: first))
        }
        return findings
    }

    private func flags(_ index: Int) -> UsageLedger.Flags { ledger.entries[entries[index].place].flags }
    private func tokens(_ index: Int) -> Int { entries[index].tokens.reasoning }

    private func precedes(_ one: Int, _ two: Int) -> Bool {
        let first = ledger.entries[entries[one].place].instant?.seconds ?? .min
        let second = ledger.entries[entries[two].place].instant?.seconds ?? .min
        return first == second ? one < two : first < second
    }

    private mutating func finding(
        _ kind: ReasoningFinding.Kind, _ model: String?, _ indices: [Int], before: Int
    ) -> ReasoningFinding {
        var cost: ExactDecimal? = .zero
        for index in indices {
            let part = self.cost(index)
            cost = cost.flatMap { sum in part.map { UsageTotals.sum(sum, $0) } }
        }
        return ReasoningFinding(
            kind: kind, model: model, since: indices.compactMap { ledger.entries[entries[$0].place].instant }.min(),
            responses: indices.count, before: before, tokens: indices.reduce(0) { TokenCounts.sum($0, tokens($1)) },
            cost: cost)
    }

    /// What the reasoning of a response cost: its price less the price without.
    private mutating func cost(_ index: Int) -> ExactDecimal? {
        guard let whole = entries[index].cost else { return nil }
        var request = request(ledger.entries[entries[index].place])
        var usage = Usage()
        for (meter, quantity) in request.usage.quantities where meter.kind != .reasoning {
            try? usage.add(quantity, to: meter)
        }
        request.usage = usage
        guard case .amount(let without) = pricer.price(request) else { return nil }
        return try? whole.subtracting(without)
    }
}
