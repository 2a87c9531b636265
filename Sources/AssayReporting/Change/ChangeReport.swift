import AssayEstimation
import AssayPricing
import AssayText

/// What a change of prompts costs, ready to be written in any format.
public struct ChangeReport: Sendable {
    public var changes: [UnitChange]
    public var totals: [ChangeTotal]
    /// What is compared, in a few words: `HEAD`, `the working tree`, a path.
    public var base: String
    public var head: String
    /// Units of the files that were looked at and that send what they sent.
    public var unchanged: Int
    /// The column title for the declared traffic's month; nil where no month is known.
    public var hasMonth: Bool
    public var instant: UTCInstant
    /// The results of budgets.
    public var budgets: [BudgetResult] = []
    /// The configuration that the budgets are from.
    public var budgetFile: String?
    /// What is assumed, and what is not obvious, in sentences.
    public var statements: [String] = []
    /// What could not be read of either side or priced on any model, so that nothing is said about it.
    public var failures: [ReportFailure] = []

    /// - Throws: ``DecimalError`` where a sum has more digits than can be held.
    public init(
        _ changes: [UnitChange], from base: String, to head: String, unchanged: Int, instant: UTCInstant
    ) throws(DecimalError) {
        self.changes = changes
        self.base = base
        self.head = head
        self.unchanged = unchanged
        self.instant = instant
        totals = try ChangeTotal.of(changes)
        hasMonth = changes.contains { change in
            change.models.contains { $0.before?.perMonth != nil || $0.after?.perMonth != nil }
        }
    }

    /// Whether there is nothing to say about any prompt.
    public var isEmpty: Bool { changes.isEmpty && unchanged == 0 && budgets.isEmpty }

    /// The budgets that are exceeded.
    public var exceeded: [BudgetResult] { budgets.filter { $0.outcome == .exceeded } }

    /// `2 prompts changed, 1 added`.
    var summary: String {
        let counts = UnitChange.Status.allCases.map { status in
            (status, changes.count { $0.status == status })
        }
        .sorted { Self.order($0.0) < Self.order($1.0) }.filter { $0.1 > 0 }
        guard let first = counts.first else {
            return failures.isEmpty ? "no prompt changed" : "no prompt that could be compared changed"
        }
        return
            (["\(plural(first.1, "prompt")) \(first.0.rawValue)"]
            + counts.dropFirst().map { "\($0.1) \($0.0.rawValue)" })
            .joined(separator: ", ")
    }

    private static func order(_ status: UnitChange.Status) -> Int {
        switch status {
        case .changed: 0
        case .added: 1
        case .removed: 2
        case .moved: 3
        }
    }

    /// That no budget is exceeded, where some were tested.
    var allKept: String {
        budgets.count == 1 ? "The tested budget is kept." : "All \(budgets.count) tested budgets are kept."
    }

    /// What changes do beside their tokens: the prompt, with a sentence. The same about several models is said once.
    var effects: [(prompt: String, effect: ChangeEffect)] {
        var result: [(String, ChangeEffect)] = []
        for change in changes {
            var said: Set<String> = []
            for effect in change.effects where said.insert(effect.text).inserted {
                result.append((change.place.name, effect))
            }
            for model in change.models {
                for var effect in model.effects {
                    effect.text = text(of: effect, model, isOnly: change.models.count == 1)
                    if said.insert(effect.text).inserted { result.append((change.place.name, effect)) }
                }
            }
        }
        return result
    }

    /// The sentence with what it costs, and the model where there are several.
    private func text(of effect: ChangeEffect, _ model: ModelChange, isOnly: Bool) -> String {
        guard [.cacheBreaks, .cacheRewritten].contains(effect.kind), let cache = model.cache else { return effect.text }
        var text = effect.text
        if cache.onceAfter > .zero {
            text += "; writing the cache anew costs \(ChangeCell.money(cache.onceAfter)) once"
        }
        if let month = cache.perMonth, !month.isZero {
            text += "; less of it is cached, which costs \(ChangeCell.money(month)) a month"
        } else if !cache.perCall.isZero {
            text += "; less of it is cached, which costs \(ChangeCell.money(cache.perCall)) a call"
        }
        return isOnly ? text : "\(text) (\(model.model))"
    }
}

/// Tokens and money as reports of changes show them.
enum ChangeCell {
    /// `1200`, `~1200` for an estimate, `-` for none.
    static func tokens(_ estimate: CostEstimate?) -> String {
        guard let count = estimate?.input else { return "-" }
        return count.method.isCounted && count.low == count.high ? "\(count.point)" : "~\(count.point)"
    }

    /// `$0.0075`: cents from a hundred dollars on, and so many places below that no digit that matters is lost.
    static func money(_ amount: ExactDecimal) -> String {
        let size = amount.isNegative ? (try? amount.negated()) ?? amount : amount
        let places = size >= 100 ? 2 : size >= 1 ? 4 : 8
        let rounded = (try? size.divided(by: 1, places: places)) ?? size
        return (amount.isNegative ? "-$" : "$") + rounded.text(minimumPlaces: 2)
    }

    static func money(_ range: CostRange?) -> String {
        guard let range else { return "-" }
        return (range.isExact ? "" : "~") + money(range.point)
    }

    static func signed(_ tokens: Int) -> String { tokens > 0 ? "+\(tokens)" : "\(tokens)" }

    static func signed(_ amount: ExactDecimal?) -> String {
        guard let amount else { return "-" }
        return amount.isZero ? "0" : (amount.isNegative ? "" : "+") + money(amount)
    }

    /// ` (+12.5 %)`; nothing where there was nothing before.
    static func percent(_ change: Int, of base: Int) -> String {
        guard base > 0, change != 0,
            let percent = try? ExactDecimal(change).multiplied(by: 100).divided(by: base, places: 1), !percent.isZero
        else { return "" }
        return " (\(change > 0 ? "+" : "")\(percent) %)"
    }
}
