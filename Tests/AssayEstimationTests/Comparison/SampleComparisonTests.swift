import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

/// Counts the built-in sample as `assay compare --sample` does.
enum SampleComparison {
    static func columns(_ names: [String]) throws -> [ComparisonColumn] {
        try names.map { ComparisonColumn(tokenizer: Tokenizer(try VocabularyRegistry.vocabulary(named: $0))) }
    }

    static func make(_ names: [String], resamples: Int = 200, pool: WorkerPool? = nil) throws -> Comparison {
        let columns = try columns(names)
        let inputs = try ParallelSample.texts.map { text in
            let counter = try LanguageCounter(Comparison.tokenizers(for: columns))
            try counter.add(Array(text.bytes).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
            let language = ComparedLanguage(label: text.language.description, tag: text.language)
            return Comparison.Input(language: language, measure: counter.measure)
        }
        return Comparison(
            columns: columns, inputs: inputs, base: 0, settings: .init(resamples: resamples), pool: pool)
    }
}

@Suite struct SampleComparisonTests {
    private static let vocabularies = ["o200k_base", "cl100k_base", "r50k_base", "qwen2", "mistral-v1"]

    /// The tokens of each language's lines, each line encoded on its own: by tiktoken 0.14.0, tokenizers 0.23 (qwen2)
    /// and sentencepiece 0.2 (mistral-v1, without the token that begins a text).
    @Test(arguments: [
        ("en", [143, 143, 143, 143, 149]), ("de", [162, 199, 273, 197, 232]), ("zh-Hans", [147, 219, 377, 118, 216]),
        ("ja", [199, 262, 365, 171, 315]), ("th", [206, 449, 938, 262, 488]), ("km", [365, 970, 1685, 720, 763]),
        ("he", [177, 428, 508, 174, 447]), ("hi", [214, 652, 973, 597, 682]), ("ta", [263, 1000, 2026, 823, 858]),
        ("ko", [202, 317, 661, 224, 364]),
    ])
    func tokensAreTheReferences(label: String, tokens: [Int]) throws {
        let comparison = try SampleComparison.make(Self.vocabularies, resamples: 0)
        let row = try #require(comparison.rows.first { $0.language.label == label })
        #expect(row.cells.map(\.tokens.point) == tokens)
        let base = [143, 143, 143, 143, 149]
        #expect(row.cells.map { $0.premium?.ratio } == zip(tokens, base).map { Double($0) / Double($1) })
    }

    @Test func theSampleIsParallel() {
        #expect(ParallelSample.texts.count >= 25)
        #expect(ParallelSample.texts.first?.language.description == "en")
        for text in ParallelSample.texts {
            let lines = Array(text.bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(lines.count == 13 && lines.last?.isEmpty == true, "\(text.language)")
            #expect(lines.dropLast().allSatisfy { $0.count > 8 }, "\(text.language)")
            #expect(UTF8Validation.firstInvalidOffset(text.bytes) == nil)
        }
    }

    @Test func everyFileOfTheSampleIsEmbedded() throws {
        let folder = try #require(SampleFolder.find())
        let files = try SampleFolder.names(folder).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
        #expect(files.sorted() == ParallelSample.texts.map(\.language.description).sorted())
    }

    @Test func facts() throws {
        let comparison = try SampleComparison.make(["o200k_base"])
        let row = try #require(comparison.rows.first { $0.language.label == "de" })
        #expect(row.measure.segments == 12 && row.sharedSegments == 12)
        #expect(row.measure.bytes == 699 && row.measure.characters == 690 && row.measure.boundaries.graphemes == 690)
        #expect(row.measure.boundaries.words == 118)
        #expect(row.cells[0].perWord == 162.0 / 118)
        #expect(row.cells[0].perCharacter == 162.0 / 690)
        #expect(row.language.script == "Latn")
    }

    @Test func intervalsHoldTheRatio() throws {
        let comparison = try SampleComparison.make(["o200k_base", "cl100k_base"])
        for (number, row) in comparison.rows.enumerated() {
            for cell in row.cells {
                let premium = try #require(cell.premium)
                let interval = try #require(premium.interval)
                if number == comparison.base {
                    #expect(interval == 1...1 && premium.ratio == 1 && premium.segmentMean == 1)
                } else {
                    #expect(interval.contains(premium.ratio), "\(row.language.label)")
                    #expect(interval.upperBound > interval.lowerBound)
                }
            }
        }
    }

    @Test func nothingDependsOnThreads() throws {
        let alone = try SampleComparison.make(["o200k_base", "qwen2"])
        let shared = try SampleComparison.make(["o200k_base", "qwen2"], pool: WorkerPool(threads: 3))
        #expect(alone.rows.map { $0.cells.map(\.premium) } == shared.rows.map { $0.cells.map(\.premium) })
    }

    @Test func bytesAreTold() throws {
        let comparison = try SampleComparison.make(["mistral-v1", "o200k_base"], resamples: 0)
        let english = comparison.rows[0]
        #expect(english.cells.allSatisfy { $0.byteFallbackShare == 0 })
        let khmer = try #require(comparison.rows.first { $0.language.label == "km" })
        // Mistral's first vocabulary spells many Khmer letters in three bytes.
        #expect(khmer.cells[0].byteFallbackShare > 0.3)
        #expect(khmer.cells[0].singleByteShare >= khmer.cells[0].byteFallbackShare)
        // "," and "." are single bytes that stand for themselves.
        #expect(english.cells[1].singleByteShare > 0.05)
    }

    @Test func whatIsDrawnTogetherIsOnePiece() throws {
        let counter = try LanguageCounter([Tokenizer(try VocabularyRegistry.vocabulary(named: "r50k_base"))])
        // Each letter takes several tokens, and each coeng puts the letter behind it below the one before.
        try counter.add(["\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8} \u{1780}"])
        let comparison = Comparison(
            columns: [ComparisonColumn(tokenizer: Tokenizer(try VocabularyRegistry.vocabulary(named: "r50k_base")))],
            inputs: [Comparison.Input(language: ComparedLanguage(label: "km", tag: nil), measure: counter.measure)],
            base: 0)
        #expect(
            comparison.samplePieces(row: 0, column: 0).map(\.text) == [
                "\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8}", " \u{1780}",
            ])
    }

    @Test func piecesSpellTheSentence() throws {
        let comparison = try SampleComparison.make(["o200k_base", "cl100k_base", "mistral-v1"], resamples: 0)
        for row in comparison.rows.indices {
            for column in comparison.columns.indices {
                let pieces = comparison.samplePieces(row: row, column: column)
                let text = comparison.rows[row].measure.firstSegment
                #expect(pieces.map(\.text).joined() == String(decoding: text, as: UTF8.self))
                let tokens = try comparison.columns[column].tokenizer.count(text)
                #expect(pieces.reduce(0) { $0 + $1.tokens } == tokens, "\(comparison.rows[row].language.label)")
            }
        }
    }
}
