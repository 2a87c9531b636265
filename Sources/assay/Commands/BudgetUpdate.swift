import AssayEstimation
import AssayLinting
import AssayText

/// Pins the tokens of today in the configuration, which keeps every other byte.
struct BudgetUpdate {
    let configuration: BudgetConfiguration
    let subjects: [BudgetSubject]
    /// The paths of which something could not be read.
    let failedPaths: Set<String>
    /// Whether units without a budget get one: those of files that are named.
    let pinsNew: Bool

    func run(_ output: OutputWriter) throws {
        let file = configuration.file ?? FilePath(".assay.yml")
        let check = BudgetCheck(budgets: configuration.content.budgets, groups: []) { patterns, path in
            configuration.matches(patterns, FilePath(path))
        }
        let pins = pins(check)
        let additions = pinsNew ? additions(check) : []
        let replaced = BudgetPins.replacing(pins, in: configuration.source)
        // Replacing numbers moves what stands behind them.
        guard let span = try budgetsSpan(replaced, file) else {
            return try write(BudgetPins.adding(additions, to: replaced, list: nil), pins, additions, file, output)
        }
        try write(BudgetPins.adding(additions, to: replaced, list: span), pins, additions, file, output)
    }

    private func budgetsSpan(_ text: [UInt8], _ file: FilePath) throws(Failure) -> Range<Int>? {
        do { return try ConfigurationReader.read(text).budgetsSpan } catch { throw Failure("\(file.display):\(error)") }
    }

    // MARK: Numbers

    private func pins(_ check: BudgetCheck) -> [BudgetPins.Pin] {
        configuration.content.budgets.compactMap { budget in
            guard let span = budget.tokensSpan, let old = budget.tokens else { return nil }
            let tested = subjects.filter { check.applies(budget, to: $0) }
            guard let highest = tested.flatMap(\.measures).map(\.tokens.high).max(), highest > 0, highest != old else {
                return nil
            }
            // What is missing may have more.
            guard highest > old || !tested.contains(where: { failedPaths.contains($0.path) }) else { return nil }
            // Files that are not named share it, and may have more.
            guard highest > old || !pinsNew || isAboutNamed(budget) else { return nil }
            return BudgetPins.Pin(span: span, old: old, new: highest)
        }
    }

    /// Whether each of a budget's patterns is the path of a file that was named.
    private func isAboutNamed(_ budget: Budget) -> Bool {
        let named = Set(subjects.map(\.path))
        return !budget.paths.isEmpty
            && budget.paths.allSatisfy { named.contains(String($0.first == "/" ? $0.dropFirst() : $0[...])) }
    }

    private func additions(_ check: BudgetCheck) -> [BudgetPins.Addition] {
        let pinned = configuration.content.budgets.filter { $0.tokens != nil }
        return subjects.compactMap { subject in
            guard !subject.isFragment, !pinned.contains(where: { check.applies($0, to: subject) }),
                let tokens = subject.measures.map(\.tokens.high).max(), tokens > 0
            else { return nil }
            return BudgetPins.Addition(path: subject.path, unit: subject.unit, tokens: tokens)
        }
    }

    // MARK: Writing

    private func write(
        _ text: [UInt8]?, _ pins: [BudgetPins.Pin], _ additions: [BudgetPins.Addition], _ file: FilePath,
        _ output: OutputWriter
    ) throws {
        guard let text else {
            throw Failure(
                "\(file.display): its budgets are written in brackets; write them as a list with dashes, so that lines "
                    + "can be added")
        }
        guard text != configuration.source else {
            return output.write("\(file.display): all pins are what they were\n")
        }
        // What was written must say what was meant.
        do throws(ConfigurationError) {
            let read = try ConfigurationReader.read(text)
            guard read.budgets.count == configuration.content.budgets.count + additions.count else {
                throw ConfigurationError(line: 1, column: 1, message: "the new budgets cannot be found again")
            }
        } catch {
            throw Failure("\(file.display) would not be readable any more (\(error)); it is left as it is")
        }
        try WholeFile.write(text, toNamed: file)
        for pin in pins {
            output.write("\(file.display):\(line(of: pin)): \(pin.old) -> \(plural(pin.new, "token"))\n")
        }
        for addition in additions {
            let name = addition.unit.isEmpty ? addition.path : "\(addition.path): \(addition.unit)"
            output.write("\(file.display): \(name) pinned to \(plural(addition.tokens, "token"))\n")
        }
    }

    private func line(of pin: BudgetPins.Pin) -> Int {
        configuration.content.budgets.first { $0.tokensSpan == pin.span }?.line ?? 1
    }
}
