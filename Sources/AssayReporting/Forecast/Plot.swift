/// A small plot as SVG that takes its colours from the page.
struct Plot {
    struct Line {
        var name: String
        var points: [(Double, Double)]
    }

    enum Style: Equatable {
        case lines
        /// Lines whose points are marked.
        case dots
        /// Bars so wide, in units of the horizontal axis.
        case bars(Double)
    }

    var lines: [Line]
    var xTitle: String
    var style: Style
    /// Whether the vertical axis shows dollars.
    var isMoney = true

    private static let (width, height) = (460.0, 270.0)
    private static let (left, right, top, bottom) = (66.0, 12.0, 10.0, 36.0)

    func svg() -> String {
        let legend = lines.count > 1 ? self.legend() : ""
        let label = lines.map(\.name).joined(separator: ", ")
        let box = "0 0 \(Int(Self.width)) \(Int(Self.height))"
        return """
            \(legend)<svg viewBox="\(box)" role="img" aria-label="\(HTML.escape(label))">
            \(yAxis())
            \(xAxis())
            \(lines.enumerated().map { marks($0.element, colour: $0.offset) }.joined(separator: "\n"))
            </svg>
            """
    }

    private func legend() -> String {
        let items = lines.enumerated().map {
            "<span><i class=\"c\($0.offset)\"></i>\(HTML.escape($0.element.name))</span>"
        }
        return "<div class=\"legend\">\(items.joined())</div>\n"
    }

    // MARK: Scales

    private var xs: [Double] { lines.flatMap { $0.points.map(\.0) } }
    private var xRange: (low: Double, high: Double) {
        let margin = if case .bars(let width) = style { width / 2 } else { 0.0 }
        let (low, high) = ((xs.min() ?? 0) - margin, (xs.max() ?? 1) + margin)
        return high > low ? (low, high) : (low, low + 1)
    }
    private var yTop: Double {
        let most = lines.flatMap { $0.points.map(\.1) }.max() ?? 0
        return most > 0 ? most : 1
    }

    private func x(_ value: Double) -> Double {
        let (low, high) = xRange
        return Self.left + (value - low) / (high - low) * (Self.width - Self.left - Self.right)
    }

    private func y(_ value: Double) -> Double {
        Self.height - Self.bottom - value / yTicks.top * (Self.height - Self.top - Self.bottom)
    }

    /// Round numbers from zero to just above the highest value.
    private var yTicks: (values: [Double], top: Double, places: Int) {
        let (step, places) = Self.roundStep(yTop / 4)
        let count = Int((yTop / step).rounded(.up))
        return ((0...count).map { Double($0) * step }, Double(count) * step, places)
    }

    /// The next of 1, 2, 5, 10 ... times a power of ten, and the digits it needs behind the point.
    private static func roundStep(_ wanted: Double) -> (step: Double, places: Int) {
        var (power, places) = (1.0, 0)
        while power > wanted, places < 12 { (power, places) = (power / 10, places + 1) }
        while power * 10 <= wanted, power < 1e300 { power *= 10 }
        let step = [1, 2, 5, 10].map { power * $0 }.first { $0 >= wanted } ?? power * 10
        return (step, places)
    }

    // MARK: Parts

    private func yAxis() -> String {
        let ticks = yTicks
        return ticks.values.map { value in
            let number = value < 1e15 ? FixedPoint.text(value, places: ticks.places) : "\(value)"
            let text = (isMoney ? "$" : "") + number
            return
                "<path class=\"grid\" d=\"M\(place(Self.left)) \(place(y(value)))H\(place(Self.width - Self.right))\"/>"
                + "<text x=\"\(place(Self.left - 6))\" y=\"\(place(y(value) + 4))\" class=\"end\">\(text)</text>"
        }.joined(separator: "\n")
    }

    private func xAxis() -> String {
        let (low, high) = xRange
        let title =
            "<text x=\"\(place((Self.left + Self.width - Self.right) / 2))\" y=\"\(place(Self.height - 4))\" "
            + "class=\"middle\">\(HTML.escape(xTitle))</text>"
        var (step, places) = Self.roundStep((high - low) / 5)
        // Turns and months are whole.
        if style == .lines || style == .dots { (step, places) = (max(1, step), 0) }
        let first = (low / step).rounded(.up)
        let ticks = (0..<12).map { (first + Double($0)) * step }.filter { $0 <= high * (1 + 1e-9) }
        return title
            + ticks.map { value in
                "<text x=\"\(place(x(value)))\" y=\"\(place(Self.height - Self.bottom + 16))\" class=\"middle\">"
                    + "\(FixedPoint.text(value, places: places))</text>"
            }.joined()
    }

    private func marks(_ line: Line, colour: Int) -> String {
        if case .bars(let width) = style {
            return line.points.map { point in
                let (start, end) = (x(point.0 - width / 2) + 0.5, x(point.0 + width / 2) - 0.5)
                return "<rect class=\"f\(colour)\" x=\"\(place(start))\" y=\"\(place(y(point.1)))\" "
                    + "width=\"\(place(end - start))\" height=\"\(place(y(0) - y(point.1)))\"/>"
            }.joined()
        }
        let path = line.points.enumerated().map { number, point in
            "\(number == 0 ? "M" : "L")\(place(x(point.0))) \(place(y(point.1)))"
        }.joined()
        let dots =
            style == .dots
            ? line.points.map {
                "<circle class=\"f\(colour)\" cx=\"\(place(x($0.0)))\" cy=\"\(place(y($0.1)))\" r=\"2.5\"/>"
            }
            .joined() : ""
        return "<path class=\"line s\(colour)\" d=\"\(path)\"/>" + dots
    }

    private func place(_ value: Double) -> String { FixedPoint.text(value, places: 1) }
}
