import AssayEstimation
import AssayText

/// A fitted calibration in words.
struct CalibrationReport {
    private let saved: SavedCalibration

    init(_ saved: SavedCalibration) {
        self.saved = saved
    }

    func write(to output: OutputWriter) {
        let fit = saved.fit
        output.write("\(saved.model), as a multiple of \(saved.vocabulary)\n\n")
        var lines: [(String, String)] = []
        for (name, group) in [("Latin and code", fit.latin), ("other scripts", fit.other)] {
            guard let group else { continue }
            let factor = group.factor
            lines.append(
                (
                    name,
                    "\(Self.thousandths(factor.point)) [\(Self.thousandths(factor.low)), "
                        + "\(Self.thousandths(factor.high))], fitted on \(plural(group.rows, "row"))"
                ))
        }
        if fit.intercept > 0 { lines.append(("each request", "\(plural(fit.intercept, "token")) more")) }
        let check = fit.check
        let errors =
            "median error \(Self.percent(check.median)), 90th percentile \(Self.percent(check.ninetieth)), "
            + "bias \(Self.percent(check.bias))"
        let rows = "\(plural(check.rows, "row")): \(errors), \(check.inside) of \(check.rows) inside the interval"
        lines.append(("held back", rows))
        let width = lines.map(\.0.count).max() ?? 0
        for (name, text) in lines {
            output.write(name + String(repeating: " ", count: width - name.count) + "  \(text)\n")
        }
        if !fit.notes.isEmpty { output.write("\n") }
        for note in fit.notes { output.write("\(note).\n") }
    }

    private static func thousandths(_ value: Int) -> String {
        let rest = value % 1000
        return "\(value / 1000)." + String(repeating: "0", count: rest < 10 ? 2 : rest < 100 ? 1 : 0) + "\(rest)"
    }

    /// Per mille as per cent, with one digit behind the point.
    private static func percent(_ value: Int) -> String {
        (value < 0 ? "-" : "") + "\(value.magnitude / 10).\(value.magnitude % 10)%"
    }
}
