import AssayPrompts

/// Counts everything that the arguments name as prompts, and goes on after a file that fails.
struct DocumentRun {
    struct Result {
        var documents: [DocumentCount] = []
        var failures: [FileFailure] = []
    }

    private let counter: DocumentCounter
    private let batch = FileBatch(isCount: true)

    /// Problems of one file that are told one by one.
    private static let maximumProblems = 5

    init(_ counter: DocumentCounter) {
        self.counter = counter
    }

    func count(_ sources: [InputSource]) -> Result {
        var result = Result()
        // Read as another format, no file is a configuration.
        let included = counter.format == nil ? IncludedFiles(namedIn: sources, batch) : IncludedFiles()
        batch.readEach(sources, without: included) { source, bytes, isNamed in
            result.documents.append(try count(bytes, source, isNamed: isNamed))
        }
        result.failures = batch.failures
        return result
    }

    private func count(_ bytes: [UInt8], _ source: InputSource, isNamed: Bool) throws(Failure) -> DocumentCount {
        let batch = batch
        var (told, errors) = (0, 0)
        let count = try counter.count(bytes, source, isNamed: isNamed) { problem in
            told += 1
            switch problem {
            case .error(let line, let message):
                errors += 1
                guard errors <= Self.maximumProblems else { return }
                batch.fail(source.path, Failure("\(source.display):\(line): \(message)"))
            case .note(let line, let message) where told <= Self.maximumProblems:
                batch.diagnostics.note("\(source.display):\(line): \(message)")
            case .note: break
            }
        }
        if told > Self.maximumProblems {
            batch.diagnostics.note("\(source.display): and \(told - Self.maximumProblems) more of the kind")
        }
        return count
    }
}
