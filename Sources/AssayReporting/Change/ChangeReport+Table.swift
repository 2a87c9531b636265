import AssayEstimation
import AssayPricing

extension ChangeReport {
    /// The changes, a row a prompt and model, with the sums below.
    public func table() -> ReportTable {
        var columns: [ReportTable.Column] = [
            .name("prompt"), .name("model"), .number("before"), .number("after"), .number("tokens"),
            .number("a call"), .number("change"),
        ]
        if hasMonth { columns += [.number("a month"), .number("change")] }
        let rows = changes.flatMap { change in change.models.map { row(change, $0) } }
        let sums = changes.count > 1 ? totals.map(row) : []
        return ReportTable(title: nil, columns: columns, rows: rows + sums)
    }

    private func row(_ change: UnitChange, _ model: ModelChange) -> [String] {
        var cells = [
            label(change), model.model + (model.earlierModel.map { " (was \($0))" } ?? ""), ChangeCell.tokens(model.before), ChangeCell.tokens(model.after),
            ChangeCell.signed(model.tokens) + ChangeCell.percent(model.tokens, of: model.before?.input.point ?? 0),
            ChangeCell.money(model.after?.perCall), ChangeCell.signed(try? model.perCall()),
        ]
        if hasMonth {
            cells += [ChangeCell.money(model.after?.perMonth), ChangeCell.signed((try? model.perMonth()) ?? nil)]
        }
        return cells
    }

    private func row(_ total: ChangeTotal) -> [String] {
        let (tokens, before) = (total.tokensAfter - total.tokensBefore, total.tokensBefore)
        let mark = total.isEstimated ? "~" : ""
        let call = try? total.perCallAfter.point.subtracting(total.perCallBefore.point)
        let month = (try? total.perMonthAfter?.point.subtracting(total.perMonthBefore?.point ?? .zero)) ?? nil
        var cells = [
            "total of \(total.units)", total.model, "\(mark)\(before)", "\(mark)\(total.tokensAfter)",
            ChangeCell.signed(tokens) + ChangeCell.percent(tokens, of: before),
            ChangeCell.money(total.perCallAfter), ChangeCell.signed(call),
        ]
        if hasMonth { cells += [ChangeCell.money(total.perMonthAfter), ChangeCell.signed(month)] }
        return cells
    }

    /// The prompt, with what happened to it where that is not a change of its text.
    func label(_ change: UnitChange) -> String {
        let name = change.place.name
        switch change.status {
        case .added: return "\(name) (new)"
        case .removed: return "\(name) (removed)"
        case .changed, .moved: return change.origin.map { "\(name) (was \($0.name))" } ?? name
        }
    }

    /// What stands above the table.
    public var headline: String { "\(base) to \(head): \(summary)" }

    /// What stands below the table, one a line.
    public var remarks: [String] {
        effects.map { ($0.effect.isWarning ? "! " : "- ") + "\($0.prompt): \($0.effect.text)" }
            + exceeded.map { "over budget: \($0.reason)\(place($0))" } + statements
    }

    /// ` (.assay.yml:12)`
    func place(_ result: BudgetResult) -> String { budgetFile.map { " (\($0):\(result.line))" } ?? "" }
}
