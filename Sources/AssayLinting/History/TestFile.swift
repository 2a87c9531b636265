/// Files that test or stand in for a program: what they send never meets a user.
enum TestFile {
    /// `test_chat.py`, `chat.test.ts`, `ChatTests.swift`, `mock_llm.py`: by the name of the file alone, since folders say
    /// little where a whole project is kept in one called so.
    static func isTest(_ path: String) -> Bool {
        let words = IdentifierWords.split(path.split(separator: "/").last ?? "")
        guard words.count >= 2 else { return false }
        return words[0] == "test" || words[0] == "mock" || words[0] == "conftest"
            || ["test", "tests", "spec", "mock", "mocks"].contains(words[words.count - 2])
    }
}
