import ArgumentParser
import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes `Vocabularies/<name>/vocabulary.pack` and the checksums in the manifests.
struct VocabulariesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocabularies",
        abstract: "Makes the embedded packs from the Python packages that their manifests name.",
        discussion: """
            Needs python3 with pip, unzip and tar. The same manifests give the same packs, byte for byte.
            """)

    @Flag(help: "Only say which packs differ from what their manifests and packages give.")
    var check = false

    @Option(help: "A folder with downloaded packages; what is missing there is downloaded into it.")
    var wheels: String?

    @Option(help: "The folder of the vocabularies.")
    var root = "Vocabularies"

    @Argument(help: "The vocabularies to make; all of them by default.")
    var names: [String] = []

    func run() throws {
        let known = VocabularyRegistry.embeddedNames
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw ValidationError("\(VocabularyError.unknown(unknown, among: known))")
        }
        let archives = try archiveFolder()
        var stale: [String] = []
        for name in names.isEmpty ? known : names {
            let maker = try VocabularyMaker(root: root, name: name)
            let product = try maker.make(archives: archives)
            let packPath = "\(maker.folder)/vocabulary.pack"
            let manifestPath = "\(maker.folder)/manifest.json"
            let isCurrent = readFile(packPath) == product.pack && readFile(manifestPath) == product.manifest.json
            log(
                "\(name): \(product.manifest.pack?.byteCount ?? 0) bytes, \(isCurrent ? "up to date" : check ? "differs" : "written")"
            )
            if isCurrent { continue }
            stale.append(name)
            if check { continue }
            if let pack = product.pack { try writeFile(packPath, pack) } else { unlink(packPath) }
            try writeFile(manifestPath, product.manifest.json)
        }
        if check, !stale.isEmpty {
            throw ValidationError(
                "stale: \(stale.joined(separator: ", ")); run: swift run -c release assay-maintenance vocabularies")
        }
    }

    /// The folder for downloads: the given one, or a new one that is left to the system's cleaning.
    private func archiveFolder() throws -> String {
        if let wheels {
            guard mkdir(wheels, 0o755) == 0 || errno == EEXIST else { throw FileError(path: wheels) }
            return wheels
        }
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/assay-vocabularies-XXXXXX".utf8CString)
        guard let folder = mkdtemp(&template) else { throw FileError(path: base) }
        return String(cString: folder)
    }
}
