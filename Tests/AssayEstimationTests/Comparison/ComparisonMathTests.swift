import AssayPricing
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

@Suite struct ComparisonMathTests {
    @Test(arguments: [0, 1, 2, 8191, 8192, 8193, 16_384, 16_385, 50_001])
    func blocksKeepTheSums(segments: Int) {
        var blocks = SegmentBlocks(width: 2)
        for segment in 0..<segments { blocks.add { $0 == 0 ? segment : 1 } }
        #expect(blocks.count <= SegmentBlocks.capacity)
        #expect(blocks.column(0).reduce(0, +) == segments * (segments - 1) / 2)
        // Every block but the last is full, and a block is one segment as long as that is possible.
        #expect(blocks.column(1).dropLast().allSatisfy { $0 == blocks.size })
        #expect(blocks.column(1).reduce(0, +) == segments)
        #expect((blocks.size == 1) == (segments <= SegmentBlocks.capacity))
    }

    @Test func blocksDependOnTheNumberOfSegmentsAlone() {
        var one = SegmentBlocks(width: 1)
        var two = SegmentBlocks(width: 1)
        for segment in 0..<20_000 {
            one.add { _ in 1 }
            two.add { _ in segment % 7 }
        }
        #expect(one.count == two.count && one.size == two.size)
    }

    @Test func draws() {
        var first = SplitMix64(seed: 1, stream: 0)
        var again = SplitMix64(seed: 1, stream: 0)
        var other = SplitMix64(seed: 1, stream: 1)
        let numbers = (0..<1000).map { _ in first.next(below: 10) }
        #expect(numbers == (0..<1000).map { _ in again.next(below: 10) })
        #expect(numbers != (0..<1000).map { _ in other.next(below: 10) })
        #expect(Set(numbers) == Set(0..<10))
    }

    @Test func resampledSumsHaveTheRightMeanAndSpread() {
        // Half the blocks are 0, half 2: a resample of 400 has the mean 400 and the standard deviation 20.
        let column = (0..<400).map { $0 % 2 * 2 }
        let sums = Resampling(count: 2000, seed: 3).sums([column], pool: nil)[0]
        let mean = sums.reduce(0, +) / 2000
        let variance = sums.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2000
        #expect(abs(mean - 400) < 2)
        #expect(abs(variance.squareRoot() - 20) < 1.5)
    }

    @Test func giniOfKnownValues() throws {
        func gini(_ values: [Double]) throws -> Double {
            try #require(Fairness(values.enumerated().map { ($0.offset, $0.element) })).gini
        }
        #expect(try gini([1, 1, 1]) == 0)
        #expect(abs(try gini([1, 2, 3]) - 2.0 / 9) < 1e-12)
        #expect(abs(try gini([1, 3]) - 0.25) < 1e-12)
        let fairness = try #require(Fairness([(4, 1.0), (7, 3.0), (2, 2.0)]))
        #expect(fairness.highest == 3 && fairness.highestRow == 7 && fairness.lowestRow == 4 && fairness.mean == 2)
    }

    @Test func mixes() throws {
        let mix = try LanguageMix("en=60,de=25,zh-Hans=15")
        #expect(mix.shares.map(\.part) == [0.6, 0.25, 0.15])
        let comparison = try SampleComparison.make(["o200k_base", "cl100k_base"], resamples: 0)
        let results = try comparison.results(for: mix)
        #expect(results.map(\.column) == [0, 1])
        // 143 tokens of English, 162 of German and 147 of Chinese.
        #expect(abs(results[0].tokens - (0.6 * 143 + 0.25 * 162 + 0.15 * 147)) < 1e-9)
        #expect(throws: LanguageMixError.self) { try comparison.results(for: LanguageMix("en=1,sk=1")) }
    }

    @Test(arguments: [
        "", "en", "en=", "en=-1", "en=0", "en=1,en=2", "english=1", "en=nan", "en=1=2", "en=1e308,de=1e308",
    ])
    func noMix(text: String) {
        #expect(throws: LanguageMixError.self) { try LanguageMix(text) }
    }

    @Test func costsAreDecimalAndComparedWithTheCheapest() throws {
        let vocabulary = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        func column(_ price: String) throws -> ComparisonColumn {
            let price = ComparisonColumn.Price(
                model: "m", perMillion: try ExactDecimal(price), instant: UTCInstant(seconds: 0))
            return ComparisonColumn(tokenizer: vocabulary, model: "m", price: price, contextWindow: 1000)
        }
        let columns = [try column("2.5"), try column("10")]
        let inputs = try ["Hello, world!", "Hallo, Welt!"].map { text in
            let counter = try LanguageCounter(Comparison.tokenizers(for: columns))
            try counter.add([text, text])
            return Comparison.Input(language: ComparedLanguage(label: text, tag: nil), measure: counter.measure)
        }
        let comparison = Comparison(columns: columns, inputs: inputs, base: 0)
        let cell = comparison.rows[0].cells[0]
        #expect(cell.tokens.point == 8 && cell.contextShare == 0.008)
        #expect(cell.cost?.total.description == "0.00002")
        // Two tokens a word at $2.50 a million.
        #expect(cell.cost?.perMillionWords?.description == "5")
        #expect(cell.cost?.ratio == 1)
        let dear = comparison.rows[1].cells[1]
        let premium = try #require(dear.premium?.ratio)
        #expect(comparison.rows[1].cells[0].cost?.ratio == premium)
        #expect(abs(try #require(dear.cost?.ratio) - 4 * premium) < 1e-12)
    }

    @Test func rowsThatLackALanguageAreLeftOutOfItsPremium() throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let languages = ["en", "de"].map { ComparedLanguage(label: $0, tag: LanguageTag(name: $0)) }
        let counter = try RowCounter(
            languages, base: 0, tokenizers: [tokenizer], countsForms: false, pool: WorkerPool(threads: 2))
        try counter.add([Array("one".utf8), Array("eins zwei".utf8)])
        try counter.add([Array("a rather long sentence that German lacks".utf8), nil])
        try counter.add([nil, Array("nur auf Deutsch".utf8)])
        let inputs = try counter.finish()
        let comparison = Comparison(columns: [ComparisonColumn(tokenizer: tokenizer)], inputs: inputs, base: 0)
        let row = comparison.rows[1]
        #expect(row.sharedSegments == 1 && row.measure.segments == 2 && row.measure.missing == [2])
        let expected = Double(try tokenizer.count("eins zwei")) / Double(try tokenizer.count("one"))
        #expect(row.cells[0].premium?.ratio == expected)
        #expect(comparison.rows[0].cells[0].premium?.ratio == 1)
    }
}
