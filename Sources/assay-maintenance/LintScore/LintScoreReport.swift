import AssayJSON

/// What `lint-score` measured, as text and as JSON.
struct LintScoreReport {
    /// Whether any rule of the category counts for a label.
    var countsCategory: Bool
    /// By the label's rule and the source; the source is empty for all.
    private(set) var groups: [String: [String: LintScore]] = [:]
    /// By rule id, for the labels it looks for.
    private(set) var rules: [String: LintScore] = [:]
    private(set) var mistakes: [String] = []

    init(countsCategory: Bool) {
        self.countsCategory = countsCategory
    }

    /// Adds one labelled case of a file with the findings of the file.
    mutating func add(_ labelled: LabelledCase, _ findings: [(rule: String, lines: ClosedRange<Int>)]) {
        let hits = findings.filter { isCounted($0.rule, labelled) && isHit($0.lines, labelled) }
        for source in ["", labelled.source] {
            groups[labelled.rule, default: [:]][source, default: LintScore()].add(labelled, isHit: !hits.isEmpty)
        }
        for rule in Set(hits.map(\.rule)) { rules[rule, default: LintScore()].add(labelled, isHit: true) }
        guard labelled.isPositive == hits.isEmpty else { return }
        let lines = labelled.lines.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ", ")
        let what =
            labelled.isPositive ? "missed" : "violated by " + Set(hits.map(\.rule)).sorted().joined(separator: ", ")
        mistakes.append("\(labelled.rule) \(labelled.path):\(lines) (\(labelled.kind)): \(what)")
    }

    private func isCounted(_ rule: String, _ labelled: LabelledCase) -> Bool {
        countsCategory
            ? rule.hasPrefix(RuleGroup.category(of: labelled.rule)) : RuleGroup.rules(of: labelled.rule).contains(rule)
    }

    private func isHit(_ lines: ClosedRange<Int>, _ labelled: LabelledCase) -> Bool {
        if !labelled.isPositive, labelled.concernsFile { return true }
        return labelled.lines.contains { $0.overlaps(lines) }
    }

    // MARK: Writing

    func text(listsMistakes: Bool) -> String {
        var lines: [String] = []
        for label in groups.keys.sorted() {
            for source in (groups[label] ?? [:]).keys.sorted() {
                guard let score = groups[label]?[source] else { continue }
                lines.append(Self.line(label + (source.isEmpty ? "" : " (\(source))"), score))
            }
        }
        for rule in rules.keys.sorted() {
            guard let score = rules[rule] else { continue }
            lines.append("\(rule): on \(score.found) cases, on \(score.violated) counterexamples")
        }
        return (lines + (listsMistakes ? mistakes : [])).map { $0 + "\n" }.joined()
    }

    private static func line(_ name: String, _ score: LintScore) -> String {
        let cases = score.found + score.missed
        return "\(name): precision \(percent(score.precision)) (\(score.found)/\(score.found + score.violated)), "
            + "recall \(percent(score.recall)) (\(score.found)/\(cases)), "
            + "\(score.kept) of \(score.kept + score.violated) counterexamples left alone"
    }

    private static func percent(_ value: Double?) -> String {
        guard let value else { return "-" }
        return String(Int((value * 1000).rounded())).asPerMille
    }

    func json() -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.key("groups")
            writer.array { writer in
                for label in groups.keys.sorted() {
                    for source in (groups[label] ?? [:]).keys.sorted() {
                        guard let score = groups[label]?[source] else { continue }
                        Self.write(score, ["label": label, "source": source.isEmpty ? "all" : source], to: &writer)
                    }
                }
            }
            writer.key("rules")
            writer.array { writer in
                for rule in rules.keys.sorted() {
                    if let score = rules[rule] { Self.write(score, ["rule": rule], to: &writer) }
                }
            }
            writer.key("mistakes")
            writer.array { writer in for mistake in mistakes { writer.value(mistake) } }
        }
        return writer.string
    }

    private static func write(_ score: LintScore, _ names: KeyValuePairs<String, String>, to writer: inout JSONWriter) {
        writer.object { writer in
            for (key, value) in names { writer.member(key, value) }
            writer.member("found", score.found)
            writer.member("missed", score.missed)
            writer.member("violated", score.violated)
            writer.member("kept", score.kept)
            writer.key("precision")
            if let precision = score.precision { writer.value(precision) } else { writer.null() }
            writer.key("recall")
            if let recall = score.recall { writer.value(recall) } else { writer.null() }
        }
    }
}

extension String {
    /// Thousandths as a share with three places: `1000` is 1.000.
    fileprivate var asPerMille: String {
        let padded = String(repeating: "0", count: max(0, 4 - count)) + self
        return padded.dropLast(3) + "." + padded.suffix(3)
    }
}
