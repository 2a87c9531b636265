import AssayReporting

/// A file or folder that could not be read or used.
struct FileFailure: Sendable {
    var path: FilePath
    /// The message that was shown for it.
    var message: String
    /// See ``Failure/line``.
    var line: Int?
    var column: Int?

    var reported: ReportFailure { ReportFailure(path: path.text, message: message) }
}

/// What a run over many files keeps for all of them: how far it has come, what a walk left out, and what failed. A file
/// that fails is said at once, and the rest goes on.
final class FileBatch {
    let progress = Progress()
    let diagnostics = Diagnostics.standard
    private(set) var failures: [FileFailure] = []
    private var leftOut = LeftOut()
    private let isCount: Bool
    private lazy var reader = FileReader.make()

    /// - Parameter isCount: whether a binary file that is named is counted as any other.
    init(isCount: Bool = false) { self.isCount = isCount }

    /// Calls `body` with every file that the arguments name and its bytes, to the end of the run. What `body` throws is
    /// the file's failure; a binary file in a folder is left out.
    ///
    /// - Parameters:
    ///   - included: files that are left out where the user has not named them, as other files bring them in.
    ///   - body: told whether the user has named this very file, and not a folder that holds it.
    func readEach(
        _ sources: [InputSource], without included: IncludedFiles = IncludedFiles(),
        _ body: (InputSource, [UInt8], _ isNamed: Bool) throws -> Void
    ) {
        find(sources) { source, isNamed in
            if !isNamed, included.contains(source.path) { return leftOut.addIncluded(source.path) }
            guard let bytes = read(source) else { return }
            let binary = bytes.withUnsafeBufferPointer(BinaryCheck.kind)
            if let binary, !isNamed { return leaveOut(source.path, binary) }
            if let oddity = BinaryCheck.oddity(bytes, source.display) { diagnostics.note(oddity) }
            do {
                try body(source, bytes, isNamed)
                progress.add(bytes: bytes.count)
                progress.addFile()
            } catch {
                fail(source.path, source.failure(error))
            }
        }
        end()
    }

    /// Calls `body` with every file that the arguments name, and with those in the folders among them, in the order of
    /// their paths.
    ///
    /// - Parameters:
    ///   - failed: told a folder that cannot be read; without it, that is said at once.
    ///   - body: told whether the user has named this very file, and not a folder that holds it.
    func find(
        _ sources: [InputSource], failed: ((FilePath, Failure) -> Void)? = nil,
        _ body: (InputSource, _ isNamed: Bool) -> Void
    ) {
        for source in sources {
            if let folder = source.folder {
                walk(folder, failed: failed) { body(.file($0), false) }
            } else {
                body(source, true)
            }
        }
    }

    /// Calls `body` with every file below a folder that git does not ignore, in the order of their paths.
    ///
    /// - Parameters:
    ///   - skipped: told what is neither file nor folder; without it, that is told at the end of the run.
    ///   - failed: told a folder that cannot be read; without it, that is said at once.
    func walk<BodyError: Error>(
        _ folder: FilePath, skipped: ((FilePath, FileStatus.Kind) -> Void)? = nil,
        failed: ((FilePath, Failure) -> Void)? = nil, _ body: (FilePath) throws(BodyError) -> Void
    ) throws(BodyError) {
        let (skipped, failed) = (skipped ?? leaveOut, failed ?? fail)
        var walker = FileWalker(folder)
        while let event = walker.next() {
            switch event {
            case .file(let path): try body(path)
            case .skipped(let path, let kind): skipped(path, kind)
            case .failure(let path, let failure): failed(path, failure)
            }
        }
    }

    /// All bytes of a file or of standard input; nil where it fails.
    func read(_ source: InputSource) -> [UInt8]? {
        do {
            return try reader.readAll(source)
        } catch {
            fail(source.path, source.failure(error))
            return nil
        }
    }

    func fail(_ path: FilePath, _ failure: Failure) {
        diagnostics.error(failure.description)
        failures.append(FileFailure(path: path, message: failure.description, line: failure.line, column: failure.column))
    }

    func leaveOut(_ path: FilePath, _ kind: BinaryCheck.Kind) { leftOut.add(path, kind) }
    func leaveOut(_ path: FilePath, _ kind: FileStatus.Kind) { leftOut.add(path, kind) }

    /// Tells what was left out. The run is over.
    func end() {
        leftOut.tell(diagnostics, isCount: isCount)
        progress.clear()
    }
}

extension InputSource {
    /// The folder that it names; nil for a file and for standard input.
    var folder: FilePath? {
        guard case .file(let path) = self, path.isFolder else { return nil }
        return path
    }
}
