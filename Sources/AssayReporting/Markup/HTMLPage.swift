/// A whole HTML page that needs nothing else: no script runs and nothing is loaded.
struct HTMLPage {
    var title: String
    /// The page's look.
    var style: String
    var body: String
    /// The numbers of the page for programs, in a script element of this id that never runs.
    var data: (id: String, json: [UInt8])?

    var text: String {
        let script = data.map { data in
            "<script type=\"application/json\" id=\"\(data.id)\">\n\(HTML.insideScript(data.json))</script>\n"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(HTML.escape(title))</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            \(body)
            \(script ?? "")</body>
            </html>

            """
    }
}

extension HTMLPage {
    /// A report of numbers: its parts one below the other, without those that have nothing to say.
    ///
    /// - Parameters:
    ///   - style: what the page's look has beside that of every report.
    ///   - id: what the numbers are called in the page.
    static func report(title: String, style: String, parts: [String], id: String, json: [UInt8]) -> String {
        let content = parts.filter { !$0.isEmpty }.joined(separator: "\n")
        return HTMLPage(
            title: title, style: reportStyle + "\n" + style, body: "<main>\n\(content)\n</main>", data: (id, json)
        ).text
    }

    /// What reports of numbers look like, in light and dark, from phones to desktops.
    private static let reportStyle = """
        :root { --back: #fff; --text: #1c1e21; --soft: #667; --line: #d8dbe0; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #15171a; --text: #e6e8eb; --soft: #9aa3ad; --line: #363b42; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
        main { max-width: 66rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
        h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
        small { color: var(--soft); font-size: .8rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
        th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: start; white-space: nowrap; }
        td.n, th.n { text-align: end; }
        footer { margin-top: 2rem; color: var(--soft); font-size: .85rem; }
        """
}
