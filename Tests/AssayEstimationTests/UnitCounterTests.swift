import AssayEstimation
import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

/// Short words are one token each here, so that sums can be checked by eye.
@Suite struct UnitCounterTests {
    private func bounds(
        _ text: String, as format: PromptFormat = .jinja, value: ClosedRange<Int> = 10...20,
        rounds: ClosedRange<Int> = 0...4
    ) throws -> [TokenBounds] {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let counter = UnitCounter(tokenizer, assumptions: .init(tokensPerValue: value, rounds: rounds))
        let document = try PromptReader.read(Array(text.utf8), as: format)
        return try document.units.flatMap { try counter.count($0, in: document) }
    }

    @Test(arguments: [
        ("one two", 2, 2, 2),
        ("one {{ x }} two", 13, 18, 23),
        ("{% if a %}one two{% endif %}", 0, 1, 2),
        ("{% if a %}one two{% else %}one{% endif %}", 1, 1, 2),
        ("{% if a %}one two{% elif b %}one{% endif %}", 0, 1, 2),
        ("{% if a %}one two{% elif b %}one{% else %}{% endif %}", 0, 1, 2),
        ("{% for i in l %}one two{% endfor %}", 0, 4, 8),
        ("{% for i in l %}{% if i %}one two{% endif %}{% endfor %}", 0, 2, 8),
        ("{% for i in l %}one{% else %}one two{% endfor %}", 0, 2, 4),
        ("{# one two #}one", 1, 1, 1),
        ("one{# note #} two", 2, 2, 2),
        ("{% set x %}one two{% endset %}{{ x }}", 12, 17, 22),
    ])
    func whatIsNotKnownIsARange(text: String, low: Int, point: Int, high: Int) throws {
        #expect(try bounds(text) == [TokenBounds(low: low, point: point, high: high)])
    }

    @Test func sumsStopAtTheLargestNumber() throws {
        let text =
            String(repeating: "{% for i in l %}", count: 12) + "one two" + String(repeating: "{% endfor %}", count: 12)
        let deep = try bounds(text, rounds: 0...1_000_000)
        #expect(deep == [TokenBounds(low: 0, point: .max, high: .max)])
    }

    @Test func manyBranchesTakeLinearTime() throws {
        let text = String(repeating: "{% if a %}one{% endif %}", count: 20_000)
        #expect(try bounds(text).first?.high == 20_000)
        let nested = String(repeating: "{% if a %}", count: 150) + "one" + String(repeating: "{% endif %}", count: 150)
        #expect(try bounds(nested).first?.high == 1)
    }

    @Test func segmentsAddUpToTheMessage() throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let counter = UnitCounter(tokenizer)
        let text = "Read this.\n<example>one two</example>\nAnd a half-wo<!-- note -->rd."
        let document = try PromptReader.read(Array(text.utf8), as: .markdown)
        let unit = try #require(document.units.first)
        for message in unit.messages {
            let parts = try counter.countSegments(of: message, in: document).reduce(TokenBounds.zero, +)
            let whole = try tokenizer.count(message.sentText(in: document))
            #expect(parts == TokenBounds(whole))
        }
        #expect(unit.messages.first?.segments.contains { $0.kind == .example } == true)
    }
}

/// BAML's template strings are sent by the functions that call them.
@Suite struct FragmentTests {
    private func bounds(_ text: String) throws -> [String: [TokenBounds]] {
        let counter = UnitCounter(Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base")))
        let document = try PromptReader.read(Array(text.utf8), as: .baml)
        var result: [String: [TokenBounds]] = [:]
        for unit in document.units { result[unit.name] = try counter.count(unit, in: document) }
        return result
    }

    @Test func aCallCountsAsTheText() throws {
        let found = try bounds(
            """
            template_string Inner() #"one two three"#
            template_string Outer(x: string) #"one {{ Inner() }}"#
            function F(a: string) -> string {
              client "openai/gpt-4o"
              prompt #"
                {{ Outer(a) }}
              "#
            }
            """)
        #expect(found["Inner"] == [TokenBounds(3)])
        #expect(found["F"] == found["Outer"] && found["F"]?.first?.isExact == true)
    }

    @Test func circlesEnd() throws {
        let found = try bounds("template_string A() #\"x {{ B() }}\"#\ntemplate_string B() #\"y {{ A() }}\"#\n")
        #expect(found["A"]?.first?.high ?? 0 >= 100)
    }
}
