import AssayEstimation
import AssayPrompts

/// Reads versions of files as prompts. One that cannot be read is said, and nothing is said of its prompts.
final class DiffDocuments {
    private let batch: FileBatch
    private let diagnostics = Diagnostics.standard
    var leftOut = DiffLeftOut()
    /// Files that break off before anything shows what they were to be, and why.
    private(set) var doubts: [(path: FilePath, failure: Failure)] = []

    private var told: Set<String> = []

    init(_ batch: FileBatch) { self.batch = batch }

    /// Says what was left out since this was last said.
    func tellLeftOut() {
        leftOut.tell(diagnostics)
        leftOut = DiffLeftOut()
    }

    /// - Parameters:
    ///   - revision: where the version is from, for messages; nil for what is there now.
    ///   - format: what to read it as; nil where name and content say.
    ///   - isBase: whether it is of the earlier commit, whose mistakes nobody can mend any more.
    func document(
        _ bytes: [UInt8], _ path: FilePath, _ revision: String?, as format: PromptFormat?, isNamed: Bool,
        isBase: Bool = false
    ) -> ChangedFile? {
        let place = revision.map { "\(path.display) of \($0)" } ?? path.display
        if let kind = bytes.withUnsafeBufferPointer(BinaryCheck.kind) {
            guard isNamed, revision == nil else {
                leftOut.binary.append(path)
                return nil
            }
            let reason =
                kind == .utf16
                ? "is in UTF-16; convert it with \(BinaryCheck.conversion) first" : "is binary (it has NUL bytes)"
            batch.fail(path, Failure("\(place) \(reason)"))
            return nil
        }
        if !isBase, let oddity = BinaryCheck.oddity(bytes, place) { diagnostics.note(oddity) }
        do throws(Failure) {
            return try prompt(bytes, path, place, as: format, isNamed: isNamed, isBase: isBase)
        } catch {
            if isBase {
                diagnostics.note("\(error); what it holds now counts as new")
            } else {
                fail(path, error)
            }
            return nil
        }
    }

    /// The prompts of a version; nil where it is data that are none.
    private func prompt(
        _ bytes: [UInt8], _ path: FilePath, _ place: String, as format: PromptFormat?, isNamed: Bool, isBase: Bool
    ) throws(Failure) -> ChangedFile? {
        let found =
            format == nil
            ? try FileFormat(bytes, name: path.text, display: place, isNamed: isNamed, action: "read") : nil
        if !isNamed, let found, PromptCandidate.isLeftAlone(path, found.format) {
            if let doubt = found.doubt, !isBase { doubts.append((path, doubt)) }
            return nil
        }
        let document = try PromptDocument(reading: bytes, name: path.text, as: found?.format ?? format, display: place)
        let advice = "'formats' in .assay.yml says what it is"
        if !isBase, let note = found?.textNote(of: path, isNamed: isNamed, action: "read", advice: advice) {
            diagnostics.note("\(place): \(note.message)")
        }
        if let problem = found?.note ?? document.problems.first(where: { !$0.isEmpty }) {
            // Without its broken lines, or as the text that it is not, it would seem to have lost prompts.
            guard !RequestFile.formats.contains(document.format), !document.isTemplate(named: path, as: format) else {
                throw FileFormat.failure(document.format, problem.offset, problem.message, bytes, place)
            }
            if !isBase { diagnostics.note("\(place):\(document.lineIndex().line(at: problem.offset)): \(problem.message)") }
        }
        return ChangedFile(path: path.text, document: document)
    }

    /// A file that is read twice, for itself and for its team, is said once.
    func fail(_ path: FilePath, _ failure: Failure) {
        if told.insert(failure.description).inserted { batch.fail(path, failure) }
    }
}

extension PromptDocument {
    /// Whether the file's name, or the user, says that it is a template. In other texts an open tag may be meant as it stands.
    fileprivate func isTemplate(named path: FilePath, as given: PromptFormat?) -> Bool {
        let templates: Set<PromptFormat> = [.jinja, .mustache, .handlebars, .semanticKernel, .prompty, .dotprompt]
        return templates.contains(format) && (given ?? FormatDetector.detect([], name: path.text)) == format
    }
}
