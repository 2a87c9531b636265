import ArgumentParser
import AssayEstimation
import AssayPrompts

extension Count {
    /// `assay count --request`
    func countRequests(_ columns: [Column], _ library: VocabularyLibrary) throws {
        guard special == .plain else {
            throw Failure("--special does not go with --request: texts of a request never are special tokens")
        }
        let others = [
            (by.needsDocuments, "--by \(by.rawValue)"), (reading.vars != nil, "--vars"),
            (varTokens != nil, "--var-tokens"),
        ].filter(\.0).map(\.1)
        guard others.isEmpty else {
            throw Failure("--request shows a breakdown of its own: leave out \(others.joined(separator: " and "))")
        }
        let given = try PromptFormat.asked(for: reading.format)
        if let given, !RequestFile.formats.contains(given) {
            let names = PromptFormat.allCases.filter { RequestFile.formats.contains($0) }.map(\.rawValue)
            throw Failure(
                "--as \(given.rawValue) is no format of requests; with --request it is one of "
                    + names.joined(separator: ", "))
        }
        let isGiven = vocabularyOptions.isGiven || calibration != nil
        let requestColumns = RequestColumns(
            isGiven ? columns : [], library: library, template: try requests.template(),
            assumptions: try requests.media.assumptions(), calibration: try CalibrationOption.file(calibration))
        let run = RequestRun(requestColumns, format: given)
        let result = run.count(InputSource.all(paths))
        try finish(
            RequestReport(labels: requestColumns.labels, rows: result.rows, failures: result.failures, grouping: by))
    }
}
