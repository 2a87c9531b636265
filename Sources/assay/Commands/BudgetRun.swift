import AssayEstimation
import AssayPricing
import AssayPrompts
import AssayTokenization

/// Measures prompts and tests all budgets of a configuration on them.
final class BudgetRun {
    private let configuration: BudgetConfiguration
    private let models: DiffModels
    private let traffic: Traffic?
    private let reader: DiffFilesReader
    private let library = VocabularyLibrary()
    private var counter: (name: String, counter: UnitCounter)?
    /// What could not be read.
    var failures: [FileFailure] { reader.failures }
    /// Whether every unit has a model, so that requests were counted and not texts alone.
    var countsRequests: Bool { counter == nil }
    /// All prompts below the configuration, once they were read.
    private var all: [ChangedFile]?
    /// What is in no count of a file's prompts, by its path, until it is said.
    private var omissions: [(path: String, text: String)] = []
    private var measured: Set<String> = []

    /// - Parameter traffic: that of the command line, which decides over the configuration's.
    init(configuration: BudgetConfiguration, models: DiffModels, traffic: Traffic?) {
        (self.configuration, self.models, self.traffic) = (configuration, models, traffic)
        reader = DiffFilesReader(configuration)
    }

    /// The units of files and folders, or of all below the configuration.
    func subjects(_ paths: [FilePath]) throws(Failure) -> [BudgetSubject] {
        let files = try paths.isEmpty ? allFiles() : reader.prompts(in: paths)
        let named = Set(configuration.content.budgets.compactMap(\.unit))
        return try subjects(files, fragments: named) { traffic ?? configuration.traffic(for: FilePath($0)) }
    }

    /// The results for the units, and for teams and labels with all of their files.
    func results(_ subjects: [BudgetSubject]) throws(Failure) -> [BudgetResult] {
        let budgets = configuration.content.budgets
        if budgets.contains(where: { $0.growth != nil || $0.growthPercent != nil }) {
            Diagnostics.standard.note("growth needs a version to compare with: 'assay diff' tests it")
        }
        let check = BudgetCheck(budgets: budgets, groups: []) { patterns, path in
            self.configuration.matches(patterns, FilePath(path))
        }
        failDoubts(budgets, check, subjects)
        tellUnused(budgets, check, subjects)
        do {
            var results = try check.results(subjects)
            for (group, calls) in configuration.groups { results += try self.results(group, calls) }
            tellUntested(results)
            tellOmissions(budgets, check, subjects)
            return results
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure("budgets: \(error)")
        }
    }

    private func results(_ group: SpendingGroup, _ calls: String?) throws -> [BudgetResult] {
        let members = try allFiles().filter {
            group.paths.isEmpty || configuration.matches(group.paths, FilePath($0.path))
        }
        tellUnused(group, members)
        // A file whose text another one sends would count twice.
        let sent = reader.texts.paths(of: members)
        let files = members.filter { !sent.contains(configuration.folder.appending($0.path)) }
        let subjects = try self.subjects(files, fragments: []) {
            self.traffic ?? BudgetConfiguration.traffic(calls) ?? self.configuration.traffic(for: FilePath($0))
        }
        return try BudgetCheck(budgets: [], groups: [group]) { _, _ in true }.groupResults(subjects)
    }

    private func allFiles() throws(Failure) -> [ChangedFile] {
        if let all { return all }
        let files = try reader.prompts(in: [configuration.folder])
        all = files
        return files
    }

    /// - Parameter fragments: names of units that are measured though they are only sent inside others.
    private func subjects(
        _ files: [ChangedFile], fragments: Set<String>, traffic: (String) -> Traffic?
    ) throws(Failure) -> [BudgetSubject] {
        var result: [BudgetSubject] = []
        for file in files {
            note(file)
            let (priced, others) = divided(file)
            if let priced {
                result += try BudgetSubjects(models: models).subjects([priced], fragments: fragments, traffic: traffic)
            }
            if let others { result += try counted(others, fragments) }
        }
        return result
    }

    /// The units of a file that have a model, and the others.
    private func divided(_ file: ChangedFile) -> (priced: ChangedFile?, others: ChangedFile?) {
        let units = file.document.units
        let areKnown = units.map { models.isKnown(for: $0) }
        guard areKnown.contains(true), areKnown.contains(false) else {
            return areKnown.contains(false) ? (nil, file) : (file, nil)
        }
        var (priced, others) = (file.document, file.document)
        priced.units = zip(units, areKnown).filter { $0.1 }.map(\.0)
        others.units = zip(units, areKnown).filter { !$0.1 }.map(\.0)
        return (ChangedFile(path: file.path, document: priced), ChangedFile(path: file.path, document: others))
    }

