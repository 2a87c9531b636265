import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

@Suite struct ChatTemplateTests {
    private static let request = """
        {"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":[{"type":"text","text":"One"},
        {"type":"text","text":"two"}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
        "function":{"name":"f","arguments":"{\\"city\\": \\"Köln\\", \\"days\\": 3}"}}]}],
        "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]}
        """

    private func counter(_ template: String, now: CivilTime? = nil) throws -> TemplateRequestCounter {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "qwen2"))
        return TemplateRequestCounter(try ChatTemplate(Array(template.utf8)), tokenizer, model: "qwen3-32b", now: now)
    }

    private func document(_ json: String = request) throws -> PromptDocument {
        try PromptReader.read(Array(json.utf8), name: "a.json")
    }

    private func render(_ template: String, _ json: String = request, now: CivilTime? = nil) throws -> String {
        let document = try document(json)
        return try counter(template, now: now).render(document.units[0], in: document)
    }

    @Test(arguments: [
        ("{{ messages[1].content }}", "One\ntwo"),
        ("{{ messages[2].tool_calls[0].function.arguments.days + 1 }}", "4"),
        ("{{ messages[2].tool_calls[0].function.arguments | tojson }}", #"{"city": "Köln", "days": 3}"#),
        // A template that adds them to a text gets them as text.
        ("{{ 'a' + messages[2].tool_calls[0].function.arguments }}", #"a{"city": "Köln", "days": 3}"#),
        ("{{ messages[2].content is none }}", "True"), ("{{ tools[0].function.name }}", "f"),
        (
            "{{ tools | tojson }}",
            #"[{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]"#
        ),
        ("{{ eos_token }}{{ add_generation_prompt }}", "<|im_end|>True"),
        ("{{ documents is none }}{{ nothing is defined }}", "TrueFalse"),
    ])
    func whatATemplateSees(template: String, expected: String) throws {
        #expect(try render(template) == expected)
    }

    @Test func otherFormatsAreRolesAndTexts() throws {
        let anthropic = """
            {"system":"Be kind.","messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],
            "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}}]}
            """
        #expect(
            try render(
                "{% for m in messages %}{{ m.role }}={{ m.content }};{% endfor %}{{ tools | tojson }}", anthropic)
                == "system=Be kind.;user=Hi;"
                + #"[{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}]"#
        )
    }

    /// Batch files of other providers wrap their own requests.
    @Test(arguments: [
        #"{"custom_id":"a","params":{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"system":"Be kind."}}"#,
        #"{"key":"a","request":{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"systemInstruction":{"parts":[{"text":"Be kind."}]}}}"#,
    ])
    func batchesOfOtherFormats(line: String) throws {
        let document = try PromptReader.read(Array(line.utf8), as: .openaiBatch)
        let template = "{% for m in messages %}{{ m.role }}={{ m.content }};{% endfor %}"
        #expect(try counter(template).render(document.units[0], in: document) == "system=Be kind.;user=Hi;")
    }

    @Test func theDateIsTheCallers() throws {
        let template = "{{ strftime_now('%d %b %Y') }}"
        #expect(try render(template, now: CivilTime(year: 2026, month: 12, day: 1)) == "01 Dec 2026")
        #expect(throws: ChatTemplateError.self) { try render(template) }
    }

    @Test func partsAreTakenApart() throws {
        let template = """
            <|im_start|>{% for m in messages %}{{ m.content }}{% endfor %}{% if tools %} tools{% endif %}
            {%- if add_generation_prompt %}<|im_start|>assistant{% endif %}
            """
        let document = try document(#"{"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f"}]}"#)
        let count = try counter(template).count(document.units[0], in: document)
        #expect(count.total == TokenCount(5, method: .exactWithTemplate))
        #expect(count.tools.point == 1)
        #expect(count.framing.point == 1)
        #expect(count.priming.point == 2)
        #expect(count.conversation.point == 1)
    }

    @Test func whatATemplateLeavesOutIsSaid() throws {
        let document = try document(#"{"messages":[{"role":"user","content":"Hello there, world"}]}"#)
        let count = try counter("Hi").count(document.units[0], in: document)
        #expect(count.total.point == 1)
        #expect(count.notes == ["the chat template leaves out 3 tokens of the messages"])
    }

    @Test(arguments: [
        (#"{"chat_template":"a"}"#, false, "a"),
        (#"{"chat_template":[{"name":"default","template":"a"},{"name":"tool_use","template":"b"}]}"#, false, "a"),
        (#"{"chat_template":[{"name":"default","template":"a"},{"name":"tool_use","template":"b"}]}"#, true, "b"),
        (#"{"chat_template":[{"name":"rag","template":"c"}]}"#, true, "c"),
        ("{{ 'no JSON' }}", false, "{{ 'no JSON' }}"),
    ])
    func filesOfTemplates(file: String, hasTools: Bool, text: String) throws {
        #expect(try ChatTemplate(Array(file.utf8), hasTools: hasTools).text == text)
    }

    @Test(arguments: [#"{"a":1}"#, #"{"chat_template":5}"#, #"{"chat_template":[]}"#, "{% if %}", "{{"])
    func filesOfNone(file: String) {
        #expect(throws: ChatTemplateError.self) { try ChatTemplate(Array(file.utf8)) }
    }

    /// A template that never ends is stopped.
    @Test func endlessTemplatesAreStopped() throws {
        let document = try document(#"{"messages":[{"role":"user","content":"Hi"}]}"#)
        let counter = try counter(
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ a * b }}{% endfor %}{% endfor %}")
        #expect(throws: ChatTemplateError.self) { try counter.count(document.units[0], in: document) }
    }
}
