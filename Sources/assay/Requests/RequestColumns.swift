import AssayEstimation
import AssayPrompts

/// The ways in which each request is counted: the columns that were asked for, or the model that the request names.
final class RequestColumns {
    private let given: [Column]
    private let library: VocabularyLibrary
    private let template: [UInt8]?
    private let assumptions: MediaAssumptions
    private let calibration: CalibrationFile?
    private var byModel: [String: Column] = [:]

    /// - Parameter given: the columns that the options name; none where each request names its model.
    init(
        _ given: [Column], library: VocabularyLibrary, template: [UInt8]?, assumptions: MediaAssumptions,
        calibration: CalibrationFile?
    ) {
        self.given = given
        self.library = library
        self.template = template
        self.assumptions = assumptions
        self.calibration = calibration
    }

    /// What stands above the numbers.
    var labels: [String] { given.isEmpty ? ["tokens"] : given.map(\.label) }

    func count(_ unit: PromptUnit, in document: PromptDocument) throws(Failure) -> [RequestEntry] {
        var entries: [RequestEntry] = []
        for column in try columns(unit) {
            entries.append(RequestEntry(column: column, count: try count(unit, document, column)))
        }
        return entries
    }

    private func columns(_ unit: PromptUnit) throws(Failure) -> [Column] {
        guard given.isEmpty else { return given }
        guard let model = unit.facts.model else { throw Failure("the request names no model; give one with -m") }
        if let known = byModel[model] { return [known] }
        var column = try library.column(model: model)
        if let calibration { column = try calibration.applied(to: column, library) }
        byModel[model] = column
        return [column]
    }

    private func count(
        _ unit: PromptUnit, _ document: PromptDocument, _ column: Column
    ) throws(Failure) -> RequestCount {
        do {
            if let template {
                return try TemplateRequestCounter(
                    ChatTemplate(template, hasTools: unit.messages.contains { $0.role == .other("tools") }),
                    column.tokenizer, model: column.model, tokenization: column.tokenization,
                    assumptions: assumptions, now: Clock.now
                ).count(unit, in: document)
            }
            return try RequestCounter(
                column.tokenizer, model: column.model, tokenization: column.tokenization, assumptions: assumptions,
                requestTokens: calibration?.requestTokens(of: column)
            ).count(unit, in: document)
        } catch {
            throw Failure("\(error)")
        }
    }
}

/// One request counted in one way.
struct RequestEntry {
    var column: Column
    var count: RequestCount
}
