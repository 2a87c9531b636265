import AssayEstimation
import AssayPricing

extension ForecastReport {
    /// The tables for people.
    public func tables() -> [ReportTable] {
        var tables: [ReportTable] = []
        if !scenarios.isEmpty { tables.append(taskTable()) }
        if let given { tables.append(givenTable(given)) }
        if scenarios.contains(where: { $0.periods.count > 1 }) {
            var isByMonth = false
            if case .months = request.volume?.span { isByMonth = true }
            tables.append(isByMonth ? monthTable() : periodTable())
        }
        if let hosting = request.hosting { tables.append(hostingTable(hosting)) }
        return tables
    }

    // MARK: A task

    /// A column of the table of tasks; only those with something to say are shown.
    private struct TaskColumn {
        var title: String
        var isNumber = true
        var isShown = true
        var cell: (Forecast.Scenario) -> String
    }

    private var taskColumns: [TaskColumn] {
        let hasSpread = scenarios.contains { $0.task.spread != nil }
        let hasCache = scenarios.contains { $0.cache != nil }
        let hasReasoning = request.workload.reasoning != .zero
        func spread(_ path: KeyPath<Forecast.Spread, ExactDecimal>) -> (Forecast.Scenario) -> String {
            { $0.task.spread.map { ForecastCell.money($0[keyPath: path]) } ?? "-" }
        }
        return [
            TaskColumn(title: "model", isNumber: false) { $0.model },
            TaskColumn(title: "policy", isNumber: false, isShown: showsPolicy) { "\($0.policy)" },
            TaskColumn(title: "calls") { ForecastCell.count($0.tokens, \.calls) },
            TaskColumn(title: "input") { ForecastCell.count($0.tokens, \.input) },
            TaskColumn(title: "read", isShown: hasCache) { ForecastCell.count($0.tokens, \.cacheRead) },
            TaskColumn(title: "written", isShown: hasCache) { ForecastCell.count($0.tokens, \.cacheWrite) },
            TaskColumn(title: "equivalent", isShown: hasCache) { ForecastCell.count($0.inputEquivalent) },
            TaskColumn(title: "output") { ForecastCell.count($0.tokens, \.output) },
            TaskColumn(title: "reasoning", isShown: hasReasoning) { ForecastCell.count($0.tokens, \.reasoning) },
            TaskColumn(title: "a task") { ForecastCell.money($0.task.mean) },
            TaskColumn(title: "+-", isShown: hasSpread, cell: spread(\.standardError)),
            TaskColumn(title: "p50", isShown: hasSpread, cell: spread(\.p50)),
            TaskColumn(title: "p90", isShown: hasSpread, cell: spread(\.p90)),
            TaskColumn(title: "p99", isShown: hasSpread, cell: spread(\.p99)),
            TaskColumn(title: "times", isShown: scenarios.count > 1) { times($0) },
            TaskColumn(title: "a success", isShown: request.successRate != nil) {
                $0.perOutcome.map(ForecastCell.money) ?? "-"
            },
            TaskColumn(title: "tasks", isShown: request.volume != nil) { ForecastCell.count($0.tasks) },
            TaskColumn(title: "total", isShown: request.volume != nil) { $0.total.map(ForecastCell.money) ?? "-" },
            TaskColumn(title: "cheaper from \(unit)", isShown: scenarios.contains { $0.breakEven != nil }) {
                breakEven($0)
            },
        ].filter(\.isShown)
    }

    /// How many times the cheapest a scenario costs.
    func times(_ scenario: Forecast.Scenario) -> String {
        guard let lowest, let ratio = try? scenario.task.mean.ratio(to: lowest, places: 2) else { return "-" }
        return ratio.text(minimumPlaces: 2)
    }

    func breakEven(_ scenario: Forecast.Scenario) -> String {
        switch scenario.breakEven {
        case .from(let turn): "\(turn)"
        case .notWithin(let turns): "not by \(turns)"
        case .same: "same"
        case .baseline, nil: "-"
        }
    }

    private func taskTable() -> ReportTable {
        let columns = taskColumns
        return ReportTable(
            columns: columns.map { ReportTable.Column(title: $0.title, isNumber: $0.isNumber) },
            rows: scenarios.map { scenario in columns.map { $0.cell(scenario) } })
    }

    // MARK: Time

    /// A row a month, a column a scenario.
    private func monthTable() -> ReportTable {
        var columns: [ReportTable.Column] = [.name("month from"), .number("days"), .number("tasks")]
        if scenarios.count == 1 { columns.append(.number("a task")) }
        columns += scenarios.map { .number(scenarios.count == 1 ? "cost" : name($0)) }
        let months = scenarios[0].periods
        var rows = months.indices.map { month -> [String] in
            var cells = [months[month].from.date.description, "\(months[month].days)", "\(months[month].tasks)"]
            if scenarios.count == 1 { cells.append(ForecastCell.money(months[month].perTask)) }
            return cells + scenarios.map { ForecastCell.money($0.periods[month].cost) }
        }
        rows.append(
            ["total", "\(months.reduce(0) { $0 + $1.days })", ForecastCell.count(scenarios[0].tasks)]
                + (scenarios.count == 1 ? [""] : []) + scenarios.map { $0.total.map(ForecastCell.money) ?? "-" })
        return ReportTable(title: "By month", columns: columns, rows: rows)
    }

