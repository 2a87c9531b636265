import Testing

@testable import AssayPrompts

/// Lists of messages that calls make, and Swift's dictionaries.
@Suite struct ProgramMessageCallTests {
    private static let both = [["system: You are a careful porter.", "user: <question>"]]

    @Test(
        "of Swift",
        arguments: [
            #"[.init(role: .system, content: "You are a careful porter."), .init(role: .user, content: question)]"#,
            #"[.init(role: .system, content: "You are a careful porter.")!, .init(role: .user, content: question)!]"#,
            #"[Chat.Message(role: .system, content: "You are a careful porter."), Chat.Message(role: .user, content: question)]"#,
            #"[.system("You are a careful porter."), .user(question)]"#,
            #"[.system(.init(content: "You are a careful porter.")), .user(.init(content: .string(question)))]"#,
            #"[.system(.init(content: .textContent("You are a careful porter."))), .user(.init(content: .string(question)))]"#,
            #"[["role": "system", "content": "You are a careful porter."], ["role": "user", "content": question]]"#,
            #"[.init(role: Role.system, text: "You are a careful porter."), .init(role: "user", text: question)]"#,
            "[\n  .init(\n    role: .system,\n    content: \"You are a careful porter.\"\n  ),\n  .user(\n    question\n  ),\n]",
        ])
    func swift(_ list: String) throws {
        #expect(try writtenUnits("let messages: [Message] = \(list)", as: .swift) == Self.both)
        #expect(try writtenUnits("try await client.send(Query(messages: \(list), model: .gpt4_o))", as: .swift) == Self.both)
    }

    @Test(
        "of Python",
        arguments: [
            #"[ChatMessage(role="system", content="You are a careful porter."), ChatMessage(role="user", content=question)]"#,
            #"[ChatMessage(role=MessageRole.SYSTEM, content="You are a careful porter."), HumanMessage(content=question)]"#,
            #"[SystemMessage("You are a careful porter."), HumanMessage(question)]"#,
        ])
    func python(_ list: String) throws {
        #expect(try writtenUnits("messages = \(list)", as: .python) == Self.both)
        #expect(try writtenUnits("messages: list[ChatMessage] = \(list)", as: .python) == Self.both)
    }

    @Test(
        "of TypeScript",
        arguments: [
            #"[new SystemMessage("You are a careful porter."), new HumanMessage(question)]"#,
            #"[new SystemMessage({ content: "You are a careful porter." }), new HumanMessage({ content: question })]"#,
            #"[new ChatMessage({ role: "system", content: "You are a careful porter." }), { role: "user", content: question }]"#,
        ])
    func typeScript(_ list: String) throws {
        #expect(try writtenUnits("const messages = \(list);", as: .javascript) == Self.both)
    }

    @Test("an answer that is given is a text")
    func answers() throws {
        let source = #"messages = [SystemMessage(content="Label it."), AIMessage(content="Send me a text."), HumanMessage(q)]"#
        #expect(try writtenUnits(source, as: .python) == [["system: Label it.", "assistant: Send me a text.", "user: <q>"]])
    }

    @Test("a constant stands for its text")
    func constants() throws {
        let source = """
            let rules = "You are a careful porter. Answer in one sentence."
            let messages: [[String: String]] = [["role": "system", "content": rules], ["role": "user", "content": question]]
            """
        let expected = [["system: [You are a careful porter. Answer in one sentence.]", "user: <question>"]]
        #expect(try writtenUnits(source, as: .swift) == expected)
    }

    @Test("a list has the name in front of its type", arguments: ["[[String: String]]", "Messages", "Array<Message>?"])
    func names(_ type: String) throws {
        let source = #"let opening: \#(type) = [.system("You are a careful porter.")]"#
        #expect(try PromptReader.read(Array(source.utf8), as: .swift).units.map(\.name) == ["opening"])
    }

    @Test(
        "what is no list of messages",
        arguments: [
            #"let seats = [.user("bob"), .system("root")]"#, #"let table = [["name": "system", "content": "You are here now."]]"#,
            #"let seats = [Seat(role: .owner, content: "the first of all")]"#, "let all: [Role] = [.system, .user]",
            #"let seats = [.system(of: 2), .user(of: 3)]"#,
        ])
    func others(_ source: String) throws {
        #expect(try writtenUnits(source, as: .swift) == [])
    }

    @Test("what is done with a message leaves its content open")
    func changed() throws {
        let source = #"let messages = [.system("You are a careful porter."), .user("Hi there").trimmed()]"#
        let found = try writtenUnits(source, as: .swift)
        #expect(found.first?.first == "system: You are a careful porter.")
        #expect(found.first?.last == #"user: <.user("Hi there").trimmed()>"#)
    }
}
