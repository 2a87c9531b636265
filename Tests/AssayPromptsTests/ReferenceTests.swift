import Testing

@testable import AssayPrompts

/// Cases whose answers were recorded from the reference implementations: jinja2 3.1.6 in the sandbox that model hubs
/// use, PyYAML 6 with its base loader.
@Suite struct ReferenceTests {
    @Test func rendersAsJinja2() throws {
        let cases = try Fixtures.lines("jinja-reference.jsonl")
        #expect(cases.count > 200)
        for item in cases {
            let name = item["name"]?.string ?? ""
            let isChat = item["chat"]?.bool == true
            let environment: JinjaTemplate.Environment = isChat ? .chatTemplate : .jinja
            let values = item["values"]?.members.map { ($0.key.text.string, JinjaValue($0.value)) } ?? []
            let result = Result { () throws(JinjaError) in
                try JinjaTemplate(item["template"]?.string ?? "", environment: environment).render(
                    .init(
                        values: values, jsonStyle: isChat ? .chatTemplate : .jinja,
                        now: CivilTime(year: 2026, month: 11, day: 20, hour: 13, minute: 5))
                ).text
            }
            switch (item["expected"]?.text.string, result) {
            case (let expected?, .success(let text)): #expect(text == expected, "\(name)")
            case (let expected?, .failure(let error)): Issue.record("\(name): \(error), expected \(expected)")
            case (nil, .success(let text)):
                // A tag that the plain environment does not know is read over here.
                Issue.record("\(name): rendered \(text), but the reference fails")
            case (nil, .failure): break
            }
        }
    }

    @Test func readsAsPyYAML() throws {
        let cases = try Fixtures.lines("yaml-reference.jsonl")
        #expect(cases.count > 80)
        for item in cases {
            let yaml = item["yaml"]?.text.bytes ?? []
            let label = String(decoding: yaml, as: UTF8.self).debugDescription
            var parser = YAMLParser(yaml)
            let result = Result { () throws(ReadError) in try parser.documents() }
            switch (item["documents"], result) {
            case (let expected?, .success(let documents)):
                #expect(documents.map(Self.text) == expected.elements.map(Self.text), "\(label)")
            case (_?, .failure(let error)): Issue.record("\(label): \(error)")
            case (nil, .success(let documents)): Issue.record("\(label): read as \(documents.map(Self.text))")
            case (nil, .failure): break
            }
        }
    }

    /// A value with all scalars as text, as the base loader gives them.
    private static func text(_ node: DataNode) -> String {
        switch node.value {
        case .sequence(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .mapping(let members):
            "{" + members.map { text($0.key) + ":" + text($0.value) }.joined(separator: ",") + "}"
        default: node.text.string.debugDescription
        }
    }
}
