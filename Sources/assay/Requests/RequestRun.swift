import AssayEstimation
import AssayPrompts

/// Counts the requests of all files, one after the other. A file or a request that fails is said, and the rest goes on.
struct RequestRun {
    struct Result {
        var rows: [Row] = []
        var failures: [FileFailure] = []
    }

    private let columns: RequestColumns
    private let batch = FileBatch()
    private let format: PromptFormat?

    /// One request of a file.
    struct Row {
        var path: FilePath
        /// What tells it from the others of its file: a custom id, a line, a number; empty where it is the only one.
        var name: String
        var format: PromptFormat
        var entries: [RequestEntry]

        var label: String { name.isEmpty ? path.display : "\(path.display): \(name)" }
    }

    /// - Parameter format: what every file is read as; nil to tell it by name and content.
    init(_ columns: RequestColumns, format: PromptFormat? = nil) {
        self.columns = columns
        self.format = format
    }

    func count(_ sources: [InputSource]) -> Result {
        let reader = FileReader.make()
        var result = Result()
        var others: [FilePath] = []
        batch.find(sources) { source, isNamed in
            do throws(Failure) {
                if let file = try RequestFile(source, as: format, reader: reader, isNamed: isNamed) {
                    count(file, &result.rows)
                } else {
                    others.append(source.path)
                }
            } catch {
                batch.fail(source.path, error)
            }
        }
        LeftOut.tell(batch.diagnostics, others, "file that is no request", "files that are no requests")
        batch.end()
        result.failures = batch.failures
        return result
    }

    private func count(_ file: RequestFile, _ rows: inout [Row]) {
        for problem in file.problems { batch.fail(file.source.path, problem) }
        for note in file.notes { batch.diagnostics.note(note) }
        for (index, unit) in file.document.units.enumerated() {
            var name = unit.name
            if name.isEmpty, file.document.units.count > 1 { name = "request \(index + 1)" }
            do throws(Failure) {
                let entries = try columns.count(unit, in: file.document)
                rows.append(Row(path: file.source.path, name: name, format: file.document.format, entries: entries))
            } catch {
                let place = name.isEmpty ? file.source.display : "\(file.source.display), \(name)"
                batch.fail(file.source.path, Failure("\(place): \(error)"))
            }
        }
    }
}
