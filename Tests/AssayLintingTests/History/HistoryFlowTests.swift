import AssayPrompts
import Testing

@testable import AssayLinting

struct HistoryFlowTests {
    private func leaks(_ example: HistoryCase) throws -> [String] {
        let document = try PromptReader.read(Array(example.source.utf8), name: example.file)
        let flow = try #require(HistoryFlow(document))
        return flow.leaks().map(\.place)
    }

    @Test("a list that grows with every turn and is sent whole is found", arguments: HistoryCase.unbounded)
    func unbounded(_ example: HistoryCase) throws {
        #expect(try !leaks(example).isEmpty)
    }

    @Test("bounded lists and single requests are left alone", arguments: HistoryCase.bounded)
    func bounded(_ example: HistoryCase) throws {
        #expect(try leaks(example) == [])
    }

    @Test("a program with more calls than are followed says so")
    func unread() throws {
        let text = "class C:\n    def a(self): return client.chat.completions.create(model=\"m\", messages=self.h)\n"
        let rules = RuleRegistry.rules.filter { $0.description.id == "HI002" }.map { Linter.ActiveRule($0) }
        func messages(_ count: Int) throws -> [String] {
            let bytes = Array(String(repeating: text, count: count).utf8)
            return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules).lint(LintSource(path: "a.py", bytes: bytes)).map(
                \.message)
        }
        #expect(try messages(500) == [])
        #expect(try messages(501).first?.hasPrefix("Of the 501 calls of models in this file") == true)
    }
}
