import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

/// Numbers that providers publish, from texts that they publish.
@Suite struct PublishedFramingTests {
    private static let greeting: [(role: Role, text: String)] = [
        (.system, "You are a helpful assistant."), (.user, "Hello, world!"),
    ]

    @Test(arguments: [
        ("gpt-4o", 21), ("gpt-4", 21), ("qwen3-32b", 23), ("mistral-large-2407", 15), ("open-mistral-nemo-2407", 13),
        ("mistral-large-2411", 15), ("open-mixtral-8x7b", 20), ("deepseek-v3", 13), ("gpt-oss-20b", 73),
    ])
    func aGreetingWithItsTemplate(model: String, tokens: Int) throws {
        let count = try counter(model).count(messages: Self.greeting)
        #expect(count.total == TokenCount(tokens, method: .exactWithTemplate))
        #expect(count.messages.map(\.text.point) == [6, 4])
        #expect(count.notes == [])
    }

    /// Llama 3's vocabulary is not embedded; that of gpt-4 has the same tokens for these texts.
    @Test func llama3() throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "cl100k_base"))
        func total(_ model: String?, _ messages: [(role: Role, text: String)]) throws -> TokenCount {
            try RequestCounter(tokenizer, model: model, layout: .llama3).count(messages: messages).total
        }
        #expect(try total(nil, Self.greeting) == TokenCount(25, method: .exactWithTemplate))
        #expect(try total("llama-3-8b", Self.greeting).point == 25)
        // Two dates more, and a system message for them where there is none.
        #expect(
            try total("llama-3.1-8b", Self.greeting) == TokenCount(low: 25, point: 45, high: 45, method: .calibrated))
        #expect(try total("meta.llama3-3-70b-instruct-v1:0", [Self.greeting[1]]).point == 39)
    }

    /// The mark of thinking before an answer.
    @Test func deepSeekSinceV31() throws {
        let turns = Self.greeting + [(.assistant, "Hi"), (.user, "Hello, world!")]
        #expect(try counter("deepseek-v3.1").count(messages: Self.greeting).total.point == 14)
        #expect(try counter("deepseek-chat").count(messages: Self.greeting).total.point == 14)
        #expect(try counter("deepseek-v3").count(messages: turns).total.point == 21)
        #expect(try counter("deepseek-v3.1").count(messages: turns).total.point == 23)
        #expect(try counter("deepseek-r1").count(messages: Self.greeting).total.point == 15)
    }

    private static let jargon = """
        {"model": "gpt-4", "messages": [
        {"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon \
        into plain English."},
        {"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
        {"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
        {"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch \
        base on opportunities for increased leverage."},
        {"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to \
        do better."},
        {"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client \
        deliverable."}]}
        """

    @Test(arguments: [
        ("gpt-3.5-turbo-0125", 129), ("gpt-4-0314", 129), ("gpt-4-0613", 129), ("gpt-4o", 124),
        ("gpt-4o-mini-2024-07-18", 124),
        // 4 a message instead of 3, and 2 less for each of four names.
        ("gpt-3.5-turbo-0301", 127),
    ])
    func openAIsSixMessages(model: String, tokens: Int) throws {
        let count = try count(Self.jargon, model)
        #expect(count.total == TokenCount(tokens, method: .exactWithTemplate))
        #expect(count.messages.map(\.name).compactMap(\.self).count == 4)
    }

    static let weatherTool = """
        {"type": "function", "function": {"name": "get_current_weather", "description": "Get the current weather in a \
        given location", "parameters": {"type": "object", "properties": {"location": {"type": "string", "description": \
        "The city and state, e.g. San Francisco, CA"}, "unit": {"type": "string", "description": "The unit of \
        temperature to return", "enum": ["celsius", "fahrenheit"]}}, "required": ["location"]}}}
        """

    @Test(arguments: [("gpt-3.5-turbo", 105), ("gpt-4", 105), ("gpt-4o", 101), ("gpt-4o-mini", 101)])
    func openAIsWeatherTool(model: String, tokens: Int) throws {
        let request = """
            {"messages": [{"role": "system", "content": "You are a helpful assistant that can answer to questions \
            about the weather."}, {"role": "user", "content": "What's the weather like in San Francisco?"}],
            "tools": [\(Self.weatherTool)]}
            """
        let count = try count(request, model)
        #expect(count.total == TokenCount(tokens, method: .exactWithTemplate))
        #expect(count.total.point == count.parts.reduce(0) { $0 + $1.tokens.point })
    }

    private func tools(_ properties: String, _ choice: String = "", _ model: String = "gpt-4o") throws -> TokenCount {
        try count(
            #"{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","#
                + #""parameters":{"type":"object","properties":{\#(properties)}}}}]\#(choice)}"#, model
        ).tools
    }

    /// What the published formula does not speak of is no exact count.
    @Test(arguments: [
        #""a":{"type":["string","null"]}"#, #""a":{"anyOf":[{"type":"string"},{"type":"null"}]}"#,
        ##""a":{"$ref":"#/$defs/x"}"##, #""a":{"type":"array","items":{"type":"string"}}"#,
        #""a":{"type":"object","properties":{"b":{"type":"string"}}}"#, #""a":{"type":"integer","minimum":1}"#,
    ])
    func whatTheToolFormulaLeavesOutIsABand(property: String) throws {
        let count = try tools(property)
        #expect(count.method == .calibrated && count.low <= count.point && count.point <= count.high)
        #expect(try count.point >= tools(#""a":{"type":""}"#).point)
    }

    @Test func aUnionOfTypesCountsItsTypes() throws {
        let one = try tools(#""a":{"type":"string"}"#)
        let two = try tools(#""a":{"type":["string","null"]}"#)
        #expect(one.method == .exactWithTemplate)
        #expect((one.point + 1...one.point + 4).contains(two.point) && two.high > one.point)
    }

    @Test func whetherAToolIsChosenIsABand() throws {
        let free = try tools("")
        let none = try tools("", #","tool_choice":"none""#)
        #expect(none.low == free.point && none.high == free.point + 1 && none.method == .calibrated)
        #expect(try tools("", #","tool_choice":"required""#).high > none.high)
    }

    /// The cookbook names the versions that the formula was checked for.
    @Test(arguments: ["gpt-4-turbo", "gpt-4-1106-preview", "gpt-4.1", "gpt-5", "gpt-4o-audio-preview"])
    func otherModelsAreNotExact(model: String) throws {
        let count = try count(Self.jargon, model)
        #expect(count.total.method == .calibrated && count.total.low < count.total.point)
        #expect(!count.notes.isEmpty)
    }

    /// A full stop at the end of a description does not count.
    @Test func aFullStopOfADescription() throws {
        func tokens(_ description: String) throws -> Int {
            try count(
                #"{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","#
                    + #""description":"\#(description)"}}]}"#, "gpt-4o"
            ).tools.point
        }
        #expect(try tokens("Do it") == tokens("Do it."))
        #expect(try tokens("Do it") < tokens("Do it.."))
    }

    @Test func claudeAddsAboutSeven() throws {
        let count = try counter("claude-opus-4-6").count(messages: [
            (.system, "You are a scientist"), (.user, "Hello, Claude"),
        ])
        #expect((count.total.low...count.total.high).contains(14))
        #expect(count.framing.point == 7)
        #expect(count.total.method == .calibrated)
    }

    @Test(arguments: [
        ("claude-opus-4-8", 290, 410), ("claude-opus-4-7", 675, 804), ("claude-opus-4-6", 497, 589),
        ("claude-sonnet-4-6", 497, 589), ("claude-opus-4-5-20251101", 496, 588), ("claude-sonnet-4-5", 496, 588),
        ("claude-haiku-4-5", 496, 588), ("claude-sonnet-5", 354, 474), ("claude-opus-4-1", 313, 315),
        ("claude-opus-4-20250514", 313, 315), ("claude-sonnet-4-20250514", 313, 315),
        ("claude-3-5-haiku-20241022", 264, 355),
    ])
    func claudesToolPreamble(model: String, auto: Int, required: Int) throws {
        func tools(_ choice: String) throws -> TokenCount {
            let tool = #"{"name": "f", "input_schema": {"type": "object", "properties": {}}}"#
            return try count(
                #"{"model":"claude","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[\#(tool)]\#(choice)}"#,
                model, as: .anthropic
            ).tools
        }
        let free = try tools("")
        let asked = try tools(#","tool_choice":{"type":"any"}"#)
        let named = try tools(#","tool_choice":{"type":"tool","name":"f"}"#)
        #expect(asked == named)
        #expect(asked.point - free.point == required - auto)
        #expect(free.point > auto && free.point < auto + 60)
        // Anthropic bills a tool choice of none as auto, as long as tools are given.
        #expect(try tools(#","tool_choice":{"type":"none"}"#) == free)
    }

    @Test func aNewModelsPreambleIsARange() throws {
        let tokens = ClaudeToolPreamble.tokens("claude-sonnet-5-5", isRequired: false)
        #expect(!tokens.isPublished)
        #expect(tokens.tokens.tokens == TokenCount(low: 264, point: 354, high: 675, method: .heuristic))
    }
}
