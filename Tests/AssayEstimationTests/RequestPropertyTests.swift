import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

/// Laws that hold for every layout and every request.
@Suite struct RequestPropertyTests {
    static let models = [
        "gpt-4o", "gpt-3.5-turbo-0301", "gpt-5.4", "gpt-oss-20b", "qwen2.5-7b-instruct", "qwen3-max", "deepseek-v3",
        "open-mixtral-8x7b", "mistral-large-2407", "open-mistral-nemo", "mistral-large-2411", "claude-2.1",
        "claude-opus-4-6", "claude-opus-5", "gemini-2.5-pro", "grok-4", "kimi-k2",
    ]

    private static let words = [
        "Hello", " world", "\n", "\n\n", "  ", "Привет", "こんにちは", "🎉", "{", "}", "[INST]", "<|im_end|>", "e\u{301}",
        "user", "a", "0123456789", "\u{0}", "नमस्ते", "'", "\t",
    ]

    /// A conversation that comes out the same for a seed.
    private func conversation(_ seed: UInt64, _ count: Int) -> [(role: Role, text: String)] {
        var random = SplitMix(seed)
        let roles: [Role] = [.system, .user, .assistant, .tool, .developer, .unspecified, .other("critic")]
        return (0..<count).map { _ in
            let text = (0..<random.next(9)).map { _ in Self.words[random.next(Self.words.count)] }.joined()
            return (roles[random.next(roles.count)], text)
        }
    }

    @Test(arguments: models)
    func intervalsPartsAndGrowth(model: String) throws {
        let counter = try counter(model)
        for seed: UInt64 in 1...12 {
            let messages = conversation(seed, 14)
            var last = try counter.count(messages: [])
            for length in 1...messages.count {
                let count = try counter.count(messages: Array(messages.prefix(length)))
                let all = [count.total, count.framing, count.priming, count.tools] + count.messages.map(\.text)
                for part in all { #expect(part.low <= part.point && part.point <= part.high, "seed \(seed)") }
                #expect(count.messages.count == length)
                let texts = count.messages.reduce(0) { $0 + $1.text.point }
                // Each text of an estimate is rounded by itself.
                let slack = count.total.method.isCounted ? 0 : length
                #expect(count.total.point + slack >= texts, "seed \(seed), \(length) messages")
                // Mistral's older layouts put system prompts before the last question, where line breaks may merge with
                // others into fewer tokens than there were.
                let merged = [.mistralV1, .mistralV3, .mistralTekken].contains(count.layout) ? 3 : 0
                #expect(count.total.point + merged >= last.total.point, "seed \(seed), \(length) messages")
                #expect(count.total.high + merged >= last.total.high, "seed \(seed), \(length) messages")
                last = count
            }
        }
    }

    /// Counted by hand, piece by piece: an exact layout is the tokens of what it writes, whatever the texts are.
    @Test func chatMLIsTheCountOfItsText() throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "qwen2"))
        for seed: UInt64 in 1...40 {
            let messages = conversation(seed, 5).filter { $0.role != .unspecified && $0.role != .developer }
            // What spells a special token would be one in the written text.
            guard messages.first?.role == .system, !messages.contains(where: { $0.text.contains("<|") }) else {
                continue
            }
            let text =
                messages.map { "<|im_start|>\($0.role.name)\n\($0.text)<|im_end|>\n" }.joined()
                + "<|im_start|>assistant\n"
            let count = try counter("qwen3-32b").count(messages: messages)
            #expect(count.total.point == (try tokenizer.count(text, special: .allow)), "seed \(seed)")
        }
    }

    @Test(arguments: models)
    func moreToolsAreMoreTokens(model: String) throws {
        func request(_ tools: Int) -> String {
            let list = (0..<tools).map {
                #"{"type":"function","function":{"name":"tool_\#($0)","description":"Does a thing.","parameters":{"type":"object","properties":{"a":{"type":"string","enum":["x"]}}}}}"#
            }
            return #"{"messages":[{"role":"user","content":"Hi"}],"tools":[\#(list.joined(separator: ","))]}"#
        }
        var last = 0
        for tools in 0...4 {
            let total = try count(request(tools), model, as: .openaiChat).total
            #expect(total.low <= total.point && total.point <= total.high)
            #expect(tools == 0 || total.point > last)
            last = total.point
        }
    }

    /// One estimate of a sum, not a sum of rounded ones: 1.18 tokens a message would else be 1.
    @Test func roundingIsDoneOnce() throws {
        let counter = try counter("claude-opus-4-6")
        let messages = [(role: Role, text: String)](repeating: (.system, "a"), count: 1000)
        #expect(try counter.count(messages: messages).total.point == 1187)
    }

    @Test func variablesAreNamed() throws {
        let document = try PromptReader.read(Array("Translate {{ text }} to {{ language }}.".utf8), name: "a.jinja")
        let count = try counter("gpt-4o").count(document.units[0], in: document)
        #expect(count.notes == ["without the values of text, language"])
    }

    @Test func aConversationOnTheServerIsSaid() throws {
        let count = try count(
            #"{"model":"gpt-4o","previous_response_id":"r","input":"Hi"}"#, "gpt-4o", as: .openaiResponses)
        #expect(count.total.point == 8)
        #expect(count.notes.contains { $0.contains("provider keeps") })
    }

    @Test(arguments: [("AUTO", true), ("ANY", true), ("NONE", false), ("none", false)])
    func geminiLeavesOutWhatIsNotToBeUsed(mode: String, isCounted: Bool) throws {
        let request = """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"f"}]}],
            "toolConfig":{"functionCallingConfig":{"mode":"\(mode)"}}}
            """
        #expect((try count(request, "gemini-2.5-pro", as: .gemini).tools.point > 0) == isCounted)
    }

    @Test func callsOfToolsAreABand() throws {
        let request = """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"c",
            "type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c","content":"ok"}]}
            """
        let count = try count(request, "gpt-4o", as: .openaiChat)
        #expect(count.total.method == .calibrated)
        #expect(count.total.high - count.total.low == 20)
        #expect(count.messages[1].framing.point > count.messages[0].framing.point)
    }
}

/// A small generator whose numbers are the same everywhere.
struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}
