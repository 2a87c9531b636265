import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

/// A request counter for a model, with the embedded vocabularies.
func counter(
    _ model: String, layout: ChatLayout? = nil, assumptions: MediaAssumptions = MediaAssumptions()
) throws -> RequestCounter {
    let way = try ModelCatalogue.tokenization(of: model, isAvailable: VocabularyRegistry.embeddedNames.contains)
    return RequestCounter(
        Tokenizer(try VocabularyRegistry.vocabulary(named: way.vocabulary)), model: model, tokenization: way,
        layout: layout, assumptions: assumptions)
}

/// Counts the first request of a JSON text.
func count(
    _ json: String, _ model: String, as format: PromptFormat? = nil,
    assumptions: MediaAssumptions = MediaAssumptions()
) throws -> RequestCount {
    let document = try PromptReader.read(Array(json.utf8), name: "request.json", as: format)
    return try counter(model, assumptions: assumptions).count(try #require(document.units.first), in: document)
}