    /// A row for each price that holds in the time.
    private func periodTable() -> ReportTable {
        let rows = scenarios.flatMap { scenario in
            scenario.periods.map { period in
                [
                    name(scenario), period.from.date.description, ForecastCell.lastDay(period), "\(period.days)",
                    ForecastCell.count(period.tasks), ForecastCell.money(period.perTask),
                    ForecastCell.money(period.cost),
                ]
            }
        }
        return ReportTable(
            title: "By price",
            columns: [
                .name("model"), .name("from"), .name("to"), .number("days"), .number("tasks"), .number("a task"),
                .number("cost"),
            ], rows: rows)
    }

    private func givenTable(_ given: GivenCost) -> ReportTable {
        let isRange = given.low != given.high
        func range(_ low: ExactDecimal, _ high: ExactDecimal) -> String {
            isRange ? "\(ForecastCell.money(low)) to \(ForecastCell.money(high))" : ForecastCell.money(low)
        }
        var rows = given.periods.map { part in
            [
                part.period.from.date.description, ForecastCell.lastDay(part.period),
                ForecastCell.count(part.period.tasks),
                range(given.low, given.high), range(part.period.cost, part.high),
            ]
        }
        if rows.isEmpty { rows = [["-", "-", "1", range(given.low, given.high), range(given.low, given.high)]] }
        if rows.count > 1, let total = try? given.total() {
            rows.append(["total", "", "", "", range(total.low, total.high)])
        }
        return ReportTable(
            title: "At the given cost of a task",
            columns: [.name("from"), .name("to"), .number("tasks"), .number("a task"), .number("cost")], rows: rows)
    }

    private func hostingTable(_ hosting: SelfHosting) -> ReportTable {
        let own = (try? hosting.dollarsAMillion()).map(ForecastCell.money) ?? "-"
        let title = "On hardware for $\(hosting.dollarsAnHour) an hour: \(own) a million tokens"
        let rows = scenarios.map { scenario -> [String] in
            let facts = scenario.hosting
            return [
                name(scenario), (facts?.modelPerMillion).map(ForecastCell.money) ?? "-",
                facts?.tokensAMonth.map { "\($0)" } ?? "never", facts?.tasksAMonth.map { "\($0)" } ?? "never",
            ]
        }
        return ReportTable(
            title: title,
            columns: [
                .name("model"), .number("$/1M tokens"), .number("tokens a month to break even"),
                .number("tasks a month"),
            ], rows: rows)
    }

    // MARK: All numbers

    /// A row for each scenario and stretch of time, amounts exact, for spreadsheets and scripts.
    public func longTable() -> ReportTable {
        let titles = [
            "model", "policy", "calls", "input", "cache_read", "cache_write", "input_equivalent", "output", "reasoning",
            "per_task", "standard_error", "p50", "p90", "p99", "per_success", "from", "to", "days", "tasks",
            "per_task_then", "cost",
        ]
        let rows = scenarios.flatMap { scenario -> [[String]] in
            let facts = longFacts(scenario)
            guard !scenario.periods.isEmpty else { return [facts + Array(repeating: "", count: 6)] }
            return scenario.periods.map { period in
                facts + [
                    period.from.date.description, ForecastCell.lastDay(period), "\(period.days)", "\(period.tasks)",
                    "\(period.perTask)", "\(period.cost)",
                ]
            }
        }
        return ReportTable(columns: titles.map { .name($0) }, rows: rows + longGiven())
    }

    private func longFacts(_ scenario: Forecast.Scenario) -> [String] {
        func mean(_ path: KeyPath<TaskTokens.Sums, Int128>) -> String {
            (try? scenario.tokens.mean(path)).map { "\($0)" } ?? ""
        }
        let spread = scenario.task.spread
        return [
            scenario.model, "\(scenario.policy)", mean(\.calls), mean(\.input), mean(\.cacheRead), mean(\.cacheWrite),
            scenario.inputEquivalent.map { "\($0)" } ?? "", mean(\.output), mean(\.reasoning), "\(scenario.task.mean)",
        ]
            + [spread?.standardError, spread?.p50, spread?.p90, spread?.p99, scenario.perOutcome].map {
                $0.map { "\($0)" } ?? ""
            }
    }

    /// The given cost's rows: one for its low end and one for its high end.
    private func longGiven() -> [[String]] {
        guard let given else { return [] }
        func row(_ name: String, _ task: ExactDecimal, _ rest: [String]) -> [String] {
            [name, ""] + Array(repeating: "", count: 7) + ["\(task)"] + Array(repeating: "", count: 5) + rest
        }
        let empty = Array(repeating: "", count: 6)
        if given.periods.isEmpty {
            return [row("given, low", given.low, empty), row("given, high", given.high, empty)]
        }
        return given.periods.flatMap { part -> [[String]] in
            let time = [
                part.period.from.date.description, ForecastCell.lastDay(part.period), "\(part.period.days)",
                "\(part.period.tasks)", "",
            ]
            return [
                row("given, low", given.low, time + ["\(part.period.cost)"]),
                row("given, high", given.high, time + ["\(part.high)"]),
            ]
        }
    }
}
