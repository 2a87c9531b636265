import Testing

@testable import AssayPrompts

/// Spans and events in the shapes that instrumentations write.
@Suite struct OpenTelemetryTests {
    private func messages(_ json: String) throws -> [String] {
        let document = try PromptReader.read(Array(json.utf8), name: "spans.json")
        #expect(document.format == .openTelemetry)
        #expect(document.problems.isEmpty && Invariants.breaches(document) == [])
        return document.units.flatMap { unit in
            unit.messages.map { message in
                message.role.name + ":" + message.segments.map { document.text(of: $0).string }.joined(separator: "|")
            }
        }
    }

    @Test(arguments: [
        (
            "{\"attributes\":{\"gen_ai.input.messages\":\"[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"Hi\\\"}]}]\"}}",
            ["user:Hi"]
        ),
        (
            "{\"attributes\":{\"gen_ai.prompt.0.role\":\"system\",\"gen_ai.prompt.0.content\":\"S\",\"gen_ai.prompt.1.content\":\"Q\",\"gen_ai.completion.0.content\":\"A\"}}",
            ["system:S", "user:Q", "assistant:A"]
        ),
        (
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"chat\",\"attributes\":[{\"key\":\"gen_ai.system_instructions\",\"value\":{\"arrayValue\":{\"values\":[{\"kvlistValue\":{\"values\":[{\"key\":\"type\",\"value\":{\"stringValue\":\"text\"}},{\"key\":\"content\",\"value\":{\"stringValue\":\"Be kind\"}}]}}]}}}]}]}]}]}",
            ["system:Be kind"]
        ),
        (
            "{\"name\":\"chat\",\"attributes\":{\"gen_ai.system\":\"x\"},\"events\":[{\"name\":\"gen_ai.user.message\",\"attributes\":{\"content\":\"Q\"}},{\"name\":\"gen_ai.choice\",\"body\":{\"message\":{\"content\":\"A\"}}}]}",
            ["user:Q", "assistant:A"]
        ),
        (
            "{\"name\":\"chat\",\"attributes\":{\"gen_ai.system\":\"x\"},\"events\":[{\"name\":\"gen_ai.content.prompt\",\"attributes\":{\"gen_ai.prompt\":\"[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"Q\\\"}]\"}},{\"name\":\"gen_ai.content.completion\",\"attributes\":{\"gen_ai.completion\":\"plain\"}}]}",
            ["user:Q", "assistant:plain"]
        ),
        (
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"gen_ai.system.message\",\"attributes\":[{\"key\":\"gen_ai.system\",\"value\":{\"stringValue\":\"x\"}}],\"body\":{\"kvlistValue\":{\"values\":[{\"key\":\"content\",\"value\":{\"stringValue\":\"S\"}}]}}}]}]}]}",
            ["system:S"]
        ),
    ])
    func shapes(json: String, expected: [String]) throws {
        #expect(try messages(json) == expected)
    }
}
