import Testing

@testable import AssayLinting

struct HistoryNameTests {
    @Test(
        "identifiers fall into words",
        arguments: [
            ("chatHistory", ["chat", "history"]), ("CHAT_HISTORY", ["chat", "history"]),
            ("LLMSummarizer", ["llm", "summarizer"]), ("AIMessage", ["ai", "message"]), ("listURLs", ["list", "urls"]),
            ("topN", ["top", "n"]), ("v2Messages", ["v2", "messages"]),
        ])
    func words(_ identifier: String, _ words: [String]) {
        #expect(IdentifierWords.split(identifier) == words)
    }

    @Test("messages of a context were retrieved for it")
    func context() {
        #expect(HistoryName.read("context_messages") == nil)
        #expect(HistoryName.read("chat_history") != nil)
    }

    @Test(
        "tests and stand-ins are known by the file's name",
        arguments: [
            ("test_chat.py", true), ("src/chat.test.ts", true), ("ChatTests.swift", true), ("mock_llm.py", true),
            ("tests/chat.py", false), ("contest.py", false), ("chat.py", false), ("test.py", true),
        ])
    func tests(_ path: String, _ isTest: Bool) {
        #expect(TestFile.isTest(path) == isTest)
    }
}
