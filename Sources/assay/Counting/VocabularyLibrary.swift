import AssayEstimation
import AssayTokenization
import AssayVocabularies

/// The vocabularies at hand: the embedded ones and those that the user has imported. The only place where the command
/// line meets the registry.
struct VocabularyLibrary {
    func tokenizer(_ name: String) throws(Failure) -> Tokenizer {
        do {
            return Tokenizer(try VocabularyRegistry.vocabulary(named: name))
        } catch {
            throw Failure("\(error)")
        }
    }

    func column(vocabulary name: String) throws(Failure) -> Column {
        Column(tokenizer: try tokenizer(name), vocabulary: name, model: nil, tokenization: nil)
    }

    func column(model name: String) throws(Failure) -> Column {
        do {
            let way = try ModelCatalogue.tokenization(of: name, available: Set(VocabularyRegistry.embeddedNames))
            let tokenizer = try tokenizer(way.vocabulary)
            return Column(tokenizer: tokenizer, vocabulary: way.vocabulary, model: name, tokenization: way)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("\(error)")
        }
    }
}
