import AssayEstimation

/// What the paths of `assay compare` hold: texts by lines, tables, or catalogues of translations. Never several of them.
enum CompareSources {
    /// For each language its files, whose lines are one text.
    case lines([CompareText])
    case tables([(source: InputSource, kind: TableKind)])
    case catalogues([(path: FilePath, language: ComparedLanguage?)])

    /// A file with a column a language.
    enum TableKind {
        case jsonLines
        case commaSeparated
        case tabSeparated
    }

    /// Finds out what is there. Folders are walked as `assay count` walks them.
    static func find(_ sources: [InputSource], _ batch: FileBatch) throws -> CompareSources {
        var finder = CompareFinder(batch)
        for source in sources { finder.add(source) }
        return try finder.finish()
    }
}

extension CompareSources {
    /// Throws where a file that begins with `start` is no text in UTF-8.
    static func requireText(_ start: UnsafeBufferPointer<UInt8>, _ source: InputSource) throws(Failure) {
        switch BinaryCheck.kind(start) {
        case .utf16: throw Failure("\(source.display) is in UTF-16; convert it with \(BinaryCheck.conversion)")
        case .binary: throw Failure("\(source.display) is binary")
        case nil: break
        }
    }
}

/// The text of one language.
struct CompareText {
    var language: ComparedLanguage
    var files: [FilePath]
}

private struct CompareFinder {
    private let batch: FileBatch
    private var texts: [CompareText] = []
    private var tables: [(source: InputSource, kind: CompareSources.TableKind)] = []
    private var catalogues: [(path: FilePath, language: ComparedLanguage?)] = []
    /// Tables and catalogues in folders, for where there are no texts: beside texts they hold something else.
    private var walkedTables: [(source: InputSource, kind: CompareSources.TableKind)] = []
    private var walkedCatalogues: [(path: FilePath, language: ComparedLanguage?)] = []
    /// Files in folders whose names say no language.
    private var unnamed: [FilePath] = []
    /// Folders in which there was nothing to compare.
    private var emptyFolders: [FilePath] = []
    /// Texts in formats whose keys and marks are counted with them.
    private var marked: [FilePath] = []

    /// Formats of catalogues and pages that are not read as such.
    private static let markedExtensions: Set<String> = [
        "htm", "html", "ini", "properties", "resx", "stringsdict", "toml", "xlf", "xliff", "xml", "yaml", "yml",
    ]

    init(_ batch: FileBatch) { self.batch = batch }

    mutating func add(_ source: InputSource) {
        guard case .file(let path) = source else {
            tables.append((source, .jsonLines))
            return
        }
        do {
            guard try FileStatus(path, followsLinks: true).kind == .folder else { return add(path, isNamed: true) }
        } catch {
            return batch.fail(path, Failure(cannot: "read", path, error))
        }
        let failures = batch.failures.count
        var isEmpty = true
        batch.walk(path, skipped: { _, _ in }) {
            isEmpty = false
            add($0, isNamed: false)
        }
        if isEmpty, batch.failures.count == failures { emptyFolders.append(path) }
    }

    private mutating func add(_ path: FilePath, isNamed: Bool) {
        let names = path.text.split(separator: "/").map(String.init)
        let language = ComparedLanguage(path: names)
        switch fileExtension(names.last ?? "") {
        case "jsonl", "ndjson": addTable(path, .jsonLines, isNamed)
        case "csv": addTable(path, .commaSeparated, isNamed)
        case "tsv": addTable(path, .tabSeparated, isNamed)
        // A template has no translations, and its texts are in those made from it.
        case "pot" where !isNamed: break
        case "po", "pot", "strings", "xcstrings", "json", "arb":
            if isNamed { catalogues.append((path, language)) } else { walkedCatalogues.append((path, language)) }
        default:
            if let language = language ?? (isNamed ? ComparedLanguage(label: names.last ?? "", tag: nil) : nil) {
                addText(path, language)
                if Self.markedExtensions.contains(fileExtension(names.last ?? "")) { marked.append(path) }
            } else {
                unnamed.append(path)
            }
        }
    }

    private mutating func addTable(_ path: FilePath, _ kind: CompareSources.TableKind, _ isNamed: Bool) {
        if isNamed { tables.append((.file(path), kind)) } else { walkedTables.append((.file(path), kind)) }
    }

    private mutating func addText(_ path: FilePath, _ language: ComparedLanguage) {
        if let known = texts.firstIndex(where: { $0.language.tag != nil && $0.language == language }) {
            texts[known].files.append(path)
        } else {
            texts.append(CompareText(language: language, files: [path]))
        }
    }

    private func fileExtension(_ name: String) -> String {
        name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    mutating func finish() throws -> CompareSources {
        if texts.isEmpty, tables.isEmpty, !walkedCatalogues.isEmpty {
            catalogues += walkedCatalogues
        } else {
            unnamed += walkedCatalogues.map(\.path)
            if texts.isEmpty, catalogues.isEmpty {
                tables += walkedTables
                walkedTables = []
            }
        }
        if texts.isEmpty, !catalogues.isEmpty || !tables.isEmpty {
            // What is not named for a language beside catalogues and tables is no text that was forgotten.
            unnamed = []
        }
        unnamed += walkedTables.map(\.source.path)
        tell("left out what is no text named for a language (as de.txt is)", unnamed)
        // Where there is nothing at all, that is said.
        if !texts.isEmpty || !tables.isEmpty || !catalogues.isEmpty { tell("left out what holds no text", emptyFolders) }
        tell("counted as plain text line by line, with all keys and marks; convert catalogues to JSON", marked)
        return try sources()
    }

    private func tell(_ fact: String, _ paths: [FilePath]) {
        guard !paths.isEmpty else { return }
        let shown = paths.prefix(5).map(\.display).joined(separator: ", ")
        let rest = paths.count > 5 ? " and \(paths.count - 5) more" : ""
        Diagnostics.standard.note("\(fact): \(shown)\(rest)")
    }

    private func sources() throws -> CompareSources {
        let kinds = [texts.isEmpty, tables.isEmpty, catalogues.isEmpty].count { !$0 }
        guard kinds <= 1 else {
            throw Failure(
                "the paths mix texts by lines, tables (.jsonl, .csv, .tsv) and catalogues of translations; "
                    + "compare one kind at a time")
        }
        if !tables.isEmpty { return .tables(tables) }
        if !catalogues.isEmpty { return .catalogues(catalogues) }
        guard !texts.isEmpty else {
            guard batch.failures.isEmpty else { throw CompareRun.NothingLeft() }
            throw Failure("there is no text to compare; name files for their languages, such as en.txt and de.txt")
        }
        return .lines(texts)
    }
}
