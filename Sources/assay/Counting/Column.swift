import AssayEstimation
import AssayTokenization

/// One way to count that the user has asked for: a vocabulary, or a model and the vocabulary that it is counted with.
struct Column: Sendable {
    var tokenizer: Tokenizer
    var vocabulary: String
    /// The model's name as it was written, or `nil` where a vocabulary was asked for.
    var model: String?
    /// What the vocabulary's count means for the model.
    var tokenization: ModelTokenization?

    /// What stands above the column.
    var label: String { model ?? vocabulary }

    /// Whether the letters of the text have a say in the estimate.
    var needsScripts: Bool { tokenization?.calibration != nil }

    func count(_ tokens: Int, scripts: ScriptTally) -> TokenCount {
        tokenization?.count(tokens, scripts: scripts) ?? TokenCount(tokens)
    }

    /// Why the column's numbers are estimates, in a sentence; `nil` where they are counts.
    var caveat: String? {
        guard let way = tokenization, !way.method.isCounted else { return nil }
        return "~ \(label) is estimated (\(way.method.rawValue)) from \(vocabulary): \(way.source)."
    }
}
