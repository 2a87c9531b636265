import AssayJSON

/// A fitted calibration as a file keeps it.
public struct SavedCalibration: Sendable, Hashable {
    /// The model it was fitted for.
    public var model: String
    /// The vocabulary whose tokens the factors multiply.
    public var vocabulary: String
    public var fit: CalibrationFit

    public init(model: String, vocabulary: String, fit: CalibrationFit) {
        self.model = model
        self.vocabulary = vocabulary
        self.fit = fit
    }

    /// Whether it was fitted for a model, by whatever name.
    public func isFor(_ name: String) -> Bool { ModelName(name) == ModelName(model) }

    /// How the model is counted with it.
    ///
    /// - Parameter fallback: the model's own calibration, for scripts that the log did not have.
    public func tokenization(fallback: ModelTokenization? = nil) -> ModelTokenization {
        let usable = fallback?.vocabulary == vocabulary ? fallback?.calibration : nil
        let rows = (fit.latin?.rows ?? 0) + (fit.other?.rows ?? 0)
        return ModelTokenization(
            vocabulary: vocabulary, method: .calibrated, calibration: fit.calibration(fallback: usable),
            source: "your own calibration, fitted on \(rows) rows")
    }

    // MARK: JSON

    /// The file's text. Factors are in thousandths, errors in per mille.
    public func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("model", model)
            writer.member("vocabulary", vocabulary)
            for (name, group) in [("latin", fit.latin), ("other", fit.other)] {
                guard let group else { continue }
                writer.key(name)
                writer.object { writer in
                    writer.member("factor", group.factor.point)
                    writer.member("low", group.factor.low)
                    writer.member("high", group.factor.high)
                    writer.member("rows", group.rows)
                }
            }
            writer.member("intercept", fit.intercept)
            writer.key("heldBack")
            writer.object { writer in
                writer.member("rows", fit.check.rows)
                writer.member("medianError", fit.check.median)
                writer.member("ninetiethError", fit.check.ninetieth)
                writer.member("bias", fit.check.bias)
                writer.member("inside", fit.check.inside)
            }
            writer.key("notes")
            writer.array(of: fit.notes) { writer, note in writer.value(note) }
        }
        return writer.bytes + [0x0A]
    }

    /// Reads what ``json()`` writes.
    public init(json bytes: [UInt8]) throws(CalibrationError) {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(bytes).root
        } catch {
            throw CalibrationError("not JSON: \(error)")
        }
        guard root.kind == .object, let model = root["model"]?.string, let vocabulary = root["vocabulary"]?.string
        else {
            throw CalibrationError("not a calibration; 'assay calibrate LOG -m MODEL --output FILE' writes one")
        }
        guard root["schema"]?.int == 1 else {
            throw CalibrationError("the calibration is of a schema that this version does not know; fit it again")
        }
        self.model = model
        self.vocabulary = vocabulary
        fit = try CalibrationFit(
            latin: Self.group(root, "latin"), other: Self.group(root, "other"),
            intercept: Self.number(root["intercept"], 0...1_000_000, "intercept"), check: Self.check(root["heldBack"]),
            notes: root["notes"]?.elements.compactMap(\.string) ?? [])
        guard fit.latin != nil || fit.other != nil else { throw CalibrationError("the calibration has no factor") }
    }

    private static func group(_ root: JSONValue, _ name: String) throws(CalibrationError) -> CalibrationFit.Group? {
        guard let value = root[name], !value.isNull else { return nil }
        let point = try number(value.member("factor"), 1...100_000, "\(name).factor")
        let low = try number(value.member("low"), 0...point, "\(name).low")
        let high = try number(value.member("high"), point...100_000, "\(name).high")
        let rows = try number(value.member("rows"), 0...Int.max, "\(name).rows")
        return CalibrationFit.Group(factor: Calibration.Factor(point, low...high), rows: rows)
    }

    private static func check(_ value: JSONValue?) throws(CalibrationError) -> CalibrationFit.Check {
        func number(_ name: String) throws(CalibrationError) -> Int {
            try Self.number(value?.member(name), -1_000_000_000...1_000_000_000, "heldBack.\(name)")
        }
        return try CalibrationFit.Check(
            rows: number("rows"), median: number("medianError"), ninetieth: number("ninetiethError"),
            bias: number("bias"), inside: number("inside"))
    }

    private static func number(
        _ value: JSONValue?, _ range: ClosedRange<Int>, _ name: String
    ) throws(CalibrationError) -> Int {
        guard let number = value?.int, range.contains(number) else {
            throw CalibrationError(
                "the calibration's `\(name)` is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
