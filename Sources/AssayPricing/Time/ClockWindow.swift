/// Hours of the day, on some days of the week, in a time zone given as an offset from UTC.
///
/// A range may run over midnight (`16:30-00:30`); its weekday is then the day on which it starts. Zones with
/// daylight-saving time cannot be said, because the table has no time-zone rules; no provider's price needs one so far.
public struct ClockWindow: Sendable, Hashable {
    /// Minutes from local midnight, the end not included. An end before the start lies on the next day.
    public struct Hours: Sendable, Hashable {
        public let start: Int
        public let end: Int

        /// Nil unless both are within a day and the start is before midnight.
        public init?(start: Int, end: Int) {
            guard (0..<1440).contains(start), (0...1440).contains(end), start != end else { return nil }
            self.start = start
            self.end = end
        }
    }

    public var hours: [Hours]
    /// Empty means every day.
    public var weekdays: Set<Weekday>
    /// Seconds ahead of UTC.
    public var offset: Int

    public init(hours: [Hours], weekdays: Set<Weekday> = [], offset: Int = 0) {
        self.hours = hours
        self.weekdays = weekdays
        self.offset = offset
    }

    public func contains(_ instant: UTCInstant) -> Bool {
        let local = instant.local(offset: offset)
        let second = local.secondOfDay
        let today = local.date.weekday
        let yesterday = UTCInstant(seconds: local.seconds - 86_400).date.weekday
        return hours.contains { range in
            if range.start < range.end {
                return second >= range.start * 60 && second < range.end * 60 && applies(on: today)
            }
            return (second >= range.start * 60 && applies(on: today))
                || (second < range.end * 60 && applies(on: yesterday))
        }
    }

    private func applies(on day: Weekday) -> Bool { weekdays.isEmpty || weekdays.contains(day) }
}

extension ClockWindow: CustomStringConvertible {
    /// `01:00-04:00,06:00-10:00 Mon,Tue UTC`, as the price files write it; the days are left out when it is every day.
    public var description: String {
        var words = [hours.map { "\(clock($0.start))-\(clock($0.end))" }.joined(separator: ",")]
        if !weekdays.isEmpty {
            words.append(Weekday.allCases.filter(weekdays.contains).map(\.rawValue).joined(separator: ","))
        }
        words.append(offset == 0 ? "UTC" : "UTC\(offset < 0 ? "-" : "+")\(clock(abs(offset) / 60))")
        return words.joined(separator: " ")
    }

    private func clock(_ minutes: Int) -> String { "\(padded(minutes / 60)):\(padded(minutes % 60))" }

    /// Reads the words that ``description`` writes.
    init?(words: some Sequence<Substring>) {
        var hours: [Hours] = []
        var weekdays: Set<Weekday> = []
        var offset: Int?
        for word in words {
            if word.hasPrefix("UTC") {
                var scanner = FixedScanner(word.utf8.dropFirst(3))
                guard let seconds = word == "UTC" ? 0 : scanner.offset(), word == "UTC" || scanner.isAtEnd else {
                    return nil
                }
                offset = seconds
            } else if word.utf8.first.map({ $0 < UInt8(ascii: "A") }) == true {
                guard let ranges = ClockWindow.hours(word) else { return nil }
                hours = ranges
            } else {
                let days = word.split(separator: ",").map { Weekday(rawValue: String($0)) }
                guard !days.contains(nil) else { return nil }
                weekdays = Set(days.compactMap { $0 })
            }
        }
        guard !hours.isEmpty, let offset else { return nil }
        self.init(hours: hours, weekdays: weekdays, offset: offset)
    }

    private static func hours(_ word: Substring) -> [Hours]? {
        var ranges: [Hours] = []
        for part in word.split(separator: ",") {
            var scanner = FixedScanner(part.utf8)
            guard let start = scanner.clock(), scanner.take("-"), let end = scanner.clock(), scanner.isAtEnd,
                let range = Hours(start: start, end: end)
            else { return nil }
            ranges.append(range)
        }
        return ranges
    }
}
