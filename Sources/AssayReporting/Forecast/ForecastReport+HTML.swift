import AssayEstimation

extension ForecastReport {
    /// The report as one HTML page that needs nothing else: no script runs and nothing is loaded. The numbers of
    /// ``json()`` are in it as they are, under the id `forecast`.
    public func html() -> String {
        let page = ForecastPage(report: self)
        let parts = [page.introduction()] + page.plots() + [page.tables(), page.assumptions()]
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(HTML.escape(page.title))</title>
            <style>
            \(ForecastPage.style)
            </style>
            </head>
            <body>
            <main>
            \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            <script type="application/json" id="forecast">
            \(HTML.insideScript(json()))</script>
            </body>
            </html>

            """
    }
}
