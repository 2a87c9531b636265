import AssayTokenization

/// The vocabularies that are part of the program, by name.
///
/// ```swift
/// let vocabulary = try VocabularyRegistry.vocabulary(named: "o200k_base")
/// ```
/// Asking for one costs a header check the first time; nothing is built or copied.
public enum VocabularyRegistry {
    /// The names, in the order in which they are listed to people.
    public static var embeddedNames: [String] { EmbeddedVocabulary.all.map(\.name) }

    /// The names that are kept for vocabularies whose licence does not let them be embedded; each can be imported.
    public static var importableNames: [String] { KnownVocabulary.all.map(\.name) }

    /// The name that a written name stands for: itself, another spelling of it (`O200K-base`) or an alias (`gpt2`);
    /// nil for an unknown one.
    public static func canonicalName(for written: String) -> String? {
        VocabularyAliases.canonicalName(for: written)
    }

    /// The short and other names that people write for an embedded vocabulary, in byte order. Lower case and capitals are
    /// the same in them, as are `-`, `_`, `.` and a space.
    public static func aliases(of name: String) -> [String] {
        VocabularyAliases.table.filter { $0.value == name }.keys.sorted()
    }

    /// The vocabulary that a name or alias stands for. Safe to call from any thread.
    ///
    /// - Throws: ``VocabularyError`` of code `unknownName`, with the nearest names; of code `unusable` where a pack is
    ///   missing or damaged.
    public static func vocabulary(named written: String) throws(VocabularyError) -> Vocabulary {
        let embedded = try find(written)
        do {
            return try embedded.open().get()
        } catch {
            throw VocabularyError(.unusable, name: embedded.name, detail: error.description)
        }
    }

    /// Where an embedded vocabulary is from and what is in it.
    public static func manifest(named written: String) throws(VocabularyError) -> VocabularyManifest {
        let embedded = try find(written)
        do {
            return try VocabularyManifest(json: Array(embedded.manifest()))
        } catch {
            throw VocabularyError(.unusable, name: embedded.name, detail: error.description)
        }
    }

    /// Compares an embedded pack with the checksum in its manifest.
    ///
    /// - Complexity: O(pack).
    public static func verify(named written: String) throws(VocabularyError) {
        let embedded = try find(written)
        let expected = try manifest(named: embedded.name).pack?.sha256
        guard SHA256.hex(of: embedded.pack()) == expected else {
            throw VocabularyError(
                .unusable, name: embedded.name, detail: "its pack does not have the checksum in its manifest")
        }
        _ = try vocabulary(named: embedded.name)
    }

    /// The pack of an embedded vocabulary as it is in memory.
    static func pack(named written: String) throws(VocabularyError) -> UnsafeRawBufferPointer {
        try find(written).pack()
    }

    private static func find(_ written: String) throws(VocabularyError) -> EmbeddedVocabulary {
        let name = canonicalName(for: written)
        guard let found = EmbeddedVocabulary.all.first(where: { $0.name == name }) else {
            throw .unknown(written, among: embeddedNames)
        }
        return found
    }
}
