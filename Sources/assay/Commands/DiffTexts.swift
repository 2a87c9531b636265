import AssayEstimation
import AssayPrompts

/// Reads the texts of prompts that only name the file they stand in, of files that are compared or budgeted.
final class DiffTexts {
    /// Where the files lie that prompts name.
    enum Side {
        case folder(FilePath)
        /// Reads a file by its path from the root of the repository on.
        case revision((FilePath) -> [UInt8]?)
    }

    /// For files whose prompts stand in others the paths of these: as the files' own paths start, or from the root on where
    /// they are budgeted.
    private var paths: [FilePath: Set<FilePath>] = [:]
    private var notes: Set<String> = []

    /// The files that hold the texts of others, of those among some.
    func paths(of files: [ChangedFile]) -> Set<FilePath> {
        Set(files.map(\.path)).reduce(into: []) { $0.formUnion(paths[FilePath($1)] ?? []) }
    }

    /// Says something once, however often a file is read.
    func note(_ text: String) {
        if notes.insert(text).inserted { Diagnostics.standard.note(text) }
    }

    /// The prompts of a file of one side, with the texts in others.
    ///
    /// - Parameter isBase: whether it is the earlier version, whose mistakes nobody can mend any more.
    func expand(_ file: ChangedFile, _ path: FilePath, _ side: Side, isBase: Bool = false) -> [ChangedFile] {
        let named = NamedTexts(file) { name in
            switch side {
            case .folder(let folder): return PromptFolder(beside: folder.appending(path.bytes)).read(name)
            case .revision(let read):
                let other = path.beside(name).normalized
                // Outside of the repository, and no name for git.
                guard !name.hasPrefix("/"), !other.bytes.starts(with: "..".utf8), !other.bytes.contains(0x0A) else { return nil }
                return read(other)
            }
        }
        if !named.names.isEmpty { paths[path, default: []].formUnion(named.names.map { path.beside($0).normalized }) }
        if !isBase { tell(named, of: path, fail: note, note: note) }
        return named.files
    }

    /// The same of a file that is budgeted.
    ///
    /// - Parameters:
    ///   - path: where it lies.
    ///   - inside: its path in the result.
    ///   - fail: told what is missing.
    ///   - note: told what is not read on purpose.
    func expand(
        _ file: ChangedFile, beside path: FilePath, _ inside: FilePath, fail: (String) -> Void, note: (String) -> Void
    ) -> [ChangedFile] {
        let named = NamedTexts(file, read: PromptFolder(beside: path).read)
        if !named.names.isEmpty {
            paths[inside] = Set(named.names.map { SmallFile.canonicalPath(path.beside($0)) ?? path.beside($0) })
        }
        tell(named, of: inside, fail: fail, note: note)
        return named.files
    }

    private func tell(_ named: NamedTexts, of path: FilePath, fail: (String) -> Void, note: (String) -> Void) {
        guard let document = named.files.first?.document, !(named.problems.isEmpty && named.skipped.isEmpty) else { return }
        let lines = document.lineIndex()
        func message(_ problem: ReadProblem) -> String {
            "\(path.display):\(lines.line(at: problem.offset)): \(problem.message)"
        }
        for problem in named.problems { fail(message(problem)) }
        for skipped in named.skipped { note(message(skipped)) }
    }
}
