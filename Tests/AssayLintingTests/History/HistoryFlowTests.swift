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
}
