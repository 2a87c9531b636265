import AssayEstimation
import AssayPrompts

/// Counts the requests of all files, one after the other. A file or a request that fails is said, and the rest goes on.
struct RequestRun {
    private let columns: RequestColumns
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

    func count(_ sources: [InputSource]) -> [Row] {
        let reader = FileReader()
        var rows: [Row] = []
        for source in sources {
            do throws(Failure) {
                count(try RequestFile(source, as: format, reader: reader), &rows)
            } catch {
                Diagnostics.standard.error(error.description)
            }
        }
        return rows
    }

    private func count(_ file: RequestFile, _ rows: inout [Row]) {
        for (index, unit) in file.document.units.enumerated() {
            var name = unit.name
            if name.isEmpty, file.document.units.count > 1 { name = "request \(index + 1)" }
            do throws(Failure) {
                let entries = try columns.count(unit, in: file.document)
                rows.append(Row(path: file.source.path, name: name, format: file.document.format, entries: entries))
            } catch {
                let place = name.isEmpty ? file.source.display : "\(file.source.display), \(name)"
                Diagnostics.standard.error("\(place): \(error.description)")
            }
        }
    }
}
