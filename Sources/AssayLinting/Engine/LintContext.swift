import AssayEstimation
import AssayPrompts

/// What a run knows beside the files: what rules ask about the models that the prompts are sent to.
public struct LintContext: Sendable {
    /// The models that the prompts are sent to, the most important first.
    public var models: [LintModel]
    /// The tokens of a unit as budgets test them; nil where nothing but its text is known.
    public var requestTokens: (@Sendable (PromptUnit, PromptDocument) -> RequestTokens?)?
    /// What is known of a model that a file names; nil where nothing is.
    public var model: (@Sendable (String) -> LintModel?)?
    /// Whether the run has teams with budgets, whose prompts are to be added up.
    public var hasTeams = false

    public init(models: [LintModel] = []) {
        self.models = models
    }

    /// The tokens of a request.
    public struct RequestTokens: Sendable, Hashable {
        /// The model it is sent to; nil where the text alone is counted.
        public var model: String?
        public var count: TokenCount

        public init(model: String?, count: TokenCount) {
            self.model = model
            self.count = count
        }
    }
}

/// What rules need to know about a model.
public struct LintModel: Sendable, Hashable {
    public var name: String
    /// The most tokens that a request may hold.
    public var contextWindow: Int?
    /// The shortest prefix, in tokens, that the provider caches.
    public var cacheMinimum: Int?
    /// What a token that is written to the cache costs, as a multiple of a fresh input token.
    public var cacheWriteFactor: Double?
    /// What a token that is read from the cache costs, as a multiple of a fresh input token.
    public var cacheReadFactor: Double?

    public init(
        name: String, contextWindow: Int? = nil, cacheMinimum: Int? = nil, cacheWriteFactor: Double? = nil,
        cacheReadFactor: Double? = nil
    ) {
        self.name = name
        self.contextWindow = contextWindow
        self.cacheMinimum = cacheMinimum
        self.cacheWriteFactor = cacheWriteFactor
        self.cacheReadFactor = cacheReadFactor
    }
}
