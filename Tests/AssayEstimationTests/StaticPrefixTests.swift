import AssayPrompts
import Testing

@testable import AssayEstimation

/// Where the part ends that calls have in common.
@Suite struct StaticPrefixTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// What is left, message by message.
        var left: [String]
        var reason: String

        var testDescription: String { name + ": " + reason }
    }

    @Test(arguments: [
        Case(name: "a.jinja", text: "One {{ a }} two", left: ["One "], reason: "up to the first variable"),
        Case(
            name: "a.md", text: "All of it.", left: ["All of it."], reason: "the whole prompt, which has no variables"),
        Case(
            name: "a.jinja", text: "One {% if a %}two{% endif %} three", left: ["One "],
            reason: "up to the first variable"),
        Case(
            name: "a.jinja", text: "One {% for a in b %}two{% endfor %}", left: ["One "],
            reason: "up to the first variable"),
        Case(
            name: "a.jinja", text: "One {# not sent #}two {{ a }}", left: ["One two "],
            reason: "up to the first variable"),
        Case(
            name: "chat.json",
            text: #"{"model":"gpt-4o","messages":[{"role":"system","content":"S"},{"role":"user","content":"U"}]}"#,
            left: ["S"], reason: "all but the last message of the user, which is taken to differ from call to call"),
        Case(
            name: "claude.json",
            text: #"""
                {"model":"claude-opus-5-5","messages":[{"role":"user","content":[{"type":"text","text":"A",
                "cache_control":{"type":"ephemeral"}},{"type":"text","text":"B"}]}],
                "system":[{"type":"text","text":"S"}]}
                """#, left: ["S", "A"], reason: "up to the request's last cache breakpoint"),
        Case(
            name: "claude.json",
            text: #"""
                {"model":"claude-opus-5-5","system":[{"cache_control":{"type":"ephemeral"},"type":"text","text":"S"}],
                "messages":[{"role":"user","content":"U"}]}
                """#, left: ["S"], reason: "up to the request's last cache breakpoint"),
    ])
    func ends(_ one: Case) throws {
        let document = try PromptReader.read(Array(one.text.utf8), name: one.name)
        let prefix = StaticPrefix(of: try #require(document.units.first))
        let texts = prefix.unit.messages.map { message in
            message.segments.filter { $0.isSent && $0.kind == .text }.map { document.text(of: $0).string }.joined()
        }
        #expect(texts == one.left)
        #expect(prefix.reason == one.reason)
    }

    @Test("a breakpoint on the tools leaves the tools") func tools() throws {
        let text = #"""
            {"model":"claude-opus-5-5","messages":[{"role":"user","content":"U"}],"system":"S","tools":[{"name":"t",
            "input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}]}
            """#
        let document = try PromptReader.read(Array(text.utf8), name: "claude.json")
        let prefix = StaticPrefix(of: try #require(document.units.first))
        #expect(prefix.unit.segments.filter(\.isSent).map(\.kind) == [.toolDefinition])
    }
}
