import AssayEstimation
import AssayText

extension ChangeReport {
    /// The report as one HTML page that needs nothing else: no script runs and nothing is loaded. The numbers of
    /// ``json()`` are in it as they are, under the id `changes`.
    public func html() -> String {
        let introduction = """
            <h1>What the prompts of \(HTML.escape(head)) cost more than those of \(HTML.escape(base))</h1>
            <p>\(HTML.escape(summary)), \(unchanged) as \(unchanged == 1 ? "it was" : "they were").</p>
            """
        return HTMLPage.report(
            title: headline, style: Self.style,
            parts: [introduction, failureList, budgetList, bars, effectList, numbers, assumptions], id: "changes", json: json())
    }

    // MARK: Bars

    /// A bar a unit for each model: what it had, and what was added to it or taken away.
    private var bars: String {
        totals.map { total in
            let rows = changes.flatMap { change in
                change.models.filter { $0.model == total.model }.map { (change, $0) }
            }
            let most = rows.map { max($0.1.before?.input.point ?? 0, $0.1.after?.input.point ?? 0) }.max() ?? 0
            let lines = rows.map { bar($0.0, $0.1, most: max(1, most)) }
            return """
                <section>
                <h2>Tokens on \(HTML.escape(total.model))</h2>
                <p class="key"><span><i class="same"></i> stays</span> <span><i class="more"></i> added</span>
                <span><i class="less"></i> removed</span></p>
                <div class="bars">
                \(lines.joined(separator: "\n"))
                </div>
                </section>
                """
        }.joined(separator: "\n")
    }

    private func bar(_ change: UnitChange, _ model: ModelChange, most: Int) -> String {
        let (before, after) = (model.before?.input.point ?? 0, model.after?.input.point ?? 0)
        let (same, rest) = (min(before, after), abs(after - before))
        func width(_ tokens: Int) -> String {
            FixedPoint.text(100 * Double(tokens) / Double(most), places: 2) + "%"
        }
        let kind = after > before ? "more" : "less"
        let month = ((try? model.perMonth()) ?? nil).map { ", \(ChangeCell.signed($0)) a month" } ?? ""
        let detail =
            "\(before) to \(plural(after, "token"))\(month.isEmpty ? ", \(ChangeCell.signed(try? model.perCall())) a call" : month)"
        return "<span class=\"name\">\(HTML.escape(label(change)))</span><div title=\"\(HTML.escape(detail))\">"
            + "<b class=\"same\" style=\"width:\(width(same))\"></b>"
            + "<b class=\"\(kind)\" style=\"width:\(width(rest))\"></b></div>"
            + "<span>\(ChangeCell.signed(model.tokens)) <small>\(HTML.escape(detail))</small></span>"
    }

    // MARK: Lists

    private var budgetList: String {
        guard !budgets.isEmpty else { return "" }
        guard !exceeded.isEmpty else { return "<p>\(allKept)</p>" }
        let items = exceeded.map { "<li>\(HTML.escape($0.reason + place($0)))</li>" }
        return
            "<section class=\"over\">\n<h2>Over budget</h2>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</section>"
    }

    private var failureList: String {
        let items = failures.map { "<li>\(HTML.escape($0.message))</li>" }
        guard !items.isEmpty else { return "" }
        return "<section class=\"over\">\n<h2>Not compared</h2>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</section>"
    }

    private var effectList: String {
        let items = effects.map { prompt, effect in
            "<li\(effect.isWarning ? " class=\"warning\"" : "")>\(HTML.escape("\(prompt): \(effect.text)"))</li>"
        }
        guard !items.isEmpty else { return "" }
        return "<section>\n<h2>Beside the tokens</h2>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</section>"
    }

    private var numbers: String {
        let table = table()
        guard !table.rows.isEmpty else { return "" }
        return "<section>\n<h2>Numbers</h2>\n\(HTML.table(table))\n</section>"
    }

    private var assumptions: String {
        guard !statements.isEmpty else { return "" }
        return "<footer><ul>\n" + statements.map { "<li>\(HTML.escape($0))</li>" }.joined(separator: "\n")
            + "\n</ul></footer>"
    }

    /// What this page has beside the look of all reports.
    private static let style = """
        :root { --same: #9db4cf; --more: #d9642c; --less: #2f9e6e; --over: #fdecea; }
        @media (prefers-color-scheme: dark) {
          :root { --same: #46607f; --more: #e07a45; --less: #2f9e6e; --over: #3b1d1a; } }
        h2 { margin: 1.5rem 0 .5rem; }
        td:first-child { white-space: normal; overflow-wrap: anywhere; min-width: 12rem; }
        .bars { display: grid; grid-template-columns: minmax(8rem, 22rem) 1fr max-content; gap: .2rem .75rem;
          align-items: center; font-size: .9rem; }
        .bars > span, li { overflow-wrap: anywhere; }
        .bars div { display: flex; height: 1rem; background: color-mix(in oklab, var(--back), var(--line) 40%); }
        .bars b, .key i { display: block; height: 1rem; }
        .key { color: var(--soft); font-size: .85rem; }
        .key i { display: inline-block; width: .8rem; height: .8rem; }
        .same { background: var(--same); } .more { background: var(--more); }
        .less { background: repeating-linear-gradient(45deg, var(--less) 0 4px, transparent 4px 7px); }
        .over { background: var(--over); padding: .25rem 1rem; border-radius: 6px; }
        .warning::marker { content: "! "; color: var(--more); font-weight: 700; }
        @media (max-width: 40rem) {
          .bars { grid-template-columns: minmax(0, 1fr); }
          .bars .name { margin-top: .5rem; }
        }
        """
}
