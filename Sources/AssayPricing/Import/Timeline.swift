/// Work on sequences of validities.
enum Timeline {
    /// The intervals between starts: up to the first, from each to the next, from the last on. Without an open start
    /// there is no interval before the first.
    static func intervals(_ starts: [UTCInstant?]) -> [Validity] {
        let dates = Set(starts.compactMap { $0 }).sorted()
        var intervals: [Validity] = []
        if starts.contains(nil) { intervals.append(Validity(from: nil, to: dates.first)) }
        for (index, date) in dates.enumerated() {
            intervals.append(Validity(from: date, to: index + 1 < dates.count ? dates[index + 1] : nil))
        }
        return intervals
    }

    /// Entries with the neighbours that say the same made one.
    static func joined(_ entries: [PriceEntry]) -> [PriceEntry] {
        var result: [PriceEntry] = []
        for entry in entries.sorted(by: { ($0.validity.from?.seconds ?? .min) < ($1.validity.from?.seconds ?? .min) }) {
            let neighbour = result.lastIndex { last in
                last.key == entry.key && last.rates == entry.rates && last.validity.to != nil
                    && last.validity.to == entry.validity.from
            }
            if let neighbour {
                result[neighbour].validity.to = entry.validity.to
            } else {
                result.append(entry)
            }
        }
        return result
    }
}
