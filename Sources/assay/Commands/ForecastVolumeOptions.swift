import ArgumentParser
import AssayEstimation
import AssayPricing
import AssayText

/// How many tasks there are, for how long, and what else decides about money.
struct ForecastVolumeOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Users, each with the tasks of --tasks.", valueName: "n"))
    var users: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Tasks of each user: 20/day, or 900000/month, which a plain number is too.", valueName: "n[/day|/month]"))
    var tasks: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("So many calendar months from the date on, in a table by month.", valueName: "n"))
    var months: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("So many days from the date on; 30 unless told.", valueName: "n"))
    var days: Quantity?

    @Option(help: ArgumentHelp("The last day, in place of --days.", valueName: "date"))
    var until: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("By how much tasks grow from month to month: 5%. Needs --months.", valueName: "share"))
    var growth: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "By how much prices are assumed to fall in a year, beyond what is announced: 30%. Needs --months.",
            valueName: "share"))
    var priceDecline: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The share of tasks that succeed: 80%. Shows the cost of a success.", valueName: "share"))
    var success: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What a task costs, in dollars, where that is known: 0.02, or 0.015..0.075.", valueName: "dollars"))
    var taskCost: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Dollars an hour for hardware of one's own, to compare with.", valueName: "dollars"))
    var gpuHour: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Tokens a second that it does.", valueName: "n"))
    var gpuTokensPerSecond: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The share of time in which it is busy; 100% unless told.", valueName: "share"))
    var gpuUse: String?

    // MARK: Volume

    private static let mostDays = 36_500
    private static let mostMonths = 1_200

    func volume(from start: UTCInstant) throws(Failure) -> Volume? {
        guard let tasks else {
            for (name, isGiven) in [
                ("--users", users != nil), ("--months", months != nil), ("--days", days != nil),
                ("--until", until != nil), ("--growth", growth != nil), ("--price-decline", priceDecline != nil),
            ] where isGiven {
                throw Failure("\(name) is about many tasks; say how many with --tasks, such as --tasks 1000/day")
            }
            return nil
        }
        var volume = try Self.tasks(tasks)
        volume.users = try users?.value(of: "--users", "users", atLeast: 1, atMost: 1 << 40) ?? 1
        volume.span = try span(from: start)
        volume.growth =
            try growth.map { (text) throws(Failure) in try Self.share(text, of: "--growth", -1...100) } ?? .zero
        volume.priceDecline =
            try priceDecline.map { (text) throws(Failure) in try Self.share(text, of: "--price-decline", 0...1) }
            ?? .zero
        if !volume.growth.isZero || !volume.priceDecline.isZero {
            guard case .months = volume.span else {
                throw Failure("--growth and --price-decline go from month to month; say how many with --months")
            }
        }
        return volume
    }

    private static func tasks(_ text: String) throws(Failure) -> Volume {
        guard let (amount, period) = Traffic.Period.split(text, usual: .month),
            let count = try? ExactDecimal(amount), !count.isNegative,
            count <= ExactDecimal(Quantity.largest)
        else { throw Failure("--tasks is '\(text)'; write 1000/day, or 50000/month, up to 2^53") }
        return Volume(tasks: count, per: period)
    }

    private func span(from start: UTCInstant) throws(Failure) -> Volume.Span {
        guard [months != nil, days != nil, until != nil].count(where: { $0 }) <= 1 else {
            throw Failure("--months, --days and --until each say how long; give one of them")
        }
        if let months {
            return .months(try months.value(of: "--months", "months", atLeast: 1, atMost: Self.mostMonths))
        }
        if let days { return .days(try days.value(of: "--days", "days", atLeast: 1, atMost: Self.mostDays)) }
        guard let until else { return .days(Traffic.daysAMonth) }
        guard let last = UTCInstant(until), last.secondOfDay == 0 else {
            throw Failure("--until is '\(until)'; write the last day, such as 2027-01-10")
        }
        let days = Int((last.seconds - UTCInstant(start.date).seconds) / 86_400) + 1
        guard (1...Self.mostDays).contains(days) else {
            throw Failure(
                "--until is \(until), which is \(days < 1 ? "before" : "more than a hundred years after") \(start.date)"
            )
        }
        return .days(days)
    }

    // MARK: Money

    func successRate() throws(Failure) -> ExactDecimal? {
        guard let success else { return nil }
        let rate = try Self.share(success, of: "--success", 0...1)
        guard !rate.isZero else { throw Failure("--success is 0: without a success there is no cost of one") }
        return rate
    }

    func hosting() throws(Failure) -> SelfHosting? {
        guard let gpuHour else {
            guard gpuTokensPerSecond == nil, gpuUse == nil else {
                throw Failure(
                    "--gpu-tokens-per-second and --gpu-use are about hardware; say what it costs with --gpu-hour")
            }
            return nil
        }
        guard let gpuTokensPerSecond else {
            throw Failure("--gpu-hour needs to know what the hardware does; give --gpu-tokens-per-second")
        }
        let speed = try gpuTokensPerSecond.value(
            of: "--gpu-tokens-per-second", "tokens", atLeast: 1, atMost: 1_000_000_000)
        let use = try gpuUse.map { (text) throws(Failure) in try Self.share(text, of: "--gpu-use", 0...1) } ?? .one
        guard let busy = try? use.shifted(by: 3).integer, busy > 0 else {
            throw Failure(
                "--gpu-use is '\(gpuUse ?? "")'; write a share above 0 with at most one digit behind the point: 62.5%")
        }
        let dollars = try Self.dollars(gpuHour, of: "--gpu-hour")
        return SelfHosting(dollarsAnHour: dollars, tokensASecond: speed, busy: busy)
    }

    func given(_ volume: Volume?, from start: UTCInstant) throws(Failure) -> GivenCost? {
        guard let taskCost else { return nil }
        let ends =
            taskCost.firstRange(ofText: "..").map { [taskCost[..<$0.lowerBound], taskCost[$0.upperBound...]] } ?? [
                taskCost[...]
            ]
        var amounts: [ExactDecimal] = []
        for end in ends { amounts.append(try Self.dollars(String(end), of: "--task-cost")) }
        let (low, high) = (amounts[0], amounts[amounts.count - 1])
        guard low <= high else { throw Failure("--task-cost is '\(taskCost)'; write the smaller amount first") }
        do {
            return try GivenCost(low: low, high: high, volume: volume, from: start)
        } catch {
            throw Failure("--task-cost: \(error)")
        }
    }

    private static func dollars(_ text: String, of option: String) throws(Failure) -> ExactDecimal {
        let digits = text.hasPrefix("$") ? text.dropFirst() : text[...]
        guard let amount = try? ExactDecimal(digits), !amount.isNegative, amount <= ExactDecimal(1_000_000_000),
            amount.exponent >= -12
        else {
            throw Failure(
                "\(option) is '\(text)'; write dollars, such as 2.50, with at most 12 digits behind the point")
        }
        return amount
    }

    /// `5%` or `0.05`.
    private static func share(
        _ text: String, of option: String, _ bounds: ClosedRange<Int>
    ) throws(Failure) -> ExactDecimal {
        let isPercent = text.hasSuffix("%")
        guard let number = try? ExactDecimal(isPercent ? text.dropLast() : text[...]),
            let share = try? number.shifted(by: isPercent ? -2 : 0), share.exponent >= -9,
            share >= ExactDecimal(bounds.lowerBound), share <= ExactDecimal(bounds.upperBound)
        else {
            throw Failure(
                "\(option) is '\(text)'; write a share such as 5% or 0.05, from \(bounds.lowerBound * 100)% to "
                    + "\(bounds.upperBound * 100)%"
            )
        }
        return share
    }
}

/// How numbers are drawn.
struct ForecastChanceOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many tasks are drawn where a number is a distribution; 10000 unless told.", valueName: "n"))
    var samples: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What the draws start from; the same seed gives the same numbers.", valueName: "n"))
    var seed: Quantity?

    func sampleCount() throws(Failure) -> Int {
        try samples?.value(of: "--samples", "tasks", atLeast: 2, atMost: Forecaster.mostSamples) ?? 10_000
    }

    func seedNumber() throws(Failure) -> UInt64 { UInt64(try seed?.value(of: "--seed", "draws") ?? 1) }
}
