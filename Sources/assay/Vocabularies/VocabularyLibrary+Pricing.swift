import AssayEstimation

extension VocabularyLibrary {
    /// How the model's tokens are counted. A price needs a number of tokens: where the vocabulary is unknown or not at
    /// hand, another one stands in, and the interval says so.
    func tokenization(of id: String, _ name: String) -> ModelTokenization {
        for candidate in [id, name] {
            if let way = try? ModelCatalogue.tokenization(of: candidate, isAvailable: isAvailable) {
                return way
            }
        }
        let missing = try? ModelCatalogue.tokenization(of: id) { _ in true }
        return ModelTokenization.standIn(
            missing.map {
                "its vocabulary is not at hand; for a count import it with 'assay vocab import FILE --name "
                    + "\($0.vocabulary)'"
            } ?? "its vocabulary is not known")
    }

    /// A model's column where an estimate does as well as a count.
    ///
    /// - Parameter id: what the price table calls the model.
    func estimatedColumn(model name: String, id: String) throws(Failure) -> Column {
        let way = tokenization(of: id, name)
        return Column(
            tokenizer: try tokenizer(way.vocabulary), vocabulary: way.vocabulary, model: name, tokenization: way)
    }
}
