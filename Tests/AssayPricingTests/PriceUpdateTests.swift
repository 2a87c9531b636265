import Testing

@testable import AssayPricing

/// Taking in newer prices, each rule on the smallest table that shows it.
@Suite struct PriceUpdateTests {
    private func provider(_ models: String) throws -> ProviderPrices {
        try PriceFileReader.read("provider p\nchecked genai-prices 2 2026-12-01\n\(models)".utf8, file: "test")
    }

    private func day(_ text: String) throws -> UTCInstant { try #require(UTCInstant(text)) }

    private func table() throws -> PriceTable {
        PriceTable([
            try provider(
                """
                model m
                listed 2026-11-01
                source genai-prices page
                price to 2026-06-01 by genai-prices
                input 4
                price from 2026-06-01 by genai-prices
                input 3
                output 9
                model settled
                disagree input: genai-prices 1, litellm 2 -> genai-prices: dated
                price by genai-prices
                input 1
                """)
        ])
    }

    private func updated(_ table: PriceTable, _ sources: [(name: String, models: String)]) throws -> PriceUpdate {
        var update = PriceUpdate(of: table, at: try day("2026-12-01"))
        for source in sources { try update.read([try provider(source.models)], from: source.name) }
        return update
    }

    private func input(_ update: PriceUpdate, _ model: String = "m", at time: String) throws -> String? {
        let model = try #require(update.providers.first?.models.first { $0.id == model })
        return model.standardPrice(.input, at: try day(time))?.description
    }

    @Test("prices by the hour are not taken in, and that is said where they are others") func hours() throws {
        let listed = "model h\nsource genai-prices page\nprice by genai-prices\ninput 1\n"
        let peak = "price at 01:00-04:00 UTC by genai-prices\ninput 2\n"
        let table = PriceTable([try provider(listed + peak)])
        #expect(try updated(table, [("genai-prices", listed + peak)]).leftOut.isEmpty)
        let update = try updated(
            table, [("genai-prices", listed + peak.replacing("input 2", with: "input 3"))])
        #expect(update.changes.isEmpty)
        #expect(
            update.leftOut == [
                "p/h: not taken in, because it depends on the hour: input 1 or 3 (so far 1 or 2), says genai-prices; "
                    + "write it into a price file of your own"
            ])
    }

