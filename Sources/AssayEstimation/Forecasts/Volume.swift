import AssayPricing

/// How many tasks there are, and for how long.
public struct Volume: Sendable, Hashable {
    public var users = 1
    /// Of each user, a day or a month.
    public var tasks: ExactDecimal
    public var period: Traffic.Period
    public var span = Span.days(Traffic.daysAMonth)
    /// By how much the tasks grow from one month to the next, as a share: 0.05. May be negative.
    public var growth = ExactDecimal.zero
    /// By how much prices are taken to fall in a year, as a share. An assumption, beside what the table announces.
    public var priceDecline = ExactDecimal.zero

    public enum Span: Sendable, Hashable {
        /// So many days from the first on.
        case days(Int)
        /// So many months of the calendar, from a day to the day before the same one of the next month.
        case months(Int)
    }

    public init(tasks: ExactDecimal, per period: Traffic.Period) {
        self.tasks = tasks
        self.period = period
    }

    /// Tasks of all users in a day; a month has 30.
    var tasksADay: Double {
        let all = tasks.approximation * Double(users)
        return period == .day ? all : all / Double(Traffic.daysAMonth)
    }

    /// A stretch of time whose tasks are added up.
    struct Stretch {
        var from: UTCInstant
        /// The first day after it.
        var to: UTCInstant
        /// Which month it belongs to, from 0.
        var month: Int
        var tasks: ExactDecimal

        var days: Int { Int((to.seconds - from.seconds) / 86_400) }
    }

    /// The months, or the days as one.
    ///
    /// A month's tasks are rounded to whole ones; the growth is carried with 12 places.
    func stretches(from start: UTCInstant) throws(DecimalError) -> [Stretch] {
        let first = UTCInstant(start.date)
        let all = try tasks.multiplied(by: users)
        switch span {
        case .days(let days):
            let end = UTCInstant(seconds: first.seconds + Int64(days) * 86_400)
            let share = try all.multiplied(by: days)
            let tasks = period == .day ? share : try share.divided(by: Traffic.daysAMonth)
            return [Stretch(from: first, to: end, month: 0, tasks: tasks)]
        case .months(let months):
            var factor = ExactDecimal.one
            var result: [Stretch] = []
            for month in 0..<months {
                var stretch = Stretch(
                    from: first.adding(months: month), to: first.adding(months: month + 1), month: month, tasks: all)
                if period == .day { stretch.tasks = try all.multiplied(by: stretch.days) }
                stretch.tasks = try stretch.tasks.multiplied(by: factor)
                if month > 0 { stretch.tasks = try stretch.tasks.divided(by: 1, places: 0) }
                result.append(stretch)
                factor = try factor.multiplied(by: growth.adding(.one)).divided(by: 1)
            }
            return result
        }
    }

    /// What prices are multiplied by in a month, rounded to 9 places: (1 - decline) ^ (month / 12).
    func priceFactor(month: Int) throws(DecimalError) -> ExactDecimal {
        guard !priceDecline.isZero, month > 0 else { return .one }
        let factor = power(1 - priceDecline.approximation, Double(month) / 12)
        return try ExactDecimal(significand: Int128((factor * 1e9).rounded()), exponent: -9)
    }
}

extension UTCInstant {
    /// The same day of a later month, or that month's last where it has fewer days.
    func adding(months: Int) -> UTCInstant {
        let number = date.month - 1 + months
        let (year, month) = (date.year + number / 12, number % 12 + 1)
        for day in (1...date.day).reversed() {
            if let date = CivilDate(year: year, month: month, day: day) { return UTCInstant(date) }
        }
        return self
    }
}
