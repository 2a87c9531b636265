import AssayTokenization
import AssayVocabularies

/// The embedded vocabularies, opened.
enum Embedded {
    static let names = VocabularyRegistry.embeddedNames
    static let byteLevelNames = names.filter { $0 != "mistral-v1" && $0 != "mistral-v3" && $0 != "mistral-v7" }

    static func vocabulary(_ name: String) -> Vocabulary {
        do {
            return try VocabularyRegistry.vocabulary(named: name)
        } catch {
            fatalError("\(error)")
        }
    }
}