    @Test("a changed price is a new dated entry; the past stays") func appends() throws {
        let update = try updated(
            try table(),
            [("genai-prices", "model m\nsource genai-prices page\nprice by genai-prices\ninput 2\noutput 9")])
        #expect(
            update.changes.map(\.description) == [
                "p/m: input 3 -> 2, from 2026-12-01 (genai-prices 2, checked 2026-12-01)"
            ])
        for (time, price) in [
            ("2026-05-31", "4"), ("2026-06-01", "3"), ("2026-11-30T23:59:59Z", "3"), ("2026-12-01", "2"),
        ] {
            #expect(try input(update, at: time) == price, "\(time)")
        }
        // What did not change is not touched.
        #expect(update.providers[0].models[0].standardPrice(.output, at: try day("2027-01-01")) == 9)
    }

    @Test("an announced change begins on its day") func announces() throws {
        let update = try updated(
            try table(),
            [
                (
                    "genai-prices",
                    "model m\nprice to 2027-02-01 by genai-prices\ninput 3\noutput 9\nprice from 2027-02-01 by genai-prices\ninput 1\noutput 9"
                )
            ])
        #expect(update.changes.map(\.from) == [try day("2027-02-01")])
        #expect(try input(update, at: "2027-01-31") == "3")
        #expect(try input(update, at: "2027-02-01") == "1")
    }

    @Test("the same prices, and those settled, are no news") func repeats() throws {
        let same = try updated(
            try table(),
            [
                ("genai-prices", "model m\nprice by genai-prices\ninput 3\noutput 9"),
                ("litellm", "model settled\nprice by litellm\ninput 2"),
            ])
        #expect(same.changes.isEmpty && same.providers.isEmpty && same.disagreements.isEmpty)
    }

    @Test("the dated source goes before the other, and what they disagree about is said") func weighs() throws {
        let update = try updated(
            try table(),
            [
                ("genai-prices", "model m\nprice by genai-prices\ninput 2\noutput 9"),
                ("litellm", "model m\nprice by litellm\ninput 5\ncache-read 0.5\nmodel new\nprice by litellm\ninput 7"),
            ])
        #expect(try input(update, at: "2026-12-01") == "2")
        #expect(update.changes.map(\.field) == ["input", "cache-read", ""])
        #expect(update.disagreements.count == 1)
        #expect(update.disagreements[0].hasPrefix("p/m: input is 2 at genai-prices"))
        #expect(try input(update, "new", at: "2026-12-01") == "7")
    }

    @Test("an update on top of an update changes nothing more, and keeps what was") func composes() throws {
        let source = [("genai-prices", "model m\nprice by genai-prices\ninput 2\noutput 9")]
        var table = try table()
        for provider in try updated(table, source).providers { table = table.overlaying(provider) }
        #expect(try updated(table, source).changes.isEmpty)
        let later = [("genai-prices", "model m\nprice by genai-prices\ninput 1\noutput 9")]
        var update = PriceUpdate(of: table, at: try day("2027-01-01"))
        try update.read([try provider(later[0].1)], from: later[0].0)
        #expect(try ["2026-11-30", "2026-12-31", "2027-01-01"].map { try input(update, at: $0) } == ["3", "2", "1"])
    }

    @Test("a damaged price file is an error or other prices, never a trap", arguments: 0..<400)
    func damage(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = """
            provider p
            kind maker
            checked a 1.0 2026-11-21
            model m-1
            alias x from 2026-01-01 to 2027-01-01
            match m-####* except *-x
            cache-minimum 1024 step 128
            source a page
            disagree input: a 1 -> b: why
            multiply residency=us 1.1 by a
            price from 2026-01-01 at 01:00-04:00,22:00-02:00 Mon,Fri UTC+08:00 by a
            input 1; >100 2; >=1000 3; graduated; free 1500/day all
            cache-write-1h input x 2
            price batch tier=flex by a
            output 1e-3
            provider q
            model n
            price by a
            input 99999999999999999999999999999999999999
            """
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: Array("999999999999999999999".utf8), at: place)
            default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
            }
        }
        guard let providers = try? PriceFileReader.readAll(bytes, file: "test") else { return }
        for model in providers.flatMap(\.models) {
            for time in ["2026-11-20T23:30Z", "2025-01-01"] {
                _ = try? Pricer.price(
                    Usage([.input: 1_500, .cacheWrite1h: 7, .output: 3]), of: model, at: try day(time),
                    options: PriceOptions(batch: Bool.random(using: &generator), residency: "us"))
            }
            var update = PriceUpdate(of: PriceTable(providers), at: try day("2026-12-01"))
            try? update.read(providers, from: "genai-prices")
            #expect(PriceFileWriter.text(providers[0]).hasPrefix("#"))
        }
    }

    @Test("the text of an update reads back as the update, several providers in one file") func roundTrip() throws {
        var other = try provider("model o\nsource a page\nprice by a\ninput 1")
        other.id = "q"
        other.models[0].provider = "q"
        let text = [try provider("model m\nsource a page\nprice by a\ninput 2"), other]
            .map(PriceFileWriter.text).joined(separator: "\n")
        let read = try PriceFileReader.readAll(text.utf8, file: "test")
        #expect(read.map(\.id) == ["p", "q"])
        #expect(read.flatMap(\.models).map(\.id) == ["m", "o"])
        let error = #expect(throws: PriceFileError.self) {
            try PriceFileReader.readAll("\(text)model bad\ncolour red\n".utf8, file: "test")
        }
        #expect(error?.line == text.split(separator: "\n", omittingEmptySubsequences: false).count + 1)
    }
}
