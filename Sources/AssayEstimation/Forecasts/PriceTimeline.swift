import AssayPricing

/// The times at which a model has different prices.
struct PriceTimeline {
    private let changes: [UTCInstant]
    private let windows: [ClockWindow]

    init(_ model: ModelPrices) {
        let times = model.entries.map(\.validity) + model.multipliers.map(\.validity)
        changes = Set(times.flatMap { [$0.from, $0.to].compactMap { $0 } }).sorted()
        windows = Array(Set(model.entries.compactMap(\.window)))
    }

    /// A price and for how long it holds.
    struct Share {
        /// A moment at which it does.
        var instant: UTCInstant
        var seconds: Int
    }

    /// The parts of a time with one price each, without regard to hours of the day.
    func spans(from start: UTCInstant, to end: UTCInstant) -> [(from: UTCInstant, to: UTCInstant)] {
        let cuts = [start] + changes.filter { $0 > start && $0 < end } + [end]
        return zip(cuts, cuts.dropFirst()).map { (from: $0, to: $1) }
    }

    /// The prices within a span, each with its share of the time.
    ///
    /// - Complexity: O(1) for most models; O(days) for one with prices by the hour.
    func shares(from start: UTCInstant, to end: UTCInstant) -> [Share] {
        guard !windows.isEmpty else { return [Share(instant: start, seconds: Int(end.seconds - start.seconds))] }
        // Which windows are open decides about the price.
        var shares: [[Bool]: Share] = [:]
        var order: [[Bool]] = []
        var from = start
        for cut in cuts(from: start, to: end) + [end] where cut > from {
            let open = windows.map { $0.contains(from) }
            if shares[open] == nil { order.append(open) }
            shares[open, default: Share(instant: from, seconds: 0)].seconds += Int(cut.seconds - from.seconds)
            from = cut
        }
        return order.compactMap { shares[$0] }
    }

    /// The moments at which any window may open or close.
    private func cuts(from start: UTCInstant, to end: UTCInstant) -> [UTCInstant] {
        var minutes: Set<Int> = []
        for window in windows {
            for hours in window.hours {
                for local in [0, hours.start, hours.end] {
                    let minute = (local - window.offset / 60) % 1_440
                    minutes.insert(minute < 0 ? minute + 1_440 : minute)
                }
            }
        }
        let ordered = minutes.sorted()
        return stride(from: UTCInstant(start.date).seconds, to: end.seconds, by: 86_400).flatMap { day in
            ordered.map { UTCInstant(seconds: day + Int64($0) * 60) }.filter { $0 > start && $0 < end }
        }
    }
}
