import Testing

@testable import AssayPricing

/// The rules of `Prices/README.md`, each on the smallest table that shows it.
@Suite struct PriceMergeTests {
    private let checked = UTCInstant("2026-11-21")

    private func provider(_ models: String) throws -> ProviderPrices {
        try PriceFileReader.read("provider p\n\(models)".utf8, file: "test")
    }

    private func merged(_ dated: String, _ flat: String, override: String? = nil) throws -> ModelPrices {
        let overrides = try PriceOverrides(try override.map { [try provider($0)] } ?? [])
        let merge = PriceMerge(checked: try #require(checked), overrides: overrides)
        let result = try merge.merge(dated: [try provider(dated)], flat: [try provider(flat)])
        return try #require(result.first?.models.first)
    }

    private func lines(_ model: ModelPrices) -> [String] {
        PriceFileWriter.block(model).map { String(Substring($0).trimmed) }.filter { !$0.hasPrefix("disagree") }
    }

    private let dated = """
        model m
          price to 2026-12-01 by genai-prices
            input 1
          price from 2026-12-01 by genai-prices
            input 2
        """

    @Test("dated: the dated price is taken and the difference listed") func datedWins() throws {
        let model = try merged(dated, "model m\nprice by litellm\ninput 3")
        #expect(model.disagreements.map(\.decision) == ["genai-prices: dated"])
        #expect(model.disagreements.map(\.claims) == ["genai-prices 1, litellm 3"])
        #expect(!lines(model).contains("input 3"))
    }

    @Test("fill: what only litellm has holds until the next announced change") func fills() throws {
        let model = try merged(
            dated, "model m\nprice by litellm\ninput 1\ncache-read 0.1\nprice batch by litellm\ninput 0.5")
        #expect(model.disagreements.isEmpty)
        #expect(lines(model).contains("price batch to 2026-12-01 by litellm"))
        #expect(lines(model).contains("price to 2026-12-01 by litellm"))
    }

    @Test("an override decides, with its reason") func overrideDecides() throws {
        let model = try merged(
            dated, "model m\nprice by litellm\ninput 3",
            override: "model m\ndisagree input: any -> litellm: it is newer")
        #expect(model.disagreements.map(\.decision) == ["litellm: it is newer"])
        #expect(lines(model).contains("input 3"))
    }

    @Test("an override without a reason, or for a model that is gone, is refused") func overridesGiveReasons() throws {
        #expect(throws: PriceSourceError.self) { try merged(dated, "", override: "model m\ncontext 5") }
        #expect(throws: PriceSourceError.self) { try merged(dated, "", override: "model gone*\nnote why\ncontext 5") }
        #expect(try merged(dated, "", override: "model m\nnote why\ncontext 5").contextWindow == 5)
    }

    @Test("names: a pattern joins what costs the same and leaves alone what does not") func patternsJoin() throws {
        let dated = "model m\nmatch m-*\nprice by genai-prices\ninput 1"
        #expect(try merged(dated, "model m-1\nprice by litellm\ninput 1").aliases.map(\.name) == ["m-1"])
        #expect(try merged(dated, "model m-1\nprice by litellm\ninput 2").aliases.isEmpty)
    }

    @Test("clock: weekdays come from the source that has them") func clock() throws {
        let dated = """
            model m
              price by genai-prices
                input 1
              price at 01:00-04:00 UTC by genai-prices
                input 2
            """
        let flat = """
            model m
              price by litellm
                input 2
              price at 00:00-01:00,04:00-24:00 Mon,Tue,Wed,Thu,Fri UTC by litellm
                input 1
              price at 00:00-24:00 Sat,Sun UTC by litellm
                input 1
            """
        let model = try merged(dated, flat)
        #expect(model.entries.compactMap(\.window).map(\.description) == ["01:00-04:00 Mon,Tue,Wed,Thu,Fri UTC"])
        #expect(model.disagreements.map(\.decision) == ["litellm: clock"])
    }

    // MARK: History

    @Test("history: a changed price ends and begins on the day of the check") func historyGrows() throws {
        let old = try provider(
            "model m\nlisted 2026-01-01\nprice by a\ninput 1\nmodel gone\nlisted 2026-01-01\nprice by a\ninput 9")
        let new = try provider("model m\nprice by a\ninput 2\nmodel added\nprice by a\ninput 3")
        let result = PriceHistory.append(new, to: old, at: try #require(checked))
        #expect(result.models.map(\.id) == ["added", "gone", "m"])
        #expect(lines(result.models[2]).contains("price to 2026-11-21 by a"))
        #expect(lines(result.models[2]).contains("price from 2026-11-21 by a"))
        #expect(result.models[1].status == .retired)
        #expect(result.models[0].listed == checked)
        let before = try #require(UTCInstant("2026-11-21"))
        // What was said of the past is still said, and new models don't count in it.
        #expect(PriceHistory.fingerprint(result, before: before) != PriceHistory.fingerprint(new, before: before))
        let day = try #require(UTCInstant("2026-06-01"))
        #expect(PriceHistory.fingerprint(result, before: day) == PriceHistory.fingerprint(old, before: day))
    }

    @Test("the same sources again change nothing") func historyIsIdempotent() throws {
        let old = PriceHistory.append(try provider(dated), to: nil, at: try #require(checked))
        for day in ["2026-11-21", "2026-11-30", "2026-12-01", "2027-05-01"] {
            #expect(PriceHistory.append(try provider(dated), to: old, at: try #require(UTCInstant(day))) == old)
        }
    }

    // MARK: Files

    @Test("the writer writes what the reader reads") func roundTrip() throws {
        let text = """
            # Made by `assay-maintenance prices`; Prices/README.md says how to read and change it.
            provider p
              title P
              kind maker
              alias q
              page https://example.com
              cached-tokens inside-input
              checked a 1.0 2026-11-21

            model m
              title M
              alias m-latest from 2026-01-01 to 2027-01-01
              match m-####* except *-x
              status deprecated
              retires 2027-01-01
              listed 2026-11-21
              use chat
              context 1000
              max-input 900
              max-output 100
              cache-minimum 1024 step 128
              source a key https://example.com
              disagree input: a 1, b 2 -> a: dated
              note a remark
              multiply residency=us 1.1 from 2026-01-01 by a
              price by a
                input 1; >=200000 2; >300000 3
                cache-write-1h input x 2
                web-search 14; free 1500/day group
              price batch tier=flex from 2026-01-01T12:00:00Z to 2027-01-01 at 16:30-00:30 Mon,Fri UTC+08:00 by a
                audio-input 0.5; >10 1; graduated

            """
        #expect(PriceFileWriter.text(try PriceFileReader.read(text.utf8, file: "test")) == text)
    }

    @Test(
        "a bad line is told with its place",
        arguments: [
            ("model m", 1), ("provider p\nprovider q", 2), ("provider p\nmodel m\nprice by a\ninput", 4),
            ("provider p\nmodel m\nprice by a\ninput one", 4), ("provider p\nmodel m\nprice", 3),
            ("provider p\nmodel m\nprice sometimes by a", 3), ("provider p\nmodel m\nprice from now by a", 3),
            ("provider p\nmodel m\nprice by a\ninput 1\ninput 2", 5), ("provider p\nmodel m\ncontext many", 3),
            ("provider p\nmodel m\nprice by a\ninput 1; 200 3", 4), ("provider p\nmodel m\ncolour red", 3),
            ("provider p\nmodel m\nprice by a\ninput -1", 4), ("provider p\nmodel m\nprice by a\ninput 1; >200 -3", 4),
            ("provider p\nmodel m\nprice by a\ninput 1\ncache-read input x -0.1", 5),
            ("provider p\nmodel m\nmultiply batch -0.5 by a", 3), ("provider p\nkind king", 2), ("provider p\nprice by a", 2),
            ("provider p\nmodel m\nmultiply x 2", 3),
            ("", 1),
        ])
    func refusesBadLines(_ text: String, _ line: Int) {
        let error = #expect(throws: PriceFileError.self) { try PriceFileReader.read(text.utf8, file: "ours.prices") }
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("ours.prices:\(line): ") == true)
    }

    @Test("any bytes are read or refused", arguments: 0..<20)
    func readerIsCalm(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let words = [
            "provider p", "model", "price", "by a", "input 1", "; >", "at 01:00", "\n", "from", "alias", "\0", "é",
            "match *",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                (words.randomElement(using: &generator) ?? "") + (Bool.random(using: &generator) ? " " : "\n")
            }
            _ = try? PriceFileReader.read(text.joined().utf8, file: "test")
        }
    }
}
