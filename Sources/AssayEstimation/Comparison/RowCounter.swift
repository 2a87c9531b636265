import AssayTokenization

/// Counts rows that hold a text in each of several languages, batch by batch, on several threads.
///
/// A row may lack a language; the language is then compared with the base on the rows that have both. Rows that are
/// joined to one text a language cannot be told apart: a language that lacks some is then another text than the base's.
/// Memory does not grow with the number of rows.
public final class RowCounter {
    private var languages: [ComparedLanguage]
    /// The place of the base language.
    public let base: Int
    private let tokenizers: [Tokenizer]
    private var counters: [LanguageCounter]
    private let countsForms: Bool
    private let separator: [UInt8]?
    private var forms: [NormalizationCounter]
    private let pool: WorkerPool
    private var pairs: [LanguagePairs]
    private var batch: [Batch]
    private var rowCount = 0
    /// The rows of the batches that have been counted.
    private var countedRows = 0
    private var byteCount = 0

    /// The texts of one language that wait to be counted.
    private struct Batch: Sendable {
        var bytes: [UInt8] = []
        var segments: [Range<Int>?] = []
    }

    private static let batchRows = 1024
    private static let batchBytes = 1 << 22

    /// - Parameters:
    ///   - base: the place of the base language in `languages`.
    ///   - countsForms: whether the texts' other forms are counted too; see ``TextForm``.
    ///   - separator: what a language's rows are joined with to be tokenized as one text; nil to tokenize each alone.
    public init(
        _ languages: [ComparedLanguage], base: Int, tokenizers: [Tokenizer], countsForms: Bool, pool: WorkerPool,
        joinedBy separator: [UInt8]? = nil
    ) throws(BoundaryError) {
        self.languages = languages
        self.base = base
        self.tokenizers = tokenizers
        self.countsForms = countsForms
        self.separator = separator
        self.pool = pool
        var counters: [LanguageCounter] = []
        for _ in languages { counters.append(try LanguageCounter(tokenizers, joinedBy: separator)) }
        self.counters = counters
        forms = countsForms ? languages.map { _ in NormalizationCounter(tokenizers) } : []
        pairs = languages.map { _ in LanguagePairs(vocabularies: tokenizers.count) }
        batch = languages.map { _ in Batch() }
    }

    /// Adds a language that came up only now: it lacks all rows before. Linear in their number.
    public func add(language: ComparedLanguage) throws {
        try count()
        let counter = try LanguageCounter(tokenizers, joinedBy: separator)
        var pair = LanguagePairs(vocabularies: tokenizers.count)
        counter.addMissing(countedRows)
        for _ in 0..<countedRows { pair.add(isShared: false, own: { _ in 0 }, base: { _ in 0 }) }
        languages.append(language)
        counters.append(counter)
        pairs.append(pair)
        if countsForms { forms.append(NormalizationCounter(tokenizers)) }
        batch.append(Batch())
    }

    /// Renames the base language, of which no row had a text until now.
    public func nameBase(_ language: ComparedLanguage) { languages[base] = language }

    /// Adds a row: a text for each language, nil where it has none.
    public func add(_ row: [[UInt8]?]) throws {
        for (place, text) in row.enumerated() where place < batch.count {
            guard let text else {
                batch[place].segments.append(nil)
                continue
            }
            let start = batch[place].bytes.count
            batch[place].bytes += text
            batch[place].segments.append(start..<start + text.count)
            byteCount += text.count
        }
        rowCount += 1
        if rowCount >= Self.batchRows || byteCount >= Self.batchBytes { try count() }
    }

    /// Counts what is left and gives the languages with their counts.
    public func finish() throws -> [Comparison.Input] {
        try count()
        for counter in counters { try counter.finish() }
        return languages.indices.map { place in
            let (language, measure) = (languages[place], counters[place].measure)
            return separator == nil
                ? Comparison.Input(language: language, measure: measure, pairs: pairs[place])
                : Comparison.Input(language: language, measure: measure)
        }
    }

    /// What the forms of each language's text take; empty where they are not counted.
    public var formCounts: [NormalizationCounts] { forms.map(\.counts) }

    private func count() throws {
        guard rowCount > 0 else { return }
        let outcome = BatchOutcome(languages.count)
        let tasks = languages.indices.map { place in
            let job = CountJob(counter: counters[place], forms: forms.isEmpty ? nil : forms[place])
            let part = batch[place]
            return pool.submit { _ in
                outcome[place] = Result {
                    try part.bytes.withUnsafeBufferPointer { try job.run($0, part.segments) }
                }
            }
        }
        if byteCount > 1 << 16 { pool.employ() }
        for task in tasks { pool.wait(for: task) }
        for place in languages.indices { try outcome[place].get() }
        if separator == nil { addPairs() }
        batch = languages.map { _ in Batch() }
        countedRows += rowCount
        rowCount = 0
        byteCount = 0
    }

    private func addPairs() {
        let baseCounts = counters[base].lastCounts
        for place in languages.indices {
            let own = counters[place].lastCounts
            for row in 0..<rowCount {
                let isShared = batch[place].segments[row] != nil && batch[base].segments[row] != nil
                pairs[place].add(isShared: isShared, own: { own[$0][row] }, base: { baseCounts[$0][row] })
            }
        }
    }
}

/// A language's counters on their way to a thread.
private struct CountJob: @unchecked Sendable {
    // One task at a time has them.
    let counter: LanguageCounter
    let forms: NormalizationCounter?

    func run(_ text: UnsafeBufferPointer<UInt8>, _ segments: [Range<Int>?]) throws {
        try counter.add(text, segments: segments)
        try forms?.add(text, segments: segments)
    }
}

/// Where tasks say how they ended: each has a place of its own.
private final class BatchOutcome: @unchecked Sendable {
    // Disjoint elements, each written by one task and read after all of them.
    private let places: UnsafeMutableBufferPointer<Result<Void, any Error>>

    init(_ count: Int) {
        places = .allocate(capacity: count)
        places.initialize(repeating: .success(()))
    }

    deinit {
        places.deinitialize()
        places.deallocate()
    }

    subscript(index: Int) -> Result<Void, any Error> {
        get { places[index] }
        set { places[index] = newValue }
    }
}
