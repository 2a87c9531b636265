import AssayPrompts
import Testing

struct ConversationPlaceTests {
    @Test("a text with a place for the conversation is a prompt under any name")
    func conversation() throws {
        let source = "CONDENSE = \"\"\"Write one question that stands alone, from this talk: {chat_history} {last}\"\"\"\n"
        #expect(try PromptReader.read(Array(source.utf8), name: "texts.py").units.count == 1)
    }

    @Test("other places say nothing")
    func other() throws {
        let source = "GREETING = \"\"\"Welcome back to our shop on the river, dear {name}, and {friend}\"\"\"\n"
        #expect(try PromptReader.read(Array(source.utf8), name: "texts.py").units.isEmpty)
    }
}
