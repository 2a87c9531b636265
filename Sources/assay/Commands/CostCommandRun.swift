import AssayEstimation
import AssayPrompts

/// One prompt with its cost on each model.
struct CostRow {
    var path: FilePath
    /// The constant, the key or the line's id; empty for a whole file.
    var unit: String
    /// Line of its start, from 1.
    var line: Int
    var estimates: [CostEstimate] = []
}

/// Estimates everything that the arguments name, and goes on after a file that fails.
final class CostRun {
    struct Result {
        var rows: [CostRow] = []
        var failures: [FileFailure] = []
        /// Why counts are estimates, each sentence once.
        var caveats: [String] = []
    }

    private let models: [String]
    private let shelf: CostModelShelf
    private let format: PromptFormat?
    private let filler: PromptFiller
    private let batch = FileBatch()
    private let diagnostics = Diagnostics.standard
    private var result = Result()

    init(
        models: [String], shelf: CostModelShelf, format: PromptFormat?, values: [PromptValues]?, expectsValues: Bool
    ) {
        self.models = models
        self.shelf = shelf
        self.format = format
        filler = PromptFiller(values: values, expectsValues: expectsValues)
    }

    func estimate(_ sources: [InputSource]) -> Result {
        // Read as another format, no file is a configuration.
        let included = format == nil ? IncludedFiles(namedIn: sources, batch) : IncludedFiles()
        batch.readEach(sources, without: included) { source, bytes, isNamed in try estimate(bytes, source, isNamed: isNamed) }
        result.failures = batch.failures
        return result
    }

    private func estimate(_ bytes: [UInt8], _ source: InputSource, isNamed: Bool) throws(Failure) {
        let document = try PromptDocument(
            reading: bytes, source, isNamed: isNamed, as: format, action: "priced")
        // Data and configurations of a folder are sent by nobody.
        if !isNamed, format == nil, PromptCandidate.isLeftAlone(source.path, document.format) { return }
        let lines = document.lineIndex()
        func place(_ offset: Int) -> String { "\(source.display):\(lines.line(at: offset))" }
        for problem in document.problems {
            let failure = Failure("\(place(problem.offset)): \(problem.message)")
            // A line that is no request is a request that is missing from the sum.
            if RequestFile.formats.contains(document.format) {
                batch.fail(source.path, failure)
            } else {
                diagnostics.note(failure.description)
            }
        }
        let folder = PromptFolder(beside: source == .standardInput ? nil : source.path)
        let resolution = IncludeResolver(read: folder.read).units(of: document)
        for problem in resolution.problems + resolution.skipped {
            batch.fail(source.path, Failure("\(place(problem.offset)): \(problem.message)"))
        }
        // A fragment is sent with the units that call it.
        var unpriced: [Failure] = []
        for unit in resolution.units where !unit.unit.facts.isFragment {
            let start = unit.path == nil ? lines.line(at: unit.unit.span.lowerBound) : 1
            do throws(Failure) {
                try estimate(unit, line: start, source, folder)
            } catch {
                unpriced.append(error)
            }
        }
        if let first = unpriced.first {
            let more = unpriced.count > 1 ? " (and \(unpriced.count - 1) more of the file)" : ""
            batch.fail(source.path, Failure(first.description + more))
        }
        guard result.rows.last?.path == source.path else { return }
        for omission in document.omissions { diagnostics.note("\(place(omission.offset)): \(omission.message)") }
    }

    private func estimate(
        _ unit: ResolvedUnit, line: Int, _ source: InputSource, _ folder: PromptFolder
    ) throws(Failure) {
        var row = CostRow(path: source.path, unit: unit.unit.name, line: line)
        let names = models.isEmpty ? known(unit.unit.facts.models) { place(source, row) } : models
        if names.isEmpty || models.isEmpty && unit.unit.facts.isModelOfProgram && shelf.qualifiedName(names[0]) == nil {
            throw Failure("\(place(source, row)): \(withoutModel(unit)); give one with -m")
        }
        let fillings = filler.fill(unit, folder) { diagnostics.note("\(place(source, row)): \($0)") }
        let filled = fillings.map {
            FilledUnit(unit.unit, in: unit.document, rendered: $0.rendered, name: $0.name)
        }
        if filled.isEmpty, !unit.unit.facts.includes.isEmpty {
            let paths = unit.unit.facts.includes.map(\.path).joined(separator: ", ")
            diagnostics.note("\(place(source, row)): what it includes is not in its cost: \(paths)")
        }
        for name in names { add(name, unit, filled, source, to: &row) }
        if !row.estimates.isEmpty { result.rows.append(row) }
    }

    private func withoutModel(_ unit: ResolvedUnit) -> String {
        if let name = unit.unit.facts.model { return "nothing is known of the model '\(name)' that the program names" }
        let isProgram = [.python, .javascript, .swift].contains(unit.document.format)
        return isProgram ? "the program does not say which model this is for" : "the prompt names no model"
    }

    /// The models that a prompt names and that are known; where none is, the first, whose failure says so. Others, such
    /// as programs of one's own among promptfoo's providers, are said.
    private func known(_ names: [String], place: () -> String) -> [String] {
        guard names.count > 1 else { return names }
        let known = names.filter { shelf.qualifiedName($0) != nil }
        guard !known.isEmpty else { return [names[0]] }
        let others = names.filter { !known.contains($0) }
        if !others.isEmpty {
            diagnostics.note("\(place()): nothing is known of \(others.joined(separator: ", ")): it is not priced on it")
        }
        return known
    }

    /// One prompt on one model; what fails is told, and the others go on.
    private func add(
        _ name: String, _ unit: ResolvedUnit, _ filled: [FilledUnit], _ source: InputSource, to row: inout CostRow
    ) {
        do {
            let model = try shelf.model(name)
            row.estimates.append(try model.estimate(unit.unit, in: unit.document, filled: filled))
            if let caveat = model.caveat, !result.caveats.contains(caveat) { result.caveats.append(caveat) }
        } catch {
            batch.fail(source.path, Failure("\(place(source, row)): \(error)"))
        }
    }

    private func place(_ source: InputSource, _ row: CostRow) -> String {
        row.unit.isEmpty ? source.display : "\(source.display):\(row.line): \(row.unit)"
    }
}
