/// A moment in UTC, to the second. Prices begin and end at instants.
public struct UTCInstant: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted, as in POSIX time.
    public let seconds: Int64

    /// The years that can be written: 0001 to 9999.
    static let bounds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// The instant, or the nearest end of the years 0001 to 9999.
    public init(seconds: Int64) {
        self.seconds = min(max(seconds, UTCInstant.bounds.lowerBound), UTCInstant.bounds.upperBound)
    }

    /// Midnight UTC at the start of a date.
    public init(_ date: CivilDate) { self.init(seconds: Int64(date.daysSinceEpoch) * 86_400) }

    public static func < (left: UTCInstant, right: UTCInstant) -> Bool { left.seconds < right.seconds }

    /// The date in UTC.
    public var date: CivilDate { CivilDate(daysSinceEpoch: dayNumber) }

    /// Days since 1970-01-01, rounded down.
    var dayNumber: Int { Int((seconds - Int64(secondOfDay)) / 86_400) }

    /// Seconds since midnight UTC.
    public var secondOfDay: Int {
        let remainder = seconds % 86_400
        return Int(remainder < 0 ? remainder + 86_400 : remainder)
    }

    /// The instant as a clock that is `seconds` ahead of UTC shows it.
    func local(offset: Int) -> UTCInstant { UTCInstant(seconds: seconds + Int64(offset)) }
}

/// A date of the proleptic Gregorian calendar.
///
/// Conversion to and from day numbers follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
/// (https://howardhinnant.github.io/date_algorithms.html, days_from_civil and civil_from_days): years start in March,
/// so the leap day is the last day of a year, and 400 years are one era of 146,097 days.
public struct CivilDate: Sendable, Hashable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// A date that exists, in the years 1 to 9999; nil otherwise.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    init(daysSinceEpoch: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSinceEpoch: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let index = (daysSinceEpoch + 3) % 7
        return Weekday.allCases[index < 0 ? index + 7 : index]
    }
}

/// A day of the week, Monday first as in ISO 8601.
public enum Weekday: String, Sendable, CaseIterable, Hashable {
    case monday = "Mon"
    case tuesday = "Tue"
    case wednesday = "Wed"
    case thursday = "Thu"
    case friday = "Fri"
    case saturday = "Sat"
    case sunday = "Sun"
}
