import AssayEstimation
import AssayPrompts
import AssayText

/// Prompts that only name the file their text stands in, as promptfoo's `file://` does, among files that are measured.
enum NamedTexts {
    /// The file with its own prompts, and one more, of the same path, for each text in another file.
    ///
    /// - Parameters:
    ///   - fail: told the place and the text of what cannot be read.
    ///   - note: the same of programs that make prompts.
    /// - Returns: the files, and the paths of the others from the root on.
    static func resolve(
        _ file: ChangedFile, beside path: FilePath, fail: (Int, String) -> Void, note: (Int, String) -> Void
    ) -> (files: [ChangedFile], others: [FilePath]) {
        guard file.document.units.contains(where: { IncludeResolver.isName($0, in: file.document.format) }) else {
            return ([file], [])
        }
        let resolution = IncludeResolver(read: PromptFolder(beside: path).read).units(of: file.document)
        for problem in resolution.problems { fail(problem.offset, problem.message) }
        for program in resolution.programs { note(program.offset, program.message) }
        var files = [own(file)]
        var others: [FilePath] = []
        for unit in resolution.units {
            guard let name = unit.path else { continue }
            var document = unit.document
            document.units = [unit.unit]
            files.append(ChangedFile(path: file.path, document: document))
            let other = path.beside(name)
            others.append(SmallFile.canonicalPath(other) ?? other)
        }
        return (files, others)
    }

    /// The file without such prompts: the files they name are measured for themselves.
    ///
    /// - Parameter tell: told the place of the first one, and what there is to say.
    static func drop(_ file: ChangedFile, tell: (Int, String) -> Void) -> ChangedFile {
        let names = file.document.units.filter { IncludeResolver.isName($0, in: file.document.format) }
            .compactMap { $0.facts.includes.first }
        guard let first = names.first else { return file }
        let others = names.count > 1 ? ", and \(plural(names.count - 1, "more text")) in others" : ""
        tell(first.span.lowerBound, "the text is in \(first.path)\(others); it counts there, as a file of its own")
        return own(file)
    }

    private static func own(_ file: ChangedFile) -> ChangedFile {
        var document = file.document
        document.units.removeAll { IncludeResolver.isName($0, in: document.format) }
        return ChangedFile(path: file.path, document: document)
    }
}
