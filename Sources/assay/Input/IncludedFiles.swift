import AssayPrompts

/// The files that hold the text of a configuration's prompts, as promptfoo's `file://` does. They are read with the
/// configuration: found in a folder once more, each would be counted and priced twice.
struct IncludedFiles {
    private var names: Set<FilePath> = []

    /// None.
    init() {}

    /// Those of the configurations among some files and in some folders. What cannot be read is told when it is read
    /// for itself.
    ///
    /// - Complexity: O(n) in the bytes of files that may be configurations.
    init(namedIn sources: [InputSource], _ batch: FileBatch) {
        guard sources.contains(where: { $0.folder != nil }) else { return }
        for source in sources {
            if let folder = source.folder {
                batch.walk(folder, skipped: { _, _ in }, failed: { _, _ in }) { add(namedIn: $0) }
            } else if case .file(let path) = source {
                add(namedIn: path)
            }
        }
    }

    func contains(_ path: FilePath) -> Bool { !names.isEmpty && names.contains(path.normalized) }

    private mutating func add(namedIn path: FilePath) {
        let name = String(decoding: path.lastComponent, as: UTF8.self)
        let folder = PromptFolder(beside: path)
        guard Self.endings.contains(where: name.hasSuffix), let bytes = folder.read(name),
            IncludeResolver.formats.contains(FormatDetector.detect(bytes, name: path.text)),
            let document = try? PromptReader.read(bytes, name: path.text)
        else { return }
        for file in IncludeResolver(read: folder.read).units(of: document).units.compactMap(\.path) {
            names.insert(path.beside(file).normalized)
        }
    }

    private static let endings = [".yaml", ".yml", ".json"]
}
