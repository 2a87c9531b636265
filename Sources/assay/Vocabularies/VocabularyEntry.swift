import AssayJSON
import AssayVocabularies

/// A vocabulary as lists show it.
struct VocabularyEntry {
    enum Origin: String {
        case embedded
        case imported
    }

    var manifest: VocabularyManifest
    var origin: Origin

    /// What else it is called; nothing for an imported one.
    var aliases: [String] { origin == .embedded ? VocabularyRegistry.aliases(of: manifest.name) : [] }

    /// What all of the tool's JSON says about a vocabulary.
    func writeMembers(_ writer: inout JSONWriter) {
        writer.member("name", manifest.name)
        if !aliases.isEmpty { writer.member("aliases", aliases) }
        writer.member("origin", origin.rawValue)
        writer.member("summary", manifest.summary)
        writer.member("tokens", manifest.tokenCount)
        writer.member("specialTokens", manifest.specialTokenCount)
        writer.member("preTokenizer", manifest.preTokenizer.name)
        writer.member("normalizer", manifest.normalizer.name)
        writer.member("licence", manifest.licence?.identifier)
        writer.member("packSHA256", manifest.pack?.sha256)
    }
}

extension VocabularyLibrary {
    /// All vocabularies, the embedded ones first. What cannot be read is told to `report` and left out; what cannot be
    /// counted with is told and there.
    func entries(_ report: (Failure) -> Void) -> [VocabularyEntry] {
        var imported: [String] = []
        do {
            imported = try importedNames()
        } catch {
            report(error)
        }
        return (embeddedNames + imported).compactMap { name in
            var found: VocabularyEntry?
            do throws(Failure) {
                let entry = try entry(name)
                found = entry
                try check(entry)
            } catch {
                report(error)
            }
            return found
        }
    }
}
