import AssayEstimation
import AssayPricing
import AssayTokenization
import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The vocabularies at hand: the embedded ones and those that the user has imported.
struct VocabularyLibrary {
    /// The imported vocabularies; none where the environment names no folder for them.
    let store: VocabularyStore?

    init() {
        var environment: [String: String] = [:]
        for name in ["ASSAY_DATA", "XDG_DATA_HOME", "HOME"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        store = VocabularyStore.defaultFolder(environment: environment).map {
            VocabularyStore(folder: $0, files: DataFiles())
        }
    }

    func tokenizer(_ name: String) throws(Failure) -> Tokenizer {
        do throws(VocabularyError) {
            guard let store else { return Tokenizer(try VocabularyRegistry.vocabulary(named: name)) }
            return Tokenizer(try store.resolve(name))
        } catch {
            throw Failure(error.description)
        }
    }

    func column(vocabulary name: String) throws(Failure) -> Column {
        let tokenizer = try tokenizer(name)
        return Column(tokenizer: tokenizer, vocabulary: tokenizer.vocabulary.name, model: nil, tokenization: nil)
    }

    func column(model name: String) throws(Failure) -> Column {
        let way: ModelTokenization
        do throws(ModelCatalogueError) {
            way = try ModelCatalogue.tokenization(of: name, isAvailable: isAvailable)
        } catch {
            guard error.code == .unknownModel else { throw Failure(error.description) }
            way = try tokenization(ofPriced: name, error)
        }
        return Column(
            tokenizer: try tokenizer(way.vocabulary), vocabulary: way.vocabulary, model: name, tokenization: way)
    }

    /// The way to count a model that the price table knows by this name, such as one without its family. Where nothing is
    /// known of its vocabulary another one stands in.
    private func tokenization(
        ofPriced name: String, _ unknown: ModelCatalogueError
    ) throws(Failure) -> ModelTokenization {
        var unknown = unknown
        do throws(ModelNameError) {
            let match = try ModelFinder(.embedded, at: Clock.instant).find(name)
            do throws(ModelCatalogueError) {
                return try ModelCatalogue.tokenization(of: match.model.id, isAvailable: isAvailable)
            } catch {
                if error.code == .vocabularyNotImported {
                    unknown = error
                } else if match.model.standardPrice(.input, at: Clock.instant) != nil {
                    return tokenization(of: match.model.id, name)
                }
            }
        } catch {
            if case .ambiguous = error { throw Failure(error.description) }
            if case .unknown(_, let nearest) = error, unknown.nearest.isEmpty {
                unknown.nearest = Array(nearest.prefix(3))
            }
        }
        throw Failure(unknown.description)
    }

    var embeddedNames: [String] { VocabularyRegistry.embeddedNames }

    func importedNames() throws(Failure) -> [String] {
        do throws(VocabularyError) {
            return try store?.names() ?? []
        } catch {
            throw Failure(error.description)
        }
    }

    /// What there is to say about a vocabulary, without opening it.
    func entry(_ name: String) throws(Failure) -> VocabularyEntry {
        do throws(VocabularyError) {
            guard VocabularyRegistry.canonicalName(for: name) == nil, let store else {
                return VocabularyEntry(manifest: try VocabularyRegistry.manifest(named: name), origin: .embedded)
            }
            return VocabularyEntry(manifest: try store.manifest(named: name), origin: .imported)
        } catch {
            throw Failure(error.description)
        }
    }

    /// Opens an imported vocabulary, which fails where its pack is gone, damaged or of another version. Linear in the pack.
    func check(_ entry: VocabularyEntry) throws(Failure) {
        guard entry.origin == .imported, let store else { return }
        do throws(VocabularyError) {
            _ = try store.vocabulary(named: entry.manifest.name)
        } catch {
            throw Failure(error.description)
        }
    }

    /// Compares a vocabulary with its checksum and opens it.
    func verify(_ name: String) throws(Failure) {
        do throws(VocabularyError) {
            guard VocabularyRegistry.canonicalName(for: name) == nil, let store else {
                return try VocabularyRegistry.verify(named: name)
            }
            try store.verify(named: name)
        } catch {
            throw Failure(error.description)
        }
    }

    /// The imported vocabularies, for commands that change them.
    func requireStore() throws(Failure) -> VocabularyStore {
        guard let store else {
            throw Failure("there is no folder for imported vocabularies; set ASSAY_DATA or HOME")
        }
        return store
    }

    func isAvailable(_ name: String) -> Bool {
        VocabularyRegistry.embeddedNames.contains(name) || ((try? store?.names()) ?? []).contains(name)
    }
}
