import AssayEstimation
import AssayTokenization

/// Counts the texts of `assay compare`, whatever they come in.
struct CompareRun {
    let columns: [ComparisonColumn]
    let base: CompareBase
    let countsForms: Bool
    let isAligned: Bool
    /// What the lines of each language are joined with to be counted as one text; nil to count each on its own.
    let joinedBy: String?
    let pool: WorkerPool
    /// What could not be compared; it is told, and the rest goes on.
    let batch = FileBatch()

    /// Nothing is left to compare behind the failures that were told.
    struct NothingLeft: Error {}

    /// The languages with their counts.
    struct Counted {
        var inputs: [Comparison.Input]
        /// The place of the base.
        var base: Int
        /// What other forms of each text take, where that was asked for.
        var forms: [NormalizationCounts]?
        var notes: [String] = []
    }

    var tokenizers: [Tokenizer] { Comparison.tokenizers(for: columns) }

    func count(_ sources: [InputSource]) throws -> Counted {
        switch try CompareSources.find(sources, batch) {
        case .lines(let texts): return try CompareLines(self).count(texts)
        case .catalogues where joinedBy != nil:
            throw Failure("--join is for lines and rows; the entries of catalogues are in no order to join them in")
        case .tables(let tables): return try CompareTables(self).count(tables)
        case .catalogues(let catalogues): return try CompareCatalogues(self).count(catalogues)
        }
    }

    /// The sentences that are built in.
    func countSample() throws -> Counted {
        let texts = ParallelSample.texts
        let languages = texts.map { ComparedLanguage(label: $0.language.description, tag: $0.language) }
        let rows = try RowCounter(
            languages, base: base.place(among: languages), tokenizers: tokenizers, countsForms: countsForms, pool: pool,
            joinedBy: separator)
        let lines = texts.map { Array($0.bytes).split(separator: 0x0A).map(Array.init) }
        for row in 0..<(lines.map(\.count).min() ?? 0) { try rows.add(lines.map { $0[row] }) }
        return try counted(rows)
    }

    /// What stands between the lines or rows of one text.
    var separator: [UInt8]? { joinedBy.map { Array($0.utf8) } }

    func counted(_ rows: RowCounter) throws -> Counted {
        Counted(inputs: try rows.finish(), base: rows.base, forms: countsForms ? rows.formCounts : nil)
    }
}
