import AssayPricing
import AssayTokenization

/// A vocabulary or a model that languages are compared on.
public struct ComparisonColumn: Sendable {
    public var tokenizer: Tokenizer
    /// The model, where one was asked for.
    public var model: String?
    /// How the model is counted; nil for a vocabulary.
    public var tokenization: ModelTokenization?
    /// What the model's input costs; nil for a vocabulary, and where no price is known.
    public var price: Price?
    public var contextWindow: Int?

    /// The price of a model's input tokens at some date.
    public struct Price: Sendable, Hashable {
        /// The model whose price it is, such as `openai/gpt-4o`.
        public var model: String
        /// US dollars for a million tokens of fresh input in a short prompt.
        public var perMillion: ExactDecimal
        public var instant: UTCInstant

        public init(model: String, perMillion: ExactDecimal, instant: UTCInstant) {
            self.model = model
            self.perMillion = perMillion
            self.instant = instant
        }
    }

    public init(
        tokenizer: Tokenizer, model: String? = nil, tokenization: ModelTokenization? = nil, price: Price? = nil,
        contextWindow: Int? = nil
    ) {
        self.tokenizer = tokenizer
        self.model = model
        self.tokenization = tokenization
        self.price = price
        self.contextWindow = contextWindow
    }

    public var vocabulary: String { tokenizer.vocabulary.name }

    /// The model's name or the vocabulary's.
    public var title: String { model ?? vocabulary }

    /// What `tokens` of the vocabulary mean for the model.
    func count(_ tokens: Int, scripts: ScriptTally) -> TokenCount {
        tokenization?.count(tokens, scripts: scripts) ?? TokenCount(tokens)
    }
}
