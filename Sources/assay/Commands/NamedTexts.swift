import AssayEstimation
import AssayPrompts

/// A file with prompts that only name the file their text stands in, as promptfoo's `file://` does, and those texts.
struct NamedTexts {
    /// The file with its own prompts, and one more, of the same path, for each text in another file.
    private(set) var files: [ChangedFile]
    /// The other files, as they are named.
    private(set) var names: [String] = []
    /// What could not be read, by the offset of its name in the file.
    private(set) var problems: [ReadProblem] = []
    /// The same of what is not read on purpose.
    private(set) var skipped: [ReadProblem] = []

    /// - Parameter read: the bytes of the file that a name means; nil where there is none.
    init(_ file: ChangedFile, read: (String) -> [UInt8]?) {
        files = [file]
        let format = file.document.format
        let named = file.document.units.filter { IncludeResolver.isName($0, in: format) }.compactMap { $0.facts.includes.first }
        guard !named.isEmpty else { return }
        var texts: [String: [UInt8]] = [:]
        for name in named where texts[name.path] == nil { texts[name.path] = read(name.path) }
        let resolution = IncludeResolver(read: { [texts] in texts[$0] }).units(of: file.document)
        (problems, skipped) = (resolution.problems, resolution.skipped)
        var own = file.document
        own.units.removeAll { IncludeResolver.isName($0, in: format) }
        files = [ChangedFile(path: file.path, document: own)]
        for unit in resolution.units {
            guard let name = unit.path else { continue }
            var document = unit.document
            document.units = [unit.unit]
            files.append(ChangedFile(path: file.path, document: document))
            names.append(name)
        }
    }
}
