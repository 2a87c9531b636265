extension ForecastReport {
    /// The report as one HTML page that needs nothing else: no script runs and nothing is loaded. The numbers of
    /// ``json()`` are in it as they are, under the id `forecast`.
    public func html() -> String {
        let page = ForecastPage(report: self)
        return HTMLPage.report(
            title: page.title, style: ForecastPage.style,
            parts: [page.introduction()] + page.plots() + [page.tables(), page.assumptions()],
            id: "forecast", json: json())
    }
}
