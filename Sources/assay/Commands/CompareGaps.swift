import AssayEstimation

/// The rows of tables that lack a text in some language.
struct CompareGaps {
    private var files: [File] = []

    private struct File {
        var source: InputSource
        /// All rows, with the first of their lines: what a language lacks that has not come up.
        var all = Gap()
        /// For each language that has come up what it lacks.
        var gaps: [Gap] = []
    }

    private struct Gap {
        var lines: [Int] = []
        var count = 0

        mutating func add(_ line: Int) {
            count += 1
            if lines.count < 5 { lines.append(line) }
        }
    }

    /// Begins a file.
    mutating func begin(_ source: InputSource) { files.append(File(source: source)) }

    /// Adds a row of the file: for each language that has come up whether it lacks a text.
    mutating func add(_ isMissing: [Bool], line: Int) {
        guard var file = files.popLast() else { return }
        while file.gaps.count < isMissing.count { file.gaps.append(file.all) }
        for (place, isMissing) in isMissing.enumerated() where isMissing { file.gaps[place].add(line) }
        file.all.add(line)
        files.append(file)
    }

    /// Says what is missing, file by file, and what comes of it.
    ///
    /// - Parameter batch: what fails where a language is left out; a cell may else be empty.
    func tell(_ languages: [ComparedLanguage], _ consequence: String, failing batch: FileBatch? = nil) {
        for file in files {
            for (place, language) in languages.enumerated() {
                let gap = place < file.gaps.count ? file.gaps[place] : file.all
                guard gap.count > 0 else { continue }
                let more = gap.count > gap.lines.count ? " and \(gap.count - gap.lines.count) more" : ""
                let message =
                    "\(file.source.display), line \(gap.lines.map(String.init).joined(separator: ", "))\(more): there is no text in "
                    + "'\(language.label)'; \(consequence)"
                if let batch {
                    batch.fail(file.source.path, Failure(message))
                } else {
                    Diagnostics.standard.note(message)
                }
            }
        }
    }
}
