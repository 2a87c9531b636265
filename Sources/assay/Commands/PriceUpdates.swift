import AssayPricing
import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The prices that 'assay prices update' stored in the user's data folder: one file, laid over the table by every
/// command that prices.
struct PriceUpdates {
    private let path: String

    /// Nil where the environment names no folder for data.
    init?() {
        var environment: [String: String] = [:]
        for name in ["ASSAY_DATA", "XDG_DATA_HOME", "HOME"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        let folder = "/vocabularies"
        guard let vocabularies = VocabularyStore.defaultFolder(environment: environment),
            vocabularies.hasSuffix(folder)
        else { return nil }
        path = vocabularies.dropLast(folder.count) + "/prices/updates.prices"
    }

    /// The file's path, for messages.
    var display: String { FilePath(path).display }

    /// The stored prices; none where nothing was stored.
    func providers() throws(Failure) -> [ProviderPrices] {
        do {
            guard let bytes = try DataFiles().read(path) else { return [] }
            return try PriceFileReader.readAll(bytes, file: display)
        } catch let error as PriceFileError {
            throw Failure("\(error); 'assay prices update --discard' takes the stored prices away")
        } catch {
            throw (error as? Failure) ?? Failure("\(error)")
        }
    }

    /// Stores the prices of an update over those stored before; the file appears whole or not at all.
    func store(_ update: [ProviderPrices]) throws(Failure) {
        var all = Dictionary(try providers().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for var provider in update {
            let changed = Set(provider.models.map(\.id))
            provider.models += (all[provider.id]?.models ?? []).filter { !changed.contains($0.id) }
            all[provider.id] = provider
        }
        let texts = all.keys.sorted().compactMap { all[$0] }.map(PriceFileWriter.text)
        do {
            try DataFiles().write(Array(texts.joined(separator: "\n").utf8), to: path)
        } catch {
            throw (error as? Failure) ?? Failure("\(error)")
        }
    }

    /// Takes the stored prices away.
    ///
    /// - Returns: whether there were any.
    func discard() throws(Failure) -> Bool {
        do {
            guard try DataFiles().read(path) != nil else { return false }
            try DataFiles().remove(path)
            return true
        } catch {
            throw (error as? Failure) ?? Failure("\(error)")
        }
    }
}
