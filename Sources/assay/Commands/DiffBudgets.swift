import AssayEstimation
import AssayPricing
import AssayPrompts

/// Tests the budgets of a configuration on changes.
struct DiffBudgets {
    let configuration: BudgetConfiguration
    let root: FilePath
    let models: DiffModels
    /// The traffic of the command line, which decides over that of the configuration.
    let traffic: Traffic?

    /// The results for the units that changed, and for the teams and labels that they are of.
    ///
    /// - Parameter allFiles: the prompts of the later side in files that are wanted.
    func results(
        _ changes: [UnitChange], allFiles: ((FilePath) -> Bool) throws(Failure) -> [ChangedFile]
    ) throws(Failure) -> [BudgetResult] {
        let check = BudgetCheck(budgets: configuration.content.budgets, groups: []) { patterns, path in
            configuration.matches(patterns, root.appending(path))
        }
        var results: [BudgetResult]
        do throws(DecimalError) { results = try check.results(changes.compactMap(Self.subject)) } catch {
            throw Failure("budgets: \(error)")
        }
        let paths = changes.flatMap { [$0.before?.path, $0.after?.path].compactMap { $0 } }
        for (group, calls) in configuration.groups {
            let isTouched = paths.contains { group.paths.isEmpty || configuration.matches(group.paths, root.appending($0)) }
            guard isTouched else { continue }
            let files = try allFiles { group.paths.isEmpty || configuration.matches(group.paths, $0) }
            do throws(Failure) {
                results += try self.results(group, calls, files)
            } catch {
                // Without one of its prompts the sum would say too little.
                let place = "\(configuration.file?.display ?? ".assay.yml"):\(group.line)"
                Diagnostics.standard.error("\(place): \(group.kind.rawValue) \(group.name) cannot be tested: \(error)")
            }
        }
        return results
    }

    /// The sum of a team or label over all of its files.
    func results(
        _ group: SpendingGroup, _ calls: String?, _ files: [ChangedFile]
    ) throws(Failure) -> [BudgetResult] {
        let subjects = try BudgetSubjects(models: models).subjects(files) { path in
            self.traffic ?? BudgetConfiguration.traffic(calls) ?? configuration.traffic(for: root.appending(path))
        }
        let check = BudgetCheck(budgets: [], groups: [group]) { _, _ in true }
        do throws(DecimalError) { return try check.groupResults(subjects) } catch { throw Failure("budgets: \(error)") }
    }

    private static func subject(_ change: UnitChange) -> BudgetSubject? {
        guard let place = change.after else { return nil }
        let measures = change.models.compactMap { model in
            model.after.map {
                BudgetSubject.Measure(
                    model: model.model, tokens: $0.input, perCall: $0.perCall, perMonth: $0.perMonth,
                    base: model.before?.input)
            }
        }
        return BudgetSubject(path: place.path, unit: place.unit, line: place.line, measures: measures)
    }

    /// Says which budgets could not be tested: they are neither kept nor exceeded.
    static func tellUntested(_ results: [BudgetResult], _ file: String) {
        for result in results where result.outcome == .untested {
            // A call costs something wherever there is a model to price it on.
            let hasModel = result.model.contains(text: "/")
            let advice =
                result.assertion == .costPerCall || !hasModel
                ? "name a model with -m or 'models:'" : "declare the traffic with --calls or 'traffic: {calls: 1000/day}'"
            Diagnostics.standard.error("\(file):\(result.line): \(result.reason); \(advice)")
        }
    }
}

/// Measures all units of files for budgets.
struct BudgetSubjects {
    let models: DiffModels

    /// Units that cannot be estimated are told and left out.
    ///
    /// - Parameter fragments: names of units that are measured though they are only sent inside others.
    func subjects(
        _ files: [ChangedFile], fragments: Set<String> = [], traffic: (String) -> Traffic?
    ) throws(Failure) -> [BudgetSubject] {
        var result: [BudgetSubject] = []
        for file in files {
            let lines = file.document.lineIndex()
            for unit in file.document.units where !unit.facts.isFragment || fragments.contains(unit.name) {
                let line = lines.line(at: unit.span.lowerBound)
                guard models.isKnown(for: unit) else {
                    throw Failure(
                        "\(file.path):\(line): no model to price it on; give one with -m or with 'models:' in .assay.yml")
                }
                var subject = BudgetSubject(path: file.path, unit: unit.name, line: line, measures: [])
                subject.isFragment = unit.facts.isFragment
                for (_, model, _) in try models.models(of: unit, traffic(file.path)) {
                    do {
                        let estimate = try model.estimate(unit, in: file.document)
                        subject.measures.append(
                            BudgetSubject.Measure(
                                model: estimate.model, tokens: estimate.input, perCall: estimate.perCall,
                                perMonth: estimate.perMonth))
                    } catch {
                        Diagnostics.standard.error("\(file.path):\(line): \(error)")
                    }
                }
                result.append(subject)
            }
        }
        return result
    }
}
