import Testing

@testable import AssayPricing

@Suite struct TimeTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-02", 86_400), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
        ("2026-11-21T12:00Z", 1_795_262_400), ("2026-11-21T20:00:00+08:00", 1_795_262_400),
        ("2026-11-21 12:00:00.5Z", 1_795_262_400), ("0001-01-01", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func readsInstants(_ text: String, _ seconds: Int) throws {
        #expect(UTCInstant(text)?.seconds == Int64(seconds))
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-29", "2026-00-10", "2026-11-21T12:00", "2026-11-21T24:00Z",
        "2026-11-21T12:60Z", "2026-1-1", "2026-11-21Z", "yesterday", "2026-11-21T12:00+25:00", "2026-11-21T12:00.5Z",
    ])
    func refusesWhatNamesNoInstant(_ text: String) { #expect(UTCInstant(text) == nil) }

    /// Every day of 800 years follows the one before, and weekdays go round.
    @Test func daysFollowEachOther() throws {
        let first = try #require(CivilDate(year: 1600, month: 1, day: 1)).daysSinceEpoch
        var previous = CivilDate(daysSinceEpoch: first)
        for day in first + 1...first + 292_194 {
            let date = CivilDate(daysSinceEpoch: day)
            guard date.daysSinceEpoch == day, follows(date, previous) else {
                Issue.record("\(date) after \(previous)")
                return
            }
            previous = date
        }
        #expect(previous.description == "2400-01-01")
    }

    private func follows(_ date: CivilDate, _ previous: CivilDate) -> Bool {
        let isNextDay = date.day == previous.day + 1 && date.month == previous.month && date.year == previous.year
        let isNextMonth = date.day == 1 && previous.day >= 28 && (date.month == previous.month + 1 || date.month == 1)
        let weekdays = Weekday.allCases
        let expected = (weekdays.firstIndex(of: previous.weekday) ?? 0) + 1
        return (isNextDay || isNextMonth) && date.weekday == weekdays[expected % 7]
    }

    @Test(arguments: [("2026-11-20", Weekday.friday), ("2026-11-21", .saturday), ("1969-12-31", .wednesday)])
    func knowsWeekdays(_ text: String, _ weekday: Weekday) {
        #expect(UTCInstant(text)?.date.weekday == weekday)
    }

    // MARK: Windows

    @Test(arguments: [
        ("2026-11-20T16:29:59Z", false), ("2026-11-20T16:30Z", true), ("2026-11-20T23:59:59Z", true),
        // After midnight it is Saturday, and the window that began on Friday still runs.
        ("2026-11-21T00:29:59Z", true), ("2026-11-21T00:30Z", false), ("2026-11-21T17:00Z", false),
        // After midnight on Monday nothing runs, because Sunday began none.
        ("2026-11-23T00:10Z", false), ("2026-11-23T16:30Z", true),
    ])
    func windowsRunOverMidnight(_ time: String, _ isInside: Bool) throws {
        let window = try #require(ClockWindow(words: "16:30-00:30 Mon,Tue,Wed,Thu,Fri UTC".split(separator: " ")))
        #expect(window.contains(try #require(UTCInstant(time))) == isInside)
    }

    @Test func windowsHaveTimeZones() throws {
        let window = try #require(ClockWindow(words: "09:00-18:00 Mon UTC+08:00".split(separator: " ")))
        #expect(window.contains(try #require(UTCInstant("2026-11-23T01:00Z"))))
        #expect(!window.contains(try #require(UTCInstant("2026-11-23T10:00Z"))))
        // Monday morning in Beijing while it is still Sunday in UTC.
        let night = try #require(ClockWindow(words: "00:00-09:00 Mon UTC+08:00".split(separator: " ")))
        #expect(night.contains(try #require(UTCInstant("2026-11-22T17:00Z"))))
        #expect(night.description == "00:00-09:00 Mon UTC+08:00")
    }

    @Test(arguments: ["", "01:00-04:00", "UTC", "25:00-26:00 UTC", "01:00-01:00 UTC", "01:00-02:00 Funday UTC"])
    func refusesWhatIsNoWindow(_ text: String) { #expect(ClockWindow(words: text.split(separator: " ")) == nil) }

    @Test func validitiesIncludeTheirStartAndNotTheirEnd() throws {
        let (start, end) = (try #require(UTCInstant("2026-01-01")), try #require(UTCInstant("2027-01-01")))
        let year = Validity(from: start, to: end)
        #expect(year.contains(start))
        #expect(!year.contains(end))
        #expect(year.clipped(before: start) == nil)
        #expect(year.clipped(from: end) == nil)
        #expect(Validity.always.clipped(before: end) == Validity(from: nil, to: end))
        #expect(!year.overlaps(Validity(from: end)))
    }
}
