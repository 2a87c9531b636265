import AssayTokenization

/// The imported vocabularies in the user's data folder.
///
/// Each has a folder of its name, laid out as the embedded ones are: a manifest, and the pack that the manifest names.
/// A pack's file is named after its checksum and never changes; the manifest is written last. So an import that is
/// interrupted leaves what was there before.
public struct VocabularyStore: Sendable {
    /// The folder that holds one folder a vocabulary.
    public let folder: String
    private let files: any VocabularyFiles

    public init(folder: String, files: any VocabularyFiles) {
        self.folder = folder
        self.files = files
    }

    /// The folder for imported vocabularies: `$ASSAY_DATA/vocabularies`, else `$XDG_DATA_HOME/assay/vocabularies`, else
    /// `~/.local/share/assay/vocabularies`; nil where not even `$HOME` is set. A relative `$XDG_DATA_HOME` does not
    /// count, as the XDG base directory specification demands.
    public static func defaultFolder(environment: [String: String]) -> String? {
        func folder(_ variable: String) -> String? {
            guard var path = environment[variable], !path.isEmpty else { return nil }
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            return path == "/" ? "" : path
        }
        if let data = folder("ASSAY_DATA") { return data + "/vocabularies" }
        if let data = folder("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/assay/vocabularies" }
        return folder("HOME").map { $0 + "/.local/share/assay/vocabularies" }
    }

    // MARK: Looking up

    /// The names of the imported vocabularies, in alphabetical order.
    public func names() throws(VocabularyError) -> [String] {
        let found = try attempt(folder, .unusable) { try files.names(in: folder) }
        return found.filter(isVocabulary).sorted()
    }

    /// Whether a folder holds a vocabulary or what is left of one. Anything else in the data folder is not ours.
    private func isVocabulary(_ name: String) -> Bool {
        guard (try? VocabularyName(name)) != nil else { return false }
        // One that cannot be looked into is named, so that whoever opens it says why.
        guard let inside = try? files.names(in: "\(folder)/\(name)") else { return true }
        return inside.contains { $0 == "manifest.json" || $0.hasSuffix(".pack") }
    }

    /// The embedded vocabulary that a name or alias stands for, or else the imported one of that name.
    ///
    /// - Throws: ``VocabularyError`` with the nearest of all names where there is neither.
    public func resolve(_ written: String) throws(VocabularyError) -> Vocabulary {
        if VocabularyRegistry.canonicalName(for: written) != nil {
            return try VocabularyRegistry.vocabulary(named: written)
        }
        return try vocabulary(named: written)
    }

    /// Opens an imported vocabulary. Its pack is checked against the checksum inside it, in place where files can be
    /// mapped. What is in it was verified when it was stored, and is again by ``verify(named:)``.
    ///
    /// - Complexity: O(pack).
    public func vocabulary(named name: String) throws(VocabularyError) -> Vocabulary {
        guard let mapped = files.map(try packPath(named: name)) else { return try verifiedVocabulary(named: name) }
        return try opening(name) { () throws(PackError) in
            try Vocabulary(mapped: mapped.bytes, owner: mapped.owner)
        }
    }

    /// Opens an imported vocabulary whose pack is read, checked against the checksum and for indices out of range.
    private func verifiedVocabulary(named name: String) throws(VocabularyError) -> Vocabulary {
        let pack = try pack(named: name)
        return try opening(name) { () throws(PackError) in try Vocabulary(copying: pack) }
    }

    private func opening(
        _ name: String, _ open: () throws(PackError) -> Vocabulary
    ) throws(VocabularyError) -> Vocabulary {
        do throws(PackError) {
            return try open()
        } catch {
            throw VocabularyError(.unusable, name: name, detail: "\(error); import it again")
        }
    }

    /// Where an imported vocabulary is from and what is in it.
    public func manifest(named name: String) throws(VocabularyError) -> VocabularyManifest {
        guard (try? VocabularyName(name)) != nil, let bytes = try read("\(folder)/\(name)/manifest.json", name) else {
            throw try missing(name)
        }
        do throws(ManifestError) {
            return try VocabularyManifest(json: bytes)
        } catch {
            throw VocabularyError(.unusable, name: name, detail: "\(error); import it again")
        }
    }

    /// The error for a name without a manifest.
    private func missing(_ name: String) throws(VocabularyError) -> VocabularyError {
        let names = try names()
        guard names.contains(name) else { return .unknown(name, among: VocabularyRegistry.embeddedNames + names) }
        return VocabularyError(
            .unusable, name: name,
            detail: "its manifest is missing; import it again, or remove the rest with 'assay vocab remove \(name)'")
    }

