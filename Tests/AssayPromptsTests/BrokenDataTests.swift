import Testing

@testable import AssayPrompts

struct BrokenDataTests {
    private func find(_ text: String, _ name: String?) -> BrokenData? { BrokenData.find(Array(text.utf8), name: name) }

    @Test(
        "the start of a request is known by what stands before the break",
        arguments: [
            (#"{"messages":[{"role":"system","content":"You are"#, PromptFormat.openaiChat, true),
            (#"{"messages":[{"role":"user","content":"Hi."}]"#, .openaiChat, true),
            (#"{"messages":[{"role":"user","content":"Hi."},"#, .openaiChat, true),
            (#"{"messages":[{"role":"user","content":tru"#, .openaiChat, true),
            (#"{"messages":[{"role":"user","content":"a\u00"#, .openaiChat, true),
            (#"{"messages"  "#, .openaiChat, true),
            (#"{"system": "Be brief.", "messages": [] "model": "x"}"#, .anthropic, false),
            ("{\"contents\":[{\"parts\":[{\"text\":\"two\nlines\"}]}]}", .gemini, false),
            (#"{"model": "gpt-5", "input": "Sort {{ mail }}.", }"#, .openaiResponses, false),
            (#"{"_type": "prompt", "template": "Sort {mail}." "#, .langchain, true),
            ("\u{FEFF}" + #"{"messages":[{"role":"user","#, .openaiChat, true),
            (#"{"messages": []} trailing"#, .openaiChat, false),
        ])
    func requests(_ text: String, _ format: PromptFormat, _ isCutOff: Bool) throws {
        guard case .broken(let found)? = find(text, "a.json") else {
            Issue.record("not broken")
            return
        }
        #expect(found.format == format)
        #expect(found.isCutOff == isCutOff)
        #expect(found.reason.hasPrefix("not JSON: "))
    }

    @Test(
        "a template that writes JSON is not broken",
        arguments: [
            (#"{"messages": [{% for m in history %}{"role": "user"}{% endfor %}]}"#, PromptFormat.jinja),
            (#"{# chat #}{"messages": []}"#, .plain),
            (#"{"messages": [{"role": "system", "content": {{ system | tojson }}}]}"#, .plain),
            (#"{"messages": [{"role": "system", "content": "{{ x | default("none") }}"}]}"#, .plain),
            (#"{{#each turns}}{"role": "user"}{{/each}}"#, .handlebars),
            (#"{"messages": ${messages}}"#, .plain), (#"{"messages": $messages}"#, .plain),
            (#"{"messages": {messages}}"#, .plain), (#"{{"messages": [{{"role": "user"}}]}}"#, .plain),
            (#"{"messages": [{"role": "user", "content": <question>}]}"#, .plain), (#"{"messages": %s}"#, .plain),
        ])
    func templates(_ text: String, _ format: PromptFormat) {
        #expect(find(text, "a.json") == .other(format))
    }

    @Test("tags within the strings of a broken request make it no template")
    func tagsBeforeTheBreak() {
        for text in [
            #"{"messages": [{"role": "system", "content": "Hello {{ name }}"} {"role": "user"}]}"#,
            #"{"messages": [{"role": "system", "content": "Hello {{ name }} and {{ na"#,
        ] {
            guard case .broken(let found)? = find(text, "a.json") else {
                Issue.record("\(text)")
                continue
            }
            #expect(found.format == .openaiChat)
        }
    }

    @Test("data that nobody sends are broken without a format, and what is whole or empty is not")
    func others() {
        guard case .broken(let found)? = find("{\n  // strict\n  \"strict\": true\n}", "tsconfig.json") else {
            Issue.record("not broken")
            return
        }
        #expect(found == .init(offset: 4, reason: "not JSON: a key in double quotes was expected"))
        for text in ["", " \n", #"{"strict": true}"#] { #expect(find(text, "a.json") == nil) }
        #expect(find(#"{"messages": [}"#, "a.txt") == nil)
        #expect(find("[INST] Be brief.", nil) == nil)
        #expect(find(#"{"messages": [{"role": "user""#, nil) != nil)
        #expect(find("{\"messages\": []}\n{\"messages\": []}\n", "a.json") == .other(.openaiFineTune))
    }

    @Test("lines and YAML are known by their starts too")
    func linesAndYAML() {
        func format(_ text: String, _ name: String) -> PromptFormat? {
            guard case .broken(let found)? = find(text, name) else { return nil }
            return found.format
        }
        #expect(format(#"{"custom_id": "1", "body": {"messages": [{"role": "us"#, "a.jsonl") == .openaiBatch)
        #expect(format(#"{"messages": [{"role": "user", "content": "Hi."}"#, "a.jsonl") == .openaiFineTune)
        #expect(
            format("messages:\n  - role: system\n    content: \"Be brief.\n  - role: user\n", "a.yaml") == .githubPrompt)
        #expect(find("messages:\n  - role: system\n    content: {{ x }}: {{ y }}\n", "a.yaml") == .other(.plain))
        #expect(find("{\n  \"messages\": []\n}\n", "a.jsonl") == .other(.openaiChat))
        #expect(find("a: 1\n{% if x %}\nb: 2\n{% endif %}\n", "a.yaml") == .other(.jinja))
    }

    @Test("what stands before any break can be read, wherever it is cut")
    func everyCut() throws {
        let text = #"{"model":"gpt-4o","n":[1,-2.5e3,true,null,{}],"messages":[{"role":"user","content":"é\"\\\u00e9{{x}}\n"}]}"#
        let bytes = Array(text.utf8)
        for end in 1..<bytes.count {
            let start = JSONStart.completed(bytes[..<end])
            let isCharacter = bytes[end] & 0xC0 != 0x80
            if isCharacter { #expect((try? DataNode.json(start)) != nil, "\(String(decoding: start, as: UTF8.self))") }
        }
    }
}
