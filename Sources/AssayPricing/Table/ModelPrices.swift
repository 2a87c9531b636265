/// A model as one provider sells it, with all its prices, past, present and announced.
public struct ModelPrices: Sendable, Hashable {
    /// The provider's identifier, as in ``ProviderPrices/id``.
    public var provider: String
    /// The provider's name for the model.
    public var id: String
    public var title: String?
    /// Other exact names, some only for a time.
    public var aliases: [Alias] = []
    /// Names by pattern, such as dated snapshots.
    public var patterns: [NamePattern] = []
    public var status: Status = .current
    /// When the provider stops serving it, if announced.
    public var retires: UTCInstant?
    /// When the model entered this table.
    public var listed: UTCInstant?
    /// What the model is for, in the sources' words: `chat`, `embedding`, `image_generation`.
    public var use: String?
    public var contextWindow: Int?
    public var maximumInput: Int?
    public var maximumOutput: Int?
    public var cache: CacheRule?
    public var entries: [PriceEntry] = []
    public var multipliers: [Multiplier] = []
    /// Why the model is known and yet has no price here; nil for a priced model.
    public var refusal: String?
    public var sources: [PriceSource] = []
    public var disagreements: [Disagreement] = []
    /// Remarks on the prices, one a line.
    public var notes: [String] = []

    public init(provider: String, id: String) {
        self.provider = provider
        self.id = id
    }

    /// `provider/id`, which names the model without doubt.
    public var qualifiedName: String { "\(provider)/\(id)" }

    /// The standard price of a meter for short prompts, at an instant; nil when the model has none of its own then.
    public func standardPrice(_ meter: Meter, at instant: UTCInstant) -> ExactDecimal? {
        guard let sheet = try? PriceSheet(self, at: instant, options: PriceOptions()), sheet.lists(meter),
            let found = try? sheet.rate(for: meter)
        else { return nil }
        return try? RateCalculator(entry: found.entry).parts(of: 1, rate: found.rate, promptTokens: 0).first?.unitPrice
    }

    /// That the provider no longer serves the model at an instant, in a sentence without a full stop; nil where it does.
    public func retirement(at instant: UTCInstant) -> String? {
        if status == .retired { return "\(qualifiedName) is retired" }
        guard let retires, retires <= instant else { return nil }
        return "\(qualifiedName) retires on \(retires.date): what comes after is priced as if it did not"
    }

    public enum Status: String, Sendable, CaseIterable {
        case current
        /// Still served, and announced to end.
        case deprecated
        /// No longer served; its prices stay so that history can be priced.
        case retired
    }

    /// Another name, and when it means this model.
    public struct Alias: Sendable, Hashable, Comparable {
        public var name: String
        public var validity: Validity

        public init(_ name: String, validity: Validity = .always) {
            self.name = name
            self.validity = validity
        }

        public static func < (left: Alias, right: Alias) -> Bool { left.name < right.name }
    }
}

/// What can be cached of a prompt.
public struct CacheRule: Sendable, Hashable {
    /// The shortest prefix that is cached, in tokens.
    public var minimum: Int
    /// Cached lengths beyond the minimum grow in steps of this many tokens.
    public var step: Int

    public init(minimum: Int, step: Int = 1) {
        self.minimum = max(0, minimum)
        self.step = max(1, step)
    }

    /// How many tokens of a repeated prefix are read from the cache: none below the minimum, whole steps above it.
    ///
    /// 2,006 tokens at a minimum of 1,024 and a step of 128 give 1,920.
    public func cachedTokens(ofPrefix tokens: Int) -> Int {
        guard tokens >= minimum else { return 0 }
        return minimum + (tokens - minimum) / step * step
    }
}

extension ModelPrices {
    /// What can be cached of a prompt at an instant. Steps are those of automatic caches, which are written for nothing;
    /// where writing has a price, all of the prefix is written and read.
    public func cacheRule(at instant: UTCInstant) -> CacheRule? {
        guard let cache, standardPrice(.cacheWrite, at: instant) != nil else { return cache }
        return CacheRule(minimum: cache.minimum)
    }
}

/// Where a fact was read, and when.
public struct PriceSource: Sendable, Hashable {
    /// The name that entries refer to, `genai-prices` or `litellm` or `override`.
    public var name: String
    public var version: String
    /// The page the source itself names, or the key inside the source.
    public var reference: String
    public var checked: UTCInstant?

    public init(name: String, version: String, reference: String, checked: UTCInstant? = nil) {
        self.name = name
        self.version = version
        self.reference = reference
        self.checked = checked
    }
}

/// Two sources saying different things, and what was taken.
public struct Disagreement: Sendable, Hashable {
    /// The condition and meter, or another field of the model: `batch cache-read`, `context`.
    public var field: String
    /// What each source says, in words.
    public var claims: String
    /// The source whose word was taken, and the rule or override that says so.
    public var decision: String

    public init(field: String, claims: String, decision: String) {
        self.field = field
        self.claims = claims
        self.decision = decision
    }
}

/// One provider's price file.
public struct ProviderPrices: Sendable, Hashable {
    public var id: String
    public var title: String
    public var kind: Kind
    /// Other names that people and tools write before a model's name: `gemini`, `vertex_ai`.
    public var aliases: [String] = []
    /// Where the provider publishes its prices.
    public var pages: [String] = []
    /// Whether the provider's usage counts cached tokens inside its input tokens.
    public var cachedInsideInput: Bool?
    public var notes: [String] = []
    public var models: [ModelPrices] = []

    public init(id: String, title: String, kind: Kind) {
        self.id = id
        self.title = title
        self.kind = kind
    }

    /// How close a provider is to a model. A name that several providers know means the closest one.
    public enum Kind: String, Sendable, CaseIterable, Comparable {
        /// Makes the models it sells.
        case maker
        /// A large cloud that sells makers' models.
        case cloud
        /// Runs open models.
        case host
        /// Passes requests on to others.
        case router

        public static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }
        private var rank: Int { Kind.allCases.firstIndex(of: self) ?? 0 }
    }
}
