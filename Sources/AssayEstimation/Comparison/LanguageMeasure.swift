/// What was counted in a text of one language.
public struct LanguageMeasure: Sendable {
    /// The segments that have a text; a segment that is missing is not among them.
    public internal(set) var segments = 0
    /// The numbers, from 1, of the first segments that are missing.
    public internal(set) var missing: [Int] = []
    public internal(set) var missingCount = 0
    /// The number, from 1, of the first segment that is not UTF-8 throughout.
    public internal(set) var firstInvalid: Int?
    public internal(set) var bytes = 0
    /// Unicode scalar values.
    public internal(set) var characters = 0
    /// Words and grapheme clusters, as ICU finds them.
    public internal(set) var boundaries = TextBoundaries.Counts()
    /// What each vocabulary counts, in the order of the counter's tokenizers.
    public internal(set) var vocabularies: [VocabularyMeasure]
    public internal(set) var scripts = ScriptTally()
    /// The beginning of the text, by which its language and script are told.
    public internal(set) var beginning: [UInt8] = []
    /// The first segment, cut on a character boundary where it is long.
    public internal(set) var firstSegment: [UInt8] = []
    var blocks: SegmentBlocks

    /// What a vocabulary counts in a text.
    public struct VocabularyMeasure: Sendable, Hashable {
        public internal(set) var tokens = 0
        /// Tokens of one byte.
        public internal(set) var singleByte = 0
        /// Tokens that stand for one byte of a longer character.
        public internal(set) var byteFallback = 0
    }

    static let missingLimit = 1000

    init(vocabularies count: Int) {
        vocabularies = Array(repeating: VocabularyMeasure(), count: count)
        blocks = SegmentBlocks(width: count)
    }

    mutating func addMissing(hasBlock: Bool) {
        missingCount += 1
        if missing.count < Self.missingLimit { missing.append(segments + missingCount) }
        if hasBlock { blocks.add { _ in 0 } }
    }
}
