import AssayPrompts
import Testing

@testable import AssayEstimation

/// Numbers of the libraries that the model makers themselves encode requests with.
@Suite struct ReferenceFramingTests {
    private static let system = #"{"role":"system","content":"You are a helpful assistant."}"#
    private static let user = #"{"role":"user","content":"Hello, world!"}"#
    private static let turns =
        #"{"role":"assistant","content":"Hi there, how are you?"},{"role":"user","content":"Fine. And you?\n"}"#
    private static let weather =
        #"{"type":"function","function":{"name":"get_weather","description":"Weather in a city.","parameters":{"type":"object","properties":{"city":{"type":"string","description":"Name"}},"required":["city"]}}}"#
    private static let call = """
        {"role":"assistant","tool_calls":[{"id":"abcdefghi","type":"function","function":{"name":"get_weather",
        "arguments":"{\\"city\\": \\"Paris\\"}"}}]},
        {"role":"tool","name":"get_weather","tool_call_id":"abcdefghi","content":"{\\"temp\\": 12}"}
        """

    private func total(_ messages: [String], tools: String? = nil, _ model: String) throws -> TokenCount {
        let list = tools.map { #","tools":[\#($0)]"# } ?? ""
        return try count(
            #"{"messages":[\#(messages.joined(separator: ","))]\#(list)}"#, model, as: .openaiChat
        ).total
    }

    /// mistral-common 1.13.1 (PyPI), `MistralTokenizer.v1()`, `v3()`, `v3(is_tekken=True)`, `v7()`.
    @Test(
        arguments: [
            ("open-mixtral-8x7b", 20, 12, 41, nil), ("mistral-large-2407", 15, 7, 32, 82),
            ("open-mistral-nemo-2407", 13, 7, 28, 78), ("mistral-large-2411", 15, 7, 31, 82),
        ] as [(String, Int, Int, Int, Int?)])
    func mistral(model: String, greeting: Int, question: Int, turns: Int, tools: Int?) throws {
        #expect(try total([Self.system, Self.user], model).point == greeting)
        #expect(try total([Self.user], model).point == question)
        #expect(
            try total([Self.system, Self.user, Self.turns], model) == TokenCount(turns, method: .exactWithTemplate))
        guard let tools else { return }
        let counted = try total([Self.system, Self.user], tools: Self.weather, model)
        #expect(counted == TokenCount(tools, method: .exactWithTemplate))
        // The same tool as Anthropic would have it.
        let anthropic =
            #"{"name":"get_weather","description":"Weather in a city.","input_schema":{"type":"object","properties":{"city":{"type":"string","description":"Name"}},"required":["city"]}}"#
        #expect(try total([Self.system, Self.user], tools: anthropic, model) == counted)
    }

    /// The same library, a question with a call and its result; there the count is a band.
    @Test(arguments: [("mistral-large-2407", 129), ("open-mistral-nemo-2407", 122), ("mistral-large-2411", 120)])
    func mistralsCalls(model: String, tokens: Int) throws {
        let count = try total([Self.user, Self.call], tools: Self.weather, model)
        #expect((count.low...count.high).contains(tokens))
        #expect(count.method == .calibrated)
    }

    /// Tokens of what the templates write that are published with Qwen 2.5 and 3; a system message may merge with the
    /// section that follows it.
    @Test(
        arguments: [
            ("qwen2.5-7b-instruct", 1, "You are a helpful assistant.", 161),
            ("qwen2.5-7b-instruct", 3, "You are a helpful assistant.", 283), ("qwen2.5-7b-instruct", 1, nil, 171),
            ("qwen2.5-7b-instruct", 3, nil, 293), ("qwen2.5-7b-instruct", 1, "No stop", 158),
            ("qwen2.5-7b-instruct", 3, #"tail  \n"#, 279), ("qwen3-32b", 1, "You are a helpful assistant.", 161),
            ("qwen3-32b", 1, nil, 155), ("qwen3-32b", 3, "a:", 279),
        ] as [(String, Int, String?, Int)])
    func qwensTools(model: String, tools: Int, system: String?, tokens: Int) throws {
        let list = [String](repeating: Self.weather, count: tools).joined(separator: ",")
        let opening = system.map { [#"{"role":"system","content":"\#($0)"}"#] } ?? []
        #expect(try total(opening + [Self.user], tools: list, model) == TokenCount(tokens, method: .exactWithTemplate))
    }

    /// No template was read for these.
    @Test(arguments: ["qwen2-7b-instruct", "qwen3-coder-30b-a3b-instruct"])
    func otherQwenToolsAreEstimates(model: String) throws {
        let count = try total([Self.system, Self.user], tools: Self.weather, model)
        #expect(count.method == .heuristic && count.low < count.point && count.point < count.high)
    }

    private static let richTool = """
        {"type":"function","function":{"name":"get_current_weather","description":"Get the current weather in a given \
        location","parameters":{"type":"object","properties":{"location":{"type":"string","description":"The city and \
        state, e.g. San Francisco, CA"},"unit":{"type":"string","description":"The unit of temperature to return",\
        "enum":["celsius","fahrenheit"],"default":"celsius"},"n":{"type":"array","items":{"type":"integer"}},\
        "o":{"type":"object","properties":{"a":{"type":"boolean"}},"required":["a"]}},"required":["location"]}}}
        """
    private static let bareTool = #"{"type":"function","function":{"name":"noargs","description":"No args"}}"#

    /// openai-harmony 0.0.8 (PyPI), `render_conversation_for_completion` with its default system message.
    @Test func harmony() throws {
        let model = "gpt-oss-120b"
        #expect(try total([Self.system, Self.user], model) == TokenCount(73, method: .exactWithTemplate))
        let both = try total([Self.system, Self.user], tools: Self.richTool + "," + Self.bareTool, model)
        #expect(both == TokenCount(187, method: .exactWithTemplate))
        #expect(try total([Self.user], tools: Self.richTool, model).point == 167)
        let answer = #"{"role":"assistant","content":"Hi there"}"#
        #expect(try total([Self.system, Self.user, answer, Self.user], model).point == 89)
    }
}
