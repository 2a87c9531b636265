/// A factor fitted on texts and what was billed for them, and how well it does on texts it was not fitted on.
///
/// Every fifth text of a script is held back, in the order of the log, so that a fit comes out the same each time. The
/// factor is the one of least squares, each text weighed by the inverse of its length: without an intercept it is the
/// sum of all billed tokens by the sum of all counted ones. The band holds nine in ten texts: Student's prediction
/// interval of their ratios, or the ratios' own fifth and ninety-fifth percentiles where those reach further.
public struct CalibrationFit: Sendable, Hashable {
    /// The factor of one group of scripts.
    public struct Group: Sendable, Hashable {
        public var factor: Calibration.Factor
        /// How many texts it was fitted on.
        public var rows: Int
    }

    /// How far estimates were from the bill on texts that were held back.
    public struct Check: Sendable, Hashable {
        public var rows: Int
        /// The middle and the ninetieth percentile of the errors' sizes, and the error of the sum, in per mille.
        public var median: Int
        public var ninetieth: Int
        public var bias: Int
        /// How many bills lay inside the interval.
        public var inside: Int
    }

    /// For Latin script and code; nil where too few texts were in it.
    public var latin: Group?
    /// For other scripts.
    public var other: Group?
    /// Tokens that each request has beside those of its text; zero where none were fitted.
    public var intercept: Int
    public var check: Check
    /// What was left out or assumed.
    public var notes: [String]

    /// The least number of texts to fit a factor on, those held back included.
    public static let minimumRows = 10
    private static let plausible = 0.05...20.0
    private static let maximumIntercept = 1e6

    /// Fits factors.
    ///
    /// - Parameter hasIntercept: whether a number of tokens a request is fitted as well; it needs texts of different
    ///   lengths.
    /// - Complexity: O(n log n).
    public init(_ samples: [CalibrationSample], hasIntercept: Bool = false) throws(CalibrationError) {
        let usable = samples.filter { $0.tokens > 0 && $0.billed > 0 }
        notes = []
        if usable.count < samples.count {
            notes.append("\(samples.count - usable.count) rows without text or without billed tokens were left out")
        }
        guard usable.count >= Self.minimumRows else {
            throw CalibrationError(
                "\(Self.minimumRows) rows with a text and billed tokens are needed to fit a factor, and there are "
                    + "\(usable.count); log more requests")
        }
        let groups = [false, true].map { isOther in usable.filter { $0.isOther == isOther } }
        var fitted: [[CalibrationSample]] = []
        var heldBack: [[CalibrationSample]] = []
        for (group, name) in zip(groups, ["in Latin script or code", "in other scripts"]) {
            let isEnough = group.count >= Self.minimumRows
            if !isEnough, !group.isEmpty {
                notes.append(
                    "\(group.count) rows \(name) are too few to fit a factor (\(Self.minimumRows) are needed) and were "
                        + "left out")
            }
            fitted.append(isEnough ? group.indices.filter { $0 % 5 != 4 }.map { group[$0] } : [])
            heldBack.append(isEnough ? group.indices.filter { $0 % 5 == 4 }.map { group[$0] } : [])
        }
        guard fitted.contains(where: { !$0.isEmpty }) else {
            throw CalibrationError(
                "neither Latin script nor other scripts have the \(Self.minimumRows) rows that a factor needs; log more"
            )
        }
        let line = try Self.line(fitted, hasIntercept: hasIntercept)
        intercept = Int(line.intercept.rounded())
        let intercept = line.intercept
        let made = zip(fitted, line.factors).map { rows, factor in
            rows.isEmpty ? nil : Self.group(rows, factor, line.factors, intercept)
        }
        (latin, other) = (made[0], made[1])
        check = Check(rows: 0, median: 0, ninetieth: 0, bias: 0, inside: 0)
        check = self.check(heldBack.flatMap(\.self))
    }

    /// The factors as a calibration; a group that was not fitted takes those of `fallback`, or else the other group's
    /// with a wider band.
    public func calibration(fallback: Calibration? = nil) -> Calibration {
        func factor(_ own: Group?, _ fallback: Calibration.Factor?, _ twin: Group?) -> Calibration.Factor {
            if let own { return own.factor }
            if let fallback { return fallback }
            let point = twin?.factor.point ?? 1000
            return Calibration.Factor(point, point * 3 / 4...point * 3 / 2)
        }
        return Calibration(
            latin: factor(latin, fallback?.latin, other), other: factor(other, fallback?.other, latin),
            // What was fitted on logs of the script itself is no guess.
            method: .calibrated, otherMethod: other == nil ? .heuristic : .calibrated)
    }

    init(latin: Group?, other: Group?, intercept: Int, check: Check, notes: [String]) {
        self.latin = latin
        self.other = other
        self.intercept = intercept
        self.check = check
        self.notes = notes
    }

    // MARK: Fitting

