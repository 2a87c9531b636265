import AssayLinting
import AssayPrompts
import AssayReporting

/// A file that is linted on whatever thread has time for it.
final class LintJob: @unchecked Sendable {
    enum Outcome {
        case linted(LintedFile)
        /// No prompt, or a binary file.
        case leftOut(BinaryCheck.Kind?)
        case failed(Failure)
    }

    let source: InputSource
    /// Whether the user has named this very file, and not a folder that holds it.
    let isNamed: Bool
    /// The path that decides the format and that reports show.
    let shownPath: FilePath
    // One thread has it at a time: the pool's lock lies between those that write and read it.
    private(set) var outcome = Outcome.leftOut(nil)

    /// Larger files are no prompts; offsets of words are 32 bits wide.
    private static let longest = 1 << 30

    init(_ source: InputSource, isNamed: Bool, shownPath: FilePath? = nil) {
        self.source = source
        self.isNamed = isNamed
        self.shownPath = shownPath ?? source.path
    }

    func run(_ linter: Linter, _ reader: FileReader) {
        do {
            outcome = try lint(linter, reader)
        } catch {
            outcome = .failed(error)
        }
    }

    private func lint(_ linter: Linter, _ reader: FileReader) throws(Failure) -> Outcome {
        let bytes: [UInt8]
        do {
            bytes = try reader.readAll(source)
        } catch {
            throw source.failure(error)
        }
        if let kind = bytes.withUnsafeBufferPointer(BinaryCheck.kind), !isNamed { return .leftOut(kind) }
        guard bytes.count <= Self.longest else {
            throw Failure("\(source.display) is larger than 1 GiB, which is no prompt; lint its parts")
        }
        let format = FormatDetector.detect(bytes, name: shownPath.text)
        if !isNamed, LintCandidate.isLeftAlone(shownPath, format) { return .leftOut(nil) }
        let folder = shownPath.parent
        let lintSource = LintSource(path: shownPath.text, bytes: bytes) { name in
            try? FileReader().readAll(.file(folder?.appending(name) ?? FilePath(name)))
        }
        do {
            return .linted(LintedFile(path: shownPath.text, source: bytes, findings: try linter.lint(lintSource)))
        } catch {
            throw Failure("cannot read \(source.display) as \(format.summary): \(error.message) (byte \(error.offset))")
        }
    }
}
