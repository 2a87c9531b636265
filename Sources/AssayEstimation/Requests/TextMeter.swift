import AssayTokenization

/// Counts texts as one model does.
struct TextMeter {
    let tokenizer: Tokenizer
    let tokenization: ModelTokenization?

    init(_ tokenizer: Tokenizer, _ tokenization: ModelTokenization?) {
        self.tokenizer = tokenizer
        self.tokenization = tokenization
    }

    /// How sure the count of a text is.
    var method: CountMethod { tokenization?.method ?? .exact }

    /// The number of tokens of the vocabulary.
    func tokens(_ text: [UInt8]) throws(TokenizationError) -> Int {
        text.isEmpty ? 0 : try tokenizer.count(text)
    }

    func tokens(_ text: String) throws(TokenizationError) -> Int {
        text.isEmpty ? 0 : try tokenizer.count(text)
    }

    /// What a text is for the model.
    func measure(_ text: [UInt8]) throws(TokenizationError) -> ScaledCount {
        scaled(try tokens(text), text)
    }

    /// What tokens of the vocabulary that were counted in a text are for the model.
    func scaled(_ tokens: Int, _ text: [UInt8]) -> ScaledCount {
        guard let tokenization else { return ScaledCount(tokens) }
        var scripts = ScriptTally()
        if tokenization.calibration != nil { text.withUnsafeBufferPointer { scripts.add($0) } }
        return tokenization.scaled(tokens, scripts: scripts)
    }

    /// What tokens that a layout adds are for the model: as many, where the vocabulary is the model's own.
    func scaled(framing tokens: Int) -> ScaledCount {
        tokenization?.scaled(tokens, scripts: ScriptTally()) ?? ScaledCount(tokens)
    }
}
