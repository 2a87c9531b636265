import AssayPrompts

/// Counts everything that the arguments name as prompts, and goes on after a file that fails.
final class DocumentRun {
    struct Result {
        var documents: [DocumentCount] = []
        var failures: [CountFailure] = []
    }

    private let counter: DocumentCounter
    private let reader = FileReader()
    private let progress = Progress()
    private let diagnostics = Diagnostics.standard
    private var result = Result()
    private var leftOut = LeftOut()

    /// Problems of one file that are told one by one.
    private static let maximumProblems = 5

    init(_ counter: DocumentCounter) {
        self.counter = counter
    }

    func count(_ sources: [InputSource]) -> Result {
        for source in sources {
            if case .file(let path) = source, (try? FileStatus(path, followsLinks: true))?.kind == .folder {
                walk(path)
            } else {
                add(source, isNamed: true)
            }
        }
        leftOut.tell(diagnostics)
        progress.clear()
        return result
    }

    private func walk(_ folder: FilePath) {
        var walker = FileWalker(folder)
        while let event = walker.next() {
            switch event {
            case .file(let path): add(.file(path), isNamed: false)
            case .skipped(let path, let kind): leftOut.add(path, kind)
            case .failure(let path, let failure): fail(path, failure)
            }
        }
    }

    private func add(_ source: InputSource, isNamed: Bool) {
        do {
            let bytes = try reader.readAll(source)
            let binary = bytes.withUnsafeBufferPointer { BinaryCheck.kind($0) }
            if let binary, !isNamed { return leftOut.add(source.path, binary) }
            var (told, errors) = (0, 0)
            let count = try counter.count(bytes, source) { [diagnostics] problem in
                told += 1
                switch problem {
                case .error(let line, let message):
                    errors += 1
                    if errors <= Self.maximumProblems { diagnostics.error("\(source.display):\(line): \(message)") }
                case .note(let line, let message) where told <= Self.maximumProblems:
                    diagnostics.note("\(source.display):\(line): \(message)")
                case .note: break
                }
            }
            if told > Self.maximumProblems {
                diagnostics.note("\(source.display): and \(told - Self.maximumProblems) more of the kind")
            }
            progress.add(bytes: bytes.count)
            progress.addFile()
            result.documents.append(count)
        } catch {
            fail(source.path, source.failure(error))
        }
    }

    private func fail(_ path: FilePath, _ failure: Failure) {
        diagnostics.error(failure.description)
        result.failures.append(CountFailure(path: path, message: failure.description))
    }
}
