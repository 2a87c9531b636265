import AssayEstimation
import AssayLinting
import AssayPricing
import AssayPrompts
import AssayReporting
import AssayText

/// Prices the changes between two sides and tests the budgets on them.
struct DiffRun {
    let files: DiffFiles
    let models: DiffModels
    let assumptions: CostAssumptions
    let configuration: BudgetConfiguration
    let instant: UTCInstant

    /// - Parameter allFiles: the prompts of the later side in files that are wanted.
    func report(
        allFiles: ((FilePath) -> Bool) throws(Failure) -> [ChangedFile]
    ) throws(Failure) -> ChangeReport {
        let estimator = ChangeEstimator(
            before: files.before, after: files.after, renames: files.renames,
            contents: { UnitContents(reading: $0, in: $1) })
        var unpriced = DiffUnpriced()
        let earlier = { models.earlierModel(of: $0, traffic(of: $1)) }
        let all = estimator.changes(earlierModel: earlier, title: models.title) { unit, place in
            do throws(Failure) {
                guard models.isKnown(for: unit) else {
                    throw Failure("no model to price it on; give one with -m or with 'models:' in .assay.yml")
                }
                return try models.changeModels(of: unit, traffic(of: place))
            } catch {
                unpriced.add(place, error)
                return []
            }
        }
        let changes = all.filter { !unpriced.places.contains($0.place) }
        unpriced.tell()
        tellFailures(changes)
        let budgets = try DiffBudgets(
            configuration: configuration, root: files.root, models: models, traffic: assumptions.traffic
        ).results(changes, allFiles: allFiles)
        do throws(DecimalError) {
            var report = try ChangeReport(
                changes, from: files.base, to: files.head,
                unchanged: estimator.pairs.count { $0.isSame } - moved(all),
                instant: instant)
            report.failures = unpriced.failures
            report.budgets = budgets
            report.budgetFile = configuration.file?.display
            report.statements = statements(changes)
            DiffBudgets.tellUntested(budgets, report.budgetFile ?? ".assay.yml")
            return report
        } catch {
            throw Failure("the sum of all changes: \(error)")
        }
    }

    private func moved(_ changes: [UnitChange]) -> Int { changes.count { $0.status == .moved } }

    private func traffic(of place: UnitChange.Place) -> Traffic? {
        assumptions.traffic ?? configuration.traffic(for: files.root.appending(place.path))
    }

    private func tellFailures(_ changes: [UnitChange]) {
        for change in changes {
            for model in change.models {
                for effect in model.effects where effect.kind == .notEstimated {
                    Diagnostics.standard.error("\(change.place.name): \(effect.text)")
                }
            }
        }
    }

    private func statements(_ changes: [UnitChange]) -> [String] {
        let estimates = changes.flatMap(\.models).flatMap { [$0.before, $0.after].compactMap { $0 } }
        guard !estimates.isEmpty else { return [] }
        var assumptions = assumptions
        var traffics: [Traffic] = []
        for traffic in estimates.compactMap(\.traffic) where !traffics.contains(traffic) { traffics.append(traffic) }
        assumptions.traffic = traffics.count == 1 ? traffics[0] : nil
        var lines = CostStatements.assumptions(assumptions, instant: instant, estimates)
        if traffics.count > 1 { lines.append("The traffic of each prompt is that of its team in .assay.yml.") }
        if changes.contains(where: { $0.models.contains { $0.cache != nil } }) {
            lines.append(
                "What a cache loses is said as if all that calls have in common were cached, whatever the rest assumes."
            )
        }
        return lines + values(estimates) + omissions(changes) + models.caveats
    }

    /// Which values the numbers are without; the first ten by name.
    private func values(_ estimates: [CostEstimate]) -> [String] {
        guard assumptions.variableTokens.upperBound == 0 else { return [] }
        var names: [String] = []
        var known: Set<String> = []
        for name in estimates.compactMap(\.request).flatMap(\.openValues) where known.insert(name).inserted { names.append(name) }
        guard !names.isEmpty else { return [] }
        let rest = names.count > 10 ? " and \(names.count - 10) more" : ""
        let shown = names.prefix(10).joined(separator: ", ") + rest
        return ["Without the values of \(shown); --var-tokens says how long they are."]
    }

    /// What is in no count of the prompts that changed, once a file; of files that are gone, as they were.
    private func omissions(_ changes: [UnitChange]) -> [String] {
        let paths = Set(changes.filter { !$0.models.isEmpty }.map(\.place.path))
        var told: Set<String> = []
        return (files.after + files.before).filter { paths.contains($0.path) && told.insert($0.path).inserted }
            .flatMap { file in
                let lines = file.document.omissions.isEmpty ? nil : file.document.lineIndex()
                return file.document.omissions.map {
                    "\(file.path):\(lines?.line(at: $0.offset) ?? 1): \($0.message)"
                }
            }
    }
}

/// Prompts that changed and that no model can price, each told once for its file and the reason.
private struct DiffUnpriced {
    private(set) var places: Set<UnitChange.Place> = []
    private(set) var failures: [ReportFailure] = []
    private var said: Set<[String]> = []

    mutating func add(_ place: UnitChange.Place, _ failure: Failure) {
        places.insert(place)
        guard said.insert([place.path, failure.description]).inserted else { return }
        failures.append(ReportFailure(path: place.path, message: "\(place.name): \(failure)"))
    }

    func tell() {
        for failure in failures { Diagnostics.standard.error(failure.message) }
    }
}

/// Writes a report of changes.
struct DiffOutput {
    let report: ChangeReport

    /// Behind errors alone "no prompt changed" would not be true: only JSON is written then, with the errors in it.
    func write(_ format: DiffFormat, to output: OutputWriter) {
        if report.isEmpty, !report.failures.isEmpty, format != .json { return }
        switch format {
        case .text: writeText(to: output)
        case .markdown: output.write(report.markdown())
        case .json: output.write(report.json())
        case .html: output.write(report.html())
        }
    }

    private func writeText(to output: OutputWriter) {
        output.write(report.headline.harmless() + "\n")
        let table = report.table()
        if !table.rows.isEmpty { output.write("\n") }
        TableOutput(tables: [table], remarks: report.remarks).writeText(to: output)
    }
}
