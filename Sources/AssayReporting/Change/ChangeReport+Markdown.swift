import AssayEstimation
import AssayPricing
import AssayText

extension ChangeReport {
    /// Rows of a comment; hosts refuse longer ones.
    private static let mostRows = 150

    /// A comment on a pull request. Its first line is a mark by which a script finds the comment that it wrote before.
    public func markdown() -> String {
        var text = "<!-- assay diff -->\n### Prompts: \(title)\n\n"
        text += "\(Self.escape(headline)).\n"
        let table = table()
        if !table.rows.isEmpty {
            text += "\n" + Markdown.row(table.columns.map { Self.escape($0.title) })
            text += Markdown.divider(isNumber: table.columns.map(\.isNumber))
            // The sums come last and are always shown.
            let sums = changes.count > 1 ? totals.count : 0
            let rows = table.rows.dropLast(sums)
            for row in rows.prefix(Self.mostRows) { text += Markdown.row(row.map(Self.escape)) }
            for row in table.rows.suffix(sums) { text += Markdown.row(row.map { "**\(Self.escape($0))**" }) }
            if rows.count > Self.mostRows {
                text += "\n\(plural(rows.count - Self.mostRows, "more row is", "more rows are")) left out.\n"
            }
        }
        let effects = effects
        if !effects.isEmpty { text += "\n**Beside the tokens**\n\n" }
        for (prompt, effect) in effects.prefix(Self.mostRows) {
            text += "- \(effect.isWarning ? "⚠️ " : "")\(Self.escape(prompt)): \(Self.escape(effect.text))\n"
        }
        if effects.count > Self.mostRows {
            text += "- \(plural(effects.count - Self.mostRows, "more is", "more are")) left out\n"
        }
        if !exceeded.isEmpty { text += "\n**Over budget**\n\n" }
        for result in exceeded { text += "- ❌ \(Self.escape(result.reason + place(result)))\n" }
        if !budgets.isEmpty, exceeded.isEmpty { text += "\n\(allKept)\n" }
        if !failures.isEmpty { text += "\n**Not compared**\n\n" }
        for failure in failures { text += "- ❌ \(Self.escape(failure.message))\n" }
        if !statements.isEmpty {
            text += "\n<details><summary>Assumptions</summary>\n\n"
            for statement in statements { text += "- \(Self.escape(statement))\n" }
            text += "\n</details>\n"
        }
        return text
    }

    /// The sums of the first model.
    private var title: String {
        guard let total = totals.first else {
            return failures.isEmpty ? "nothing changes" : "nothing that could be compared changes"
        }
        let tokens = total.tokensAfter - total.tokensBefore
        var parts = [plural(ChangeCell.signed(tokens), "token")]
        if let after = total.perMonthAfter?.point,
            let month = try? after.subtracting(total.perMonthBefore?.point ?? .zero)
        {
            parts.append("\(ChangeCell.signed(month)) a month")
        } else if let call = try? total.perCallAfter.point.subtracting(total.perCallBefore.point) {
            parts.append("\(ChangeCell.signed(call)) a call")
        }
        return Self.escape("\(parts.joined(separator: ", ")) on \(total.model)")
    }

    private static func escape(_ text: String) -> String { Markdown.escape(text, in: .comment) }
}
