import AssayLinting
import AssayPrompts
import AssayReporting

/// A file that is linted on whatever thread has time for it.
final class LintJob: @unchecked Sendable {
    enum Outcome {
        case linted(LintedFile, Linter.Result)
        /// No prompt, or a binary file.
        case leftOut(BinaryCheck.Kind?)
        case failed(Failure)
    }

    let source: InputSource
    /// Whether the user has named this very file, and not a folder that holds it.
    let isNamed: Bool
    /// What it is read as; nil where its name and content say.
    private let format: PromptFormat?
    /// Whether nothing but its name says that it may be a prompt: data that is no known kind of prompt is left alone.
    private let isFound: Bool
    /// The path that decides the format and that reports show.
    let shownPath: FilePath
    let linter: Linter
    /// The least severity that makes the run fail, as the file's configuration has it.
    let failLevel: FailLevel
    private let salt: ContentHash
    /// The file's earlier version.
    private let before: [UInt8]?
    private let cache: LintCache?
    /// The key of the file in the cache, and whether it was found there.
    private(set) var cached: (key: ContentHash, isKnown: Bool)?
    // One thread has it at a time: the pool's lock lies between those that write and read it.
    private(set) var outcome = Outcome.leftOut(nil)
    /// What is to be said of a file that was linted all the same.
    private(set) var reservations: [Reservation] = []

    /// Larger files are no prompts; offsets of words are 32 bits wide.
    private static let longest = 1 << 30

    /// - Parameters:
    ///   - format: what it is read as; nil where its name and content say.
    ///   - isFound: whether nothing but its name says that it may be a prompt.
    ///   - before: the file's earlier version, where the run compares with one.
    init(
        _ source: InputSource, isNamed: Bool, shownPath: FilePath, format: PromptFormat?, isFound: Bool,
        setup: LintSetup.FileSetup, before: [UInt8]?, cache: LintCache?
    ) {
        self.source = source
        self.isNamed = isNamed
        self.shownPath = shownPath
        self.format = format
        self.isFound = isFound
        linter = setup.linter
        failLevel = setup.failLevel
        let seed = ContentHash("\(format?.rawValue ?? "") \(isFound)", seed: setup.salt)
        salt = before.map { bytes in bytes.withUnsafeBytes { ContentHash($0, seed: seed) } } ?? seed
        self.before = before
        self.cache = cache
    }

    func run(_ reader: FileReader) {
        do throws(Failure) {
            outcome = try lint(reader)
        } catch {
            outcome = .failed(error)
        }
    }

    private func lint(_ reader: FileReader) throws(Failure) -> Outcome {
        let bytes: [UInt8]
        do {
            bytes = try reader.readAll(source)
        } catch {
            throw source.failure(error)
        }
        if let kind = bytes.withUnsafeBufferPointer(BinaryCheck.kind) {
            if isNamed {
                throw Failure("\(source.display) is \(kind == .utf16 ? "in UTF-16" : "binary"), and no prompt")
            }
            return .leftOut(kind)
        }
        guard bytes.count <= Self.longest else {
            throw Failure("\(source.display) is larger than 1 GiB, which is no prompt; lint its parts")
        }
        let key = cache?.key(bytes, path: shownPath, isNamed: isNamed, salt: salt)
        if let cache, let key, let entry = cache.entry(key, path: shownPath, linter.context) {
            cached = (key, true)
            if entry.isLeftOut { return .leftOut(nil) }
            return linted(bytes, entry.result)
        }
        let found =
            format == nil
            ? try FileFormat(bytes, name: namedPath, display: source.display, isNamed: isNamed, action: "linted") : nil
        let format = found?.format ?? format(of: bytes)
        let isLeftAlone =
            isFound && PromptCandidate.isLeftAlone(shownPath, found?.format ?? FormatDetector.detect(bytes, name: namedPath))
        let result = isLeftAlone ? Linter.Result() : try analyze(bytes, format)
        if let note = found?.note { reservations.append(.note(place(note.offset, bytes) + note.message)) }
        let broken = Reservation(result.problems, format) { offset, message in
            FileFormat.failure(offset, message, bytes, source.display)
        }
        if let broken { reservations.append(broken) }
        // What is said of a file is said in each run.
        if let key, reservations.isEmpty { cached = (key, false) }
        if isLeftAlone { return .leftOut(nil) }
        return linted(bytes, result)
    }

    /// What was found in a file, whether in this run or an earlier one.
    private func linted(_ bytes: [UInt8], _ result: Linter.Result) -> Outcome {
        if let oddity = BinaryCheck.oddity(bytes, source.display) { reservations.insert(.note(oddity), at: 0) }
        return .linted(LintedFile(path: shownPath.text, source: bytes, findings: result.findings), result)
    }

    /// A place of the file, as it stands before what is said of it.
    private func place(_ offset: Int, _ bytes: [UInt8]) -> String {
        FileFormat.place(offset, in: bytes, source.display) + ": "
    }

    /// The name that decides the format; standard input has one only where the user says so.
    private var namedPath: String? { shownPath.text == "-" ? nil : shownPath.text }

    /// What a text that stands in the file is read as.
    private func format(of bytes: [UInt8]) -> PromptFormat { format ?? FormatDetector.detect(bytes, name: namedPath) }

    /// What the linter finds in the file's earlier version; nothing where there is none.
    func earlierFindings() -> [Finding] {
        guard let before, before.count <= Self.longest else { return [] }
        let source = LintSource(path: shownPath.text, bytes: before, format: format(of: before))
        return (try? linter.analyze(source))?.findings ?? []
    }

    /// What the linter finds in a text that stands, or would stand, in the file.
    func analyze(_ bytes: [UInt8], _ format: PromptFormat? = nil) throws(Failure) -> Linter.Result {
        let format = format ?? self.format(of: bytes)
        let folder = shownPath.parent
        var lintSource = LintSource(path: shownPath.text, bytes: bytes, format: format) { name in
            try? FileReader.make().readAll(.file(folder?.appending(name) ?? FilePath(name)))
        }
        lintSource.before = before
        do throws(ReadError) {
            return try linter.analyze(lintSource)
        } catch {
            throw FileFormat.failure(format, error.offset, error.message, bytes, source.display)
        }
    }
}
