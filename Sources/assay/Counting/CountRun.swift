import AssayTokenization

/// Counts everything that the arguments name, tells what was left out, and goes on after a file that fails.
struct CountRun {
    private let counter: FileCounter
    private let progress = Progress()
    private let diagnostics = Diagnostics.standard

    init(columns: [Column], special: SpecialTokenPolicy) {
        counter = FileCounter(columns: columns, special: special)
        columnCount = columns.count
        counter.progress = { [progress] in progress.add(bytes: $0) }
    }

    private let columnCount: Int

    struct Result {
        var files: [FileCount] = []
        var total: CountTotal
    }

    func count(_ sources: [InputSource]) -> Result {
        var result = Result(total: CountTotal(columns: columnCount))
        var leftOut = LeftOut()
        for source in sources {
            if case .file(let path) = source, (try? FileStatus(path, followsLinks: true))?.kind == .folder {
                walk(path, &result, &leftOut)
            } else {
                count(source, isNamed: true, &result, &leftOut)
            }
        }
        leftOut.tell(diagnostics)
        progress.clear()
        return result
    }

    private func walk(_ folder: FilePath, _ result: inout Result, _ leftOut: inout LeftOut) {
        var walker = FileWalker(folder)
        while let event = walker.next() {
            switch event {
            case .file(let path): count(.file(path), isNamed: false, &result, &leftOut)
            case .skipped(let path, let kind): leftOut.add(path, kind)
            case .failure(let failure): diagnostics.error(failure.description)
            }
        }
    }

    /// - Parameter isNamed: whether the user has named this very file, and not a folder that holds it.
    private func count(
        _ source: InputSource, isNamed: Bool, _ result: inout Result, _ leftOut: inout LeftOut
    ) {
        do {
            guard let file = try counter.count(source, skipsBinary: !isNamed) else {
                leftOut.addBinary(source.path)
                return
            }
            if file.isBinary {
                diagnostics.note("\(source.display) is binary (it has NUL bytes); its bytes are counted as they are")
            } else if let offset = file.invalidOffset {
                diagnostics.note("\(source.display) is not UTF-8 at byte \(offset); its bytes are counted as they are")
            }
            progress.addFile()
            result.files.append(file)
            result.total.add(file)
        } catch {
            diagnostics.error(error.description)
        }
    }
}
