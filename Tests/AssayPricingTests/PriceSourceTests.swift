import Testing

@testable import AssayPricing

/// Reading wheels: compression, Python literals, the two sources' own notations.
@Suite struct PriceSourceTests {
    @Test("stored, fixed and dynamic blocks as zlib writes them")
    func inflates() throws {
        #expect(Inflate.decompress([1, 5, 0, 250, 255, 112, 108, 97, 105, 110], limit: 100) == Array("plain".utf8))
        let hello: [UInt8] = [203, 72, 205, 201, 201, 87, 200, 64, 144, 0]
        #expect(Inflate.decompress(hello[...], limit: 100) == Array("hello hello hello".utf8))
        let dynamic: [UInt8] = [
            237, 202, 177, 1, 0, 32, 8, 3, 176, 91, 11, 5, 107, 249, 127, 247, 6, 119, 50, 7, 10, 90, 106, 164, 136, 62,
            137, 113, 53, 68, 79, 23, 227, 154, 216, 176, 225, 63, 60,
        ]
        let text = (0..<600).map { (index: Int) -> UInt8 in
            let letter = (index * index * index * 7 + index / 3) % 11
            return UInt8(97 + letter)
        }
        #expect(Inflate.decompress(dynamic[...], limit: 600) == text)
        #expect(Inflate.decompress(dynamic[...], limit: 599) == nil)
    }

    @Test("damaged data is refused, and nothing else happens", arguments: 0..<20)
    func inflateIsCalm(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect((Inflate.decompress(bytes[...], limit: 1000)?.count ?? 0) <= 1000)
            #expect(throws: PriceSourceError.self) { try WheelArchive(bytes, name: "x-1-py3.whl").contents(of: "a") }
        }
    }

    @Test func readsPythonLiterals() throws {
        let module = """
            # a comment
            other = 1
            things: list[Thing] = [
                Thing(id='a\\'b' "c", when={'k': 'v'}, prices=[None, True, Decimal('0.5'), -1_000]),
                module.Thing('x\\u00e9', tz=datetime.UTC,),
            ]
            """
        let value = try PythonLiteral.value(of: "things", in: Array(module.utf8), source: "test")
        #expect(value.elements.count == 2)
        #expect(value.elements[0]["id"]?.string == "a'bc")
        #expect(value.elements[0]["prices"]?.elements[2].arguments.first?.string == "0.5")
        #expect(value.elements[0]["prices"]?.elements[3].number == "-1000")
        #expect(value.elements[1].callName == "module.Thing")
        #expect(value.elements[1].arguments.first?.string == "xé")
    }

    @Test(arguments: ["", "x = ", "x = [1", "x = 'abc", "x = f(a=", "x = {1 2}", "x = @", "y = 1", "x = '\\q'"])
    func refusesOtherPython(_ module: String) {
        #expect(throws: PriceSourceError.self) {
            try PythonLiteral.value(of: "x", in: Array(module.utf8), source: "test")
        }
    }

    @Test func deepNestingIsAnError() {
        let module = "x = " + String(repeating: "[", count: 100_000)
        #expect(throws: PriceSourceError.self) {
            try PythonLiteral.value(of: "x", in: Array(module.utf8), source: "test")
        }
    }

    @Test(arguments: [
        (#"^claude-opus-5[-@]\d{8}$"#, ["claude-opus-5-########", "claude-opus-5@########"]),
        (#"^gpt-6\.1-sol-\d{4}-\d{2}-\d{2}$"#, ["gpt-6.1-sol-####-##-##"]),
        (#"^gemini-3\.5-flash-\d"#, ["gemini-3.5-flash-#*"]),
        (#"^composer-2\.5\[fast=true\]$"#, ["composer-2.5[fast=true]"]),
    ])
    func expressionsBecomePatterns(_ expression: String, _ globs: [String]) {
        #expect(GenaiPricesMatch.globs(expression) == globs)
    }

    @Test("an expression that no pattern can say is refused", arguments: ["abc", "^a+$", "^(a|b)$", "^[^/]+$"])
    func otherExpressions(_ expression: String) { #expect(GenaiPricesMatch.globs(expression) == nil) }

    @Test(
        arguments: [
            ("input_cost_per_token", "input", nil, nil),
            ("cache_read_input_token_cost_above_272k_tokens_priority", "cache-read", 272_000, "tier=priority"),
            (
                "cache_creation_input_token_cost_above_12hr_above_272k_tokens_batches", "cache-write-12h", 272_000,
                "batch"
            ),
            ("cache_creation_input_token_cost_above_1hr", "cache-write-1h", nil, nil),
            ("output_cost_per_reasoning_token", "reasoning", nil, nil),
            ("input_cost_per_audio_token_batches", "audio-input", nil, "batch"),
            ("input_cost_per_second", "audio-input-seconds", nil, nil),
        ] as [(String, String, Int?, String?)])
    func keysAreTakenApart(_ key: String, _ meter: String, _ threshold: Int?, _ condition: String?) throws {
        let parts = try #require(LiteLLMKey(key, mode: "audio_transcription"))
        #expect(parts.meter.description == meter)
        #expect(parts.threshold == threshold)
        #expect(parts.condition?.description == condition)
    }

    @Test(arguments: [
        "input_dbu_cost_per_token", "max_tokens", "input_cost_per_token_above_some_tokens",
        "output_cost_per_second_1080p",
    ])
    func otherKeysAreNoPrices(_ key: String) { #expect(LiteLLMKey(key, mode: "chat") == nil) }

    @Test(arguments: [
        ("1.6000000000000001e-06", "0.0000016"), ("0.13200000000000002", "0.132"),
        ("2.9999900000000002e-06", "0.00000299999"),
        ("1.1428571428571428e-06", "0.00000114285714285714"), ("0.00000015", "0.00000015"),
    ])
    func doublesLoseTheirNoise(_ printed: String, _ meant: String) throws {
        #expect(try LiteLLMSheet.withoutDoubleNoise(ExactDecimal(printed)).description == meant)
    }
}
