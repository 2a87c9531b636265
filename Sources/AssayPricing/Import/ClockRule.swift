/// Rule `clock`: hours from the dated source, weekdays from the one that has them.
///
/// `genai-prices` knows which hours are dear but not that weekends are not; `litellm` lists the cheap hours by weekday.
/// Both say the same hours, so the dear hours are kept for the days on which `litellm` has any.
enum ClockRule {
    static func apply(_ others: [PriceEntry], to model: inout ModelPrices) {
        let cheap = others.compactMap(\.window)
        let days = Weekday.allCases.filter { day in !isWholeDay(day, cheap) }
        guard !days.isEmpty, days.count < 7 else { return }
        for index in model.entries.indices where model.entries[index].window != nil {
            model.entries[index].window?.weekdays = Set(days)
        }
        let names = days.map(\.rawValue).joined(separator: ",")
        model.disagreements.append(
            Disagreement(
                field: "hours", claims: "genai-prices every day, litellm \(names)", decision: "litellm: clock"))
    }

    /// Whether the windows cover a day from end to end.
    private static func isWholeDay(_ day: Weekday, _ windows: [ClockWindow]) -> Bool {
        windows.contains { window in
            (window.weekdays.isEmpty || window.weekdays.contains(day))
                && window.hours.contains { $0.start == 0 && $0.end == 1440 }
        }
    }
}