    /// Units without a model: their text is counted, and nothing about money can be tested.
    private func counted(_ file: ChangedFile, _ fragments: Set<String>) throws(Failure) -> [BudgetSubject] {
        let lines = file.document.lineIndex()
        let (name, counter) = try textCounter()
        var result: [BudgetSubject] = []
        for unit in file.document.units where !unit.facts.isFragment || fragments.contains(unit.name) {
            let line = lines.line(at: unit.span.lowerBound)
            do throws(TokenizationError) {
                let bounds = try counter.count(unit, in: file.document).reduce(.zero, +)
                var subject = BudgetSubject(
                    path: file.path, unit: unit.name, line: line,
                    measures: [.init(model: name, tokens: TokenCount(text: bounds))])
                subject.isFragment = unit.facts.isFragment
                result.append(subject)
            } catch {
                Diagnostics.standard.error("\(file.path):\(line): \(error)")
            }
        }
        return result
    }

    private func textCounter() throws(Failure) -> (name: String, counter: UnitCounter) {
        if let counter { return counter }
        let name = configuration.content.vocabulary ?? "o200k_base"
        // Values count nothing here either.
        let assumptions = OpenTextAssumptions(tokensPerValue: 0...0)
        let made = (name: name, counter: UnitCounter(try library.tokenizer(name), assumptions: assumptions))
        counter = made
        return made
    }

    // MARK: Notes

    /// Remembers what the counts of a file lack.
    private func note(_ file: ChangedFile) {
        guard !file.document.omissions.isEmpty, measured.insert(file.path).inserted else { return }
        let lines = file.document.lineIndex()
        for omission in file.document.omissions {
            let text = "\(file.path):\(lines.line(at: omission.offset)): \(omission.message)"
            omissions.append((file.path, text))
        }
    }

    /// Says what is in no count of the prompts that a budget is about, once a file.
    private func tellOmissions(_ budgets: [Budget], _ check: BudgetCheck, _ subjects: [BudgetSubject]) {
        let tested = Set(
            subjects.filter { subject in budgets.contains { check.applies($0, to: subject) } }.map(\.path))
        for (path, text) in omissions where tested.contains(path) || isInGroup(path) { Diagnostics.standard.note(text) }
        omissions = []
    }

    private func isInGroup(_ path: String) -> Bool {
        configuration.groups.contains { group, _ in
            group.paths.isEmpty || configuration.matches(group.paths, FilePath(path))
        }
    }

    /// A budget that is about no prompt because its file breaks off could not be tested.
    private func failDoubts(_ budgets: [Budget], _ check: BudgetCheck, _ subjects: [BudgetSubject]) {
        for budget in budgets where !subjects.contains(where: { check.applies(budget, to: $0) }) {
            reader.failDoubts { configuration.matches(budget.paths, $0) }
        }
    }

    /// A budget that is about no prompt is a mistake in its paths, or left over.
    private func tellUnused(_ budgets: [Budget], _ check: BudgetCheck, _ subjects: [BudgetSubject]) {
        // It may be about what could not be read.
        guard failures.isEmpty else { return }
        let file = configuration.file?.display ?? ".assay.yml"
        for budget in budgets where !subjects.contains(where: { check.applies(budget, to: $0) }) {
            Diagnostics.standard.note("\(file):\(budget.line): no prompt that was read is under this budget")
        }
        let limits: (Budget) -> [Bool] = {
            [$0.tokens != nil, $0.costPerCall != nil, $0.costPerMonth != nil, $0.growth != nil, $0.growthPercent != nil]
        }
        for budget in budgets where !limits(budget).contains(true) {
            let advice = "write tokens, cost-per-call or cost-per-month; tool-tokens are tested by 'assay lint' (TK007)"
            Diagnostics.standard.note("\(file):\(budget.line): this budget has no limit that is tested here; \(advice)")
        }
    }

    /// The same of a team or label.
    private func tellUnused(_ group: SpendingGroup, _ members: [ChangedFile]) {
        guard failures.isEmpty, !members.contains(where: { !$0.document.units.isEmpty }) else { return }
        let place = "\(configuration.file?.display ?? ".assay.yml"):\(group.line)"
        Diagnostics.standard.note("\(place): no prompt that was read is of \(group.kind.rawValue) \(group.name)")
    }

    /// Says which budgets could not be tested: they are neither kept nor exceeded.
    private func tellUntested(_ results: [BudgetResult]) {
        DiffBudgets.tellUntested(results, configuration.file?.display ?? ".assay.yml")
    }
}
