import AssayTokenization
import AssayVocabularies

/// Makes one pack from the file that its manifest names.
struct VocabularyMaker {
    /// The folder that holds one folder a vocabulary.
    let root: String
    let manifest: VocabularyManifest

    /// Reads the manifest of a vocabulary.
    init(root: String, name: String) throws {
        self.root = root
        let path = "\(root)/\(name)/manifest.json"
        guard let bytes = readFile(path) else { throw SourceError(description: "there is no \(path)") }
        manifest = try VocabularyManifest(json: bytes)
        guard manifest.name == name else {
            throw SourceError(description: "\(path) is the manifest of \(manifest.name)")
        }
    }

    var folder: String { "\(root)/\(manifest.name)" }

    /// What belongs into the vocabulary's folder: the manifest with the pack's checksum, and the pack itself, unless it
    /// is another vocabulary's.
    struct Product {
        var pack: [UInt8]?
        var manifest: VocabularyManifest
    }

    /// Imports and packs the vocabulary.
    ///
    /// - Parameter archives: the folder with the downloaded archives.
    func make(archives: String) throws -> Product {
        let source = try importSource(archives: archives)
        var updated = manifest
        updated.tokenCount = source.tokens.count
        updated.specialTokenCount = source.specialTokens.count
        if let owner = manifest.sharesPackOf {
            updated.pack = try packShared(with: owner, by: source, archives: archives)
            return Product(pack: nil, manifest: updated)
        }
        let pack = try PackBuilder.pack(source)
        updated.pack = VocabularyManifest.Pack(
            file: "vocabulary.pack", byteCount: pack.count, sha256: SHA256.hex(of: pack))
        return Product(pack: pack, manifest: updated)
    }

    /// The pack of another vocabulary, which has to be made before this one, and has to be what this one's source gives
    /// but for the name and the special tokens.
    private func packShared(
        with owner: String, by source: VocabularySource, archives: String
    ) throws -> VocabularyManifest.Pack {
        let maker = try VocabularyMaker(root: root, name: owner)
        var twin = source
        twin.name = owner
        twin.specialTokens = try maker.importSource(archives: archives).specialTokens
        let sum = SHA256.hex(of: try PackBuilder.pack(twin))
        guard var pack = maker.manifest.pack, pack.sha256 == sum else {
            throw SourceError(description: "\(manifest.name) cannot have the pack of \(owner): theirs differ")
        }
        guard Set(manifest.specialTokens.flatMap(\.tokens)) == Set(source.specialTokens) else {
            throw SourceError(description: "\(manifest.name): its manifest does not list the special tokens of its file")
        }
        pack.file = "../\(owner)/\(pack.file)"
        return pack
    }

    private func importSource(archives: String) throws -> VocabularySource {
        let archive = try SourceArchive(manifest)
        try archive.fetch(into: archives)
        let file = try archive.extract(manifest.source.path, from: archives)
        let found = SHA256.hex(of: file)
        guard found == manifest.source.sha256 else {
            throw SourceError(
                description: "\(manifest.name): \(manifest.source.path) has the SHA-256 \(found), not the manifest's")
        }
        var source = try VocabularyImporter.import(
            bytes: file, fileName: manifest.source.path, options: importOptions)
        if manifest.keepsAddedTokensPlain {
            for index in source.specialTokens.indices { source.specialTokens[index].isAlwaysMatched = false }
        }
        guard source.preTokenizer == manifest.preTokenizer, source.normalizer == manifest.normalizer else {
            throw SourceError(
                description:
                    "\(manifest.name): the file says \(source.preTokenizer.name) and \(source.normalizer.name), "
                    + "the manifest something else")
        }
        return source
    }

    /// What a tiktoken file does not say itself.
    private var importOptions: ImportOptions {
        guard manifest.source.format == .tiktoken else { return ImportOptions(name: manifest.name) }
        return ImportOptions(
            name: manifest.name, pattern: manifest.preTokenizer.name, normalizer: manifest.normalizer,
            specialTokens: manifest.specialTokens.flatMap(\.tokens))
    }
}