    /// Compares an imported pack with the SHA-256 in its manifest, and checks every index in it.
    ///
    /// - Complexity: O(pack).
    public func verify(named name: String) throws(VocabularyError) {
        let expected = try manifest(named: name).pack?.sha256
        guard SHA256.hex(of: try pack(named: name)) == expected else {
            throw VocabularyError(
                .unusable, name: name, detail: "its pack does not have the checksum in its manifest; import it again")
        }
        _ = try verifiedVocabulary(named: name)
    }

    // MARK: Changing

    /// Packs an imported vocabulary and keeps it. One that goes by the same name already is replaced.
    ///
    /// - Parameters:
    ///   - source: the vocabulary as ``VocabularyImporter`` read it.
    ///   - file: the bytes of the file it was read from.
    ///   - fileName: that file's name, for the manifest.
    /// - Throws: ``VocabularyError`` where the name is an embedded vocabulary's or promises another one (`llama3`),
    ///   where the vocabulary cannot be packed exactly, and where a file cannot be written.
    public func add(
        _ source: VocabularySource, from file: UnsafeRawBufferPointer, fileName: String
    ) throws(VocabularyError) -> VocabularyManifest {
        try checkName(source.name)
        if let difference = KnownVocabulary.named(source.name)?.difference(of: source) {
            throw VocabularyError(
                .cannotStore, name: source.name,
                detail: "this is another vocabulary: \(difference); give it a name of its own (--name)")
        }
        let pack: [UInt8]
        do throws(PackError) {
            pack = try PackBuilder.pack(source)
            // Opening one later takes its indices on trust.
            _ = try Vocabulary(copying: pack)
        } catch {
            throw VocabularyError(.cannotStore, name: source.name, detail: error.description)
        }
        let checksum = SHA256.hex(of: pack)
        let manifest = VocabularyManifest(
            imported: source,
            from: VocabularyManifest.Source(
                path: fileName.split(separator: "/").last.map(String.init) ?? fileName, sha256: SHA256.hex(of: file),
                format: VocabularyFormat(detecting: file) ?? .tiktoken),
            pack: VocabularyManifest.Pack(
                file: "\(checksum.prefix(16)).pack", byteCount: pack.count, sha256: checksum))
        let home = "\(folder)/\(source.name)"
        try attempt(source.name, .cannotStore) {
            try files.write(pack, to: "\(home)/\(checksum.prefix(16)).pack")
            try files.write(manifest.json, to: "\(home)/manifest.json")
            for old in try files.names(in: home) where old.hasSuffix(".pack") && old != manifest.pack?.file {
                try files.remove("\(home)/\(old)")
            }
        }
        return manifest
    }

    /// Removes an imported vocabulary, or what is left of one whose manifest is gone.
    public func remove(named name: String) throws(VocabularyError) {
        guard try names().contains(name) else { throw try missing(name) }
        let home = "\(folder)/\(name)"
        try attempt(name, .cannotStore) {
            // The manifest first: without it there is no vocabulary.
            try files.remove("\(home)/manifest.json")
            for file in try files.names(in: home) where file.hasSuffix(".pack") { try files.remove("\(home)/\(file)") }
            try files.remove(home)
        }
    }

    private func checkName(_ name: String) throws(VocabularyError) {
        do throws(ImportError) {
            _ = try VocabularyName(name)
        } catch {
            throw VocabularyError(.cannotStore, name: name, detail: error.message)
        }
        if let taken = VocabularyRegistry.canonicalName(for: name) {
            throw VocabularyError(
                .cannotStore, name: name, detail: "this name stands for the built-in \(taken); choose another (--name)")
        }
    }

    // MARK: Files

    private func pack(named name: String) throws(VocabularyError) -> [UInt8] {
        guard let bytes = try read(try packPath(named: name), name) else { throw packIsMissing(name) }
        return bytes
    }

    private func packPath(named name: String) throws(VocabularyError) -> String {
        // The manifest is a file anyone may have changed: its pack is a file beside it and nothing else.
        guard let file = try manifest(named: name).pack?.file, (try? VocabularyName(file)) != nil else {
            throw packIsMissing(name)
        }
        return "\(folder)/\(name)/\(file)"
    }

    private func packIsMissing(_ name: String) -> VocabularyError {
        VocabularyError(.unusable, name: name, detail: "its pack is missing; import it again")
    }

    private func read(_ path: String, _ name: String) throws(VocabularyError) -> [UInt8]? {
        try attempt(name, .unusable) { try files.read(path) }
    }

    private func attempt<Result>(
        _ name: String, _ code: VocabularyError.Code, _ body: () throws -> Result
    ) throws(VocabularyError) -> Result {
        do {
            return try body()
        } catch {
            throw VocabularyError(code, name: name, detail: "\(error)")
        }
    }
}
