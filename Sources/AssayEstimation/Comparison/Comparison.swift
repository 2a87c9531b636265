import AssayPricing
import AssayTokenization

/// Languages compared on vocabularies and models: what the same text costs in each.
public struct Comparison: Sendable {
    public var columns: [ComparisonColumn]
    /// The languages, in the order in which they were given.
    public var rows: [Row]
    /// The place of the base language in ``rows``.
    public var base: Int
    public var settings: Settings
    /// How many consecutive segments a bootstrap draws together; 1 up to 8192 segments.
    public var blockSize: Int

    /// What intervals are made from.
    public struct Settings: Sendable, Hashable {
        /// How many resamples a bootstrap draws; 0 for no intervals.
        public var resamples: Int
        public var seed: UInt64
        /// Whether the segments of all languages say the same, one by one.
        public var isAligned: Bool
        /// What the segments of each language were joined with and counted as one text; nil where each was counted on
        /// its own. Joined, there is nothing to resample and no mean over segments.
        public var joinedBy: String?

        public init(resamples: Int = 1000, seed: UInt64 = 0, isAligned: Bool = true, joinedBy: String? = nil) {
            self.resamples = resamples
            self.seed = seed
            self.isAligned = isAligned
            self.joinedBy = joinedBy
        }
    }

    /// One language.
    public struct Row: Sendable {
        public var language: ComparedLanguage
        public var measure: LanguageMeasure
        /// The segments that both this language and the base have.
        public var sharedSegments: Int
        /// One a column.
        public var cells: [Cell]
    }

    /// One language on one vocabulary or model.
    public struct Cell: Sendable {
        /// The tokens of the whole text.
        public var tokens: TokenCount
        /// Tokens a word, the language's fertility; nil for a text without words.
        public var perWord: Double?
        public var perCharacter: Double?
        /// Nil where the language or the base has no text to compare.
        public var premium: Premium?
        /// The share of tokens that are one byte long.
        public var singleByteShare: Double
        /// The share of tokens that stand for one byte of a longer character.
        public var byteFallbackShare: Double
        public var cost: Cost?
        /// The whole text's tokens as a share of the model's context window.
        public var contextShare: Double?
    }

    /// How many times the tokens of the base language a text takes.
    public struct Premium: Sendable, Hashable {
        /// The ratio of the totals: all tokens of the language by all tokens of the base, on the segments both have.
        public var ratio: Double
        /// The 2.5th and the 97.5th percentile of that ratio over resampled segments; nil without segments to draw.
        public var interval: ClosedRange<Double>?
        /// The mean over the segments (or blocks of them) of each one's own ratio; long segments weigh no more than
        /// short ones.
        public var segmentMean: Double?
    }

    /// What a text costs as input of a model.
    public struct Cost: Sendable, Hashable {
        /// US dollars for a million words, to six places; nil for a text without words.
        public var perMillionWords: ExactDecimal?
        /// US dollars for the whole text.
        public var total: ExactDecimal
        /// How many times the cost of the base language's text on the cheapest model of the comparison. A language with
        /// few tokens can be dear on a dear model, and the other way round.
        public var ratio: Double?
    }
}

/// A language that is compared.
public struct ComparedLanguage: Sendable, Hashable {
    /// What the input calls it: a file's or a column's name.
    public var label: String
    public var tag: LanguageTag?
    /// How the language was told from the text; nil where the input names it.
    public var detection: DetectedLanguage.Certainty?
    /// The ISO 15924 code of the script of its text.
    public var script: String?

    public init(label: String, tag: LanguageTag?) {
        self.label = label
        self.tag = tag
    }

    /// The language that the names on a path give, the file's last; nil where they give none.
    public init?(path names: [String]) {
        guard let found = NamedLanguage(path: names) else { return nil }
        self.init(label: found.name, tag: found.tag)
    }

    /// The language's name in English, or what the input calls it.
    public var name: String { tag?.name ?? label }

    /// Completes what the input did not say with what the text shows.
    mutating func complete(from measure: LanguageMeasure) {
        let found = measure.beginning.withUnsafeBufferPointer { LanguageDetector.detect($0) }
        script = found?.script ?? tag?.usualScript
        guard tag == nil, let found else { return }
        tag = found.language
        detection = found.certainty
    }
}
