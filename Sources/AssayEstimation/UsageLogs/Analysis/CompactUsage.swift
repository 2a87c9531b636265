import AssayPricing

/// The usage of a request in a few words of memory. Meters that are rare are kept elsewhere.
struct CompactUsage {
    var input = 0
    var cacheRead = 0
    var write5m = 0
    var write1h = 0
    var output = 0
    var reasoning = 0
    /// The place of the whole usage where the six counts don't hold it; -1 where they do.
    var other: Int32 = -1

    static let meters: [(Meter, WritableKeyPath<CompactUsage, Int> & Sendable)] = [
        (.input, \.input), (.cacheRead, \.cacheRead), (.cacheWrite5m, \.write5m), (.cacheWrite1h, \.write1h),
        (.output, \.output), (.reasoning, \.reasoning),
    ]

    /// Keeps a usage, the rest of it at the end of `others`.
    init(_ usage: Usage, others: inout [Usage]) {
        var isWhole = true
        for (meter, quantity) in usage.quantities {
            guard let count = quantity.integer, set(meter, count) else {
                isWhole = false
                continue
            }
        }
        if !isWhole {
            other = Int32(clamping: others.count)
            others.append(usage)
        }
    }

    private mutating func set(_ meter: Meter, _ count: Int) -> Bool {
        switch meter {
        case .input: input = count
        case .cacheRead: cacheRead = count
        case .cacheWrite5m: write5m = count
        case .cacheWrite1h: write1h = count
        case .output: output = count
        case .reasoning: reasoning = count
        default: return false
        }
        return true
    }

    func usage(_ others: [Usage]) -> Usage {
        if other >= 0, others.indices.contains(Int(other)) { return others[Int(other)] }
        return
            (try? Usage([
                .input: input, .cacheRead: cacheRead, .cacheWrite5m: write5m, .cacheWrite1h: write1h, .output: output,
                .reasoning: reasoning,
            ])) ?? Usage()
    }
}