    /// Least squares of `billed = factor x tokens + intercept`, each row weighed by 1 / tokens: the scatter of a count
    /// grows with the root of its length. Each group has a factor, all share the intercept.
    private static func line(
        _ groups: [[CalibrationSample]], hasIntercept: Bool
    ) throws(CalibrationError) -> (factors: [Double], intercept: Double) {
        func ratios(_ intercept: Double) -> [Double] {
            groups.map { rows in
                let tokens = rows.reduce(0.0) { $0 + Double($1.tokens) }
                return rows.isEmpty ? 0 : rows.reduce(0.0) { $0 + Double($1.billed) - intercept } / tokens
            }
        }
        var intercept = 0.0
        if hasIntercept {
            // With the factors put in terms of the intercept, one equation is left.
            var weight = 0.0
            var right = 0.0
            for rows in groups where !rows.isEmpty {
                let count = Double(rows.count)
                let tokens = rows.reduce(0.0) { $0 + Double($1.tokens) }
                let inverse = rows.reduce(0.0) { $0 + 1 / Double($1.tokens) }
                weight += inverse - count * count / tokens
                right +=
                    rows.reduce(0.0) { $0 + Double($1.billed) / Double($1.tokens) }
                    - count * rows.reduce(0.0) { $0 + Double($1.billed) } / tokens
            }
            let scale = groups.flatMap(\.self).reduce(0.0) { $0 + 1 / Double($1.tokens) }
            guard weight > scale * 1e-9 else {
                throw CalibrationError(
                    "all texts have the same length, so an intercept cannot be told from a factor; leave out "
                        + "--intercept, or log texts of different lengths")
            }
            intercept = max(0, right / weight)
        }
        // What is written and used is a whole number of tokens.
        intercept = intercept.rounded()
        guard intercept <= maximumIntercept else {
            throw CalibrationError(
                "each request has \(decimal(intercept)) tokens beside its text, which no provider adds; are the billed "
                    + "tokens those of the same texts?")
        }
        let factors = separated(groups, ratios(intercept), intercept)
        for (rows, factor) in zip(groups, factors) where !rows.isEmpty && !plausible.contains(factor) {
            throw CalibrationError(
                "the billed tokens are \(Self.decimal(factor)) times those counted, which no tokenizer does; are they "
                    + "those of the same texts?")
        }
        return (factors, intercept)
    }

    /// The factors of the scripts, from those of groups whose texts hold some of the other script each. A group without
    /// rows has the factor of the other one.
    private static func separated(
        _ groups: [[CalibrationSample]], _ ratios: [Double], _ intercept: Double
    ) -> [Double] {
        guard !groups[0].isEmpty else { return [ratios[1], ratios[1]] }
        guard !groups[1].isEmpty else { return [ratios[0], ratios[0]] }
        // Two equations: the bills of each group are the sum of its tokens in either script times that one's factor.
        let shares = groups.map { rows in
            rows.reduce(0.0) { $0 + Double($1.tokens) * Double($1.scripts.otherShare) / 1000 }
                / rows.reduce(0.0) { $0 + Double($1.tokens) }
        }
        let difference = shares[1] - shares[0]
        guard difference > 0.2 else { return ratios }
        return [
            (ratios[0] * shares[1] - ratios[1] * shares[0]) / difference,
            (ratios[1] * (1 - shares[0]) - ratios[0] * (1 - shares[1])) / difference,
        ]
    }

    private static func decimal(_ value: Double) -> String {
        value < 1e6 && value > -1e6 ? "\((value * 1000).rounded() / 1000)" : "more than a million"
    }

    /// A factor with its band: how far bills were from what both factors say, as a share of it.
    private static func group(
        _ rows: [CalibrationSample], _ factor: Double, _ factors: [Double], _ intercept: Double
    ) -> Group {
        let ratios = rows.map { row in
            let share = Double(row.scripts.otherShare) / 1000
            let expected = Double(row.tokens) * (factors[0] * (1 - share) + factors[1] * share)
            return (Double(row.billed) - intercept) / expected
        }.sorted()
        let count = Double(ratios.count)
        let variance = ratios.reduce(0.0) { $0 + ($1 - 1) * ($1 - 1) } / (count - 1)
        // Student's t for nine in ten, to a hundredth from seven degrees of freedom on.
        let reach = (1.645 + 1.9 / (count - 1)) * (variance * (1 + 1 / count)).squareRoot()
        func ratio(_ share: Double) -> Double { ratios[min(ratios.count - 1, Int(share * count))] }
        let low = max(0, factor * min(1 - reach, ratio(0.05)))
        let high = min(100, factor * max(1 + reach, ratio(0.95)))
        let point = Int((factor * 1000).rounded())
        return Group(
            factor: Calibration.Factor(
                point, min(point, Int((low * 1000).rounded(.down)))...max(point, Int((high * 1000).rounded(.up)))),
            rows: rows.count)
    }

    // MARK: Checking

    private func check(_ rows: [CalibrationSample]) -> Check {
        let calibration = calibration()
        var errors: [Double] = []
        var inside = 0
        var estimated = 0.0
        var billed = 0.0
        for row in rows {
            let count = (calibration.scaled(row.tokens, scripts: row.scripts) + ScaledCount(intercept)).tokens
            errors.append(abs(Double(count.point) - Double(row.billed)) / Double(row.billed))
            if (count.low...count.high).contains(row.billed) { inside += 1 }
            estimated += Double(count.point)
            billed += Double(row.billed)
        }
        errors.sort()
        func perMille(_ value: Double) -> Int { Int((max(-1e6, min(1e6, value)) * 1000).rounded()) }
        func percentile(_ share: Double) -> Int {
            errors.isEmpty ? 0 : perMille(errors[min(errors.count - 1, Int(share * Double(errors.count)))])
        }
        return Check(
            rows: rows.count, median: percentile(0.5), ninetieth: percentile(0.9),
            bias: billed > 0 ? perMille(estimated / billed - 1) : 0, inside: inside)
    }
}
