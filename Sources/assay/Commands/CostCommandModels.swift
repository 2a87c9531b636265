import AssayEstimation
import AssayPricing
import AssayPrompts
import AssayTokenization

/// A model with its prices and the way to count its tokens.
struct CostModel {
    var match: ModelMatch
    var counter: RequestCounter
    var estimator: CostEstimator
    /// Why the counts are estimates, in a sentence; nil where they are counts.
    var caveat: String?
}

/// The models of a run, each looked up once.
final class CostModelShelf {
    private let context: PriceContext
    private let assumptions: CostAssumptions
    private let media: MediaAssumptions
    private let calibration: CalibrationFile?
    private let library = VocabularyLibrary()
    private var tokenizers: [String: Tokenizer] = [:]
    private var known: [String: Result<CostModel, Failure>] = [:]

    var instant: UTCInstant { context.instant }

    init(
        _ context: PriceContext, _ assumptions: CostAssumptions, media: MediaAssumptions,
        calibration: CalibrationFile?
    ) {
        self.context = context
        self.assumptions = assumptions
        self.media = media
        self.calibration = calibration
    }

    func model(_ name: String) throws(Failure) -> CostModel {
        if let found = known[name] { return try found.get() }
        let result: Result<CostModel, Failure>
        do throws(Failure) { result = .success(try load(name)) } catch { result = .failure(error) }
        known[name] = result
        return try result.get()
    }

    private func load(_ name: String) throws(Failure) -> CostModel {
        let match = try context.model(name)
        let known = tokenization(match.model.id, name)
        var column = Column(
            tokenizer: try tokenizer(known.vocabulary), vocabulary: known.vocabulary, model: match.model.id,
            tokenization: known)
        if let calibration { column = try calibration.applied(to: column, library) }
        let way = column.tokenization ?? known
        let counter = RequestCounter(
            column.tokenizer, model: match.model.id, tokenization: way, assumptions: media,
            requestTokens: calibration?.requestTokens(of: column))
        return CostModel(
            match: match, counter: counter,
            estimator: CostEstimator(model: match.model, at: context.instant, assumptions: assumptions),
            caveat: way.method.isCounted
                ? nil
                : "~ \(match.model.qualifiedName) is estimated (\(way.method.rawValue)) from \(way.vocabulary): "
                    + way.source)
    }

    private func tokenizer(_ vocabulary: String) throws(Failure) -> Tokenizer {
        if let tokenizer = tokenizers[vocabulary] { return tokenizer }
        let tokenizer = try library.tokenizer(vocabulary)
        tokenizers[vocabulary] = tokenizer
        return tokenizer
    }

    /// How the model's tokens are counted. A price needs a number of tokens: where the vocabulary is unknown or not at
    /// hand, another one stands in, and the interval says so.
    private func tokenization(_ id: String, _ name: String) -> ModelTokenization {
        for candidate in [id, name] {
            if let way = try? ModelCatalogue.tokenization(of: candidate, isAvailable: library.isAvailable) {
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
}
