extension ComparisonReport {
    /// The report as one HTML page that needs nothing else: no script runs and nothing is loaded. The numbers of
    /// ``json()`` are in it as they are, under the id `comparison`.
    public func html() -> String {
        let page = ComparisonPage(report: self)
        return HTMLPage.report(
            title: page.title, style: ComparisonPage.style,
            parts: [
                page.introduction(), page.heatMap(), page.bars(), page.sample(), page.extras(), page.numbers(),
                page.definitions(),
            ], id: "comparison", json: json())
    }
}
