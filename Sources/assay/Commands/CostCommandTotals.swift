import AssayEstimation
import AssayPricing

/// The cost of all prompts on one model.
struct CostTotal {
    let model: String
    private(set) var prompts = 0
    private(set) var input = TokenCount.zero
    private(set) var perCall = CostRange.zero
    private(set) var total: CostRange?
    private(set) var perMonth: CostRange?

    /// The totals of some rows, in the order in which models appear.
    static func of(_ rows: [CostRow]) throws(DecimalError) -> [CostTotal] {
        var totals: [CostTotal] = []
        for estimate in rows.flatMap(\.estimates) {
            if !totals.contains(where: { $0.model == estimate.model }) {
                totals.append(CostTotal(model: estimate.model))
            }
            guard let index = totals.firstIndex(where: { $0.model == estimate.model }) else { continue }
            try totals[index].add(estimate)
        }
        return totals
    }

    private init(model: String) { self.model = model }

    private mutating func add(_ estimate: CostEstimate) throws(DecimalError) {
        prompts += 1
        input += estimate.input
        perCall = try perCall.adding(estimate.perCall)
        total = try CostTotal.sum(total, estimate.total)
        perMonth = try CostTotal.sum(perMonth, estimate.perMonth)
    }

    private static func sum(_ one: CostRange?, _ two: CostRange?) throws(DecimalError) -> CostRange? {
        guard let two else { return one }
        return try (one ?? .zero).adding(two)
    }
}

/// Money and tokens as tables for people show them.
enum CostCell {
    /// `1200`, or an estimate with its interval.
    static func tokens(_ count: TokenCount) -> String {
        count.high == 0 || (count.method.isCounted && count.low == count.high)
            ? "\(count.point)" : "~\(count.point) (\(count.low)-\(count.high))"
    }

    /// `$0.0075`, or an estimate with its interval.
    static func money(_ range: CostRange) -> String {
        range.isExact ? money(range.point) : "~\(money(range.point)) (\(money(range.low))-\(money(range.high)))"
    }

    /// Cents from a hundred dollars on, and so many places below that no digit that matters is lost.
    static func money(_ amount: ExactDecimal) -> String {
        let places = amount >= 100 ? 2 : amount >= 1 ? 4 : 8
        let rounded = (try? amount.divided(by: 1, places: places)) ?? amount
        return "$" + rounded.text(minimumPlaces: 2)
    }
}
