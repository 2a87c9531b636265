import Testing

@testable import AssayReporting

/// Plots of numbers of any size.
struct PlotTests {
    @Test("an axis has few marks, whatever its numbers", arguments: [0, 1e-9, 0.3, 7, 4_999, 2.5e14, 1e20, 3e37])
    func ticks(most: Double) {
        let line = Plot.Line(name: "a", points: [(1, most / 2), (2, most)])
        let svg = Plot(lines: [line], xTitle: "month", style: .dots).svg()
        let marks = svg.components("class=\"end\"")
        #expect((2...7).contains(marks))
        #expect(!svg.contains("nan") && !svg.contains("inf") && !svg.contains(">$-<"))
        // The line stays inside the box of 460 x 270.
        #expect(svg.contains("viewBox=\"0 0 460 270\""))
        #expect(svg.contains("L448.0 "))
    }
}

extension String {
    /// How often a text is in it.
    fileprivate func components(_ text: String) -> Int { split(separator: text, omittingEmptySubsequences: false).count - 1 }
}
