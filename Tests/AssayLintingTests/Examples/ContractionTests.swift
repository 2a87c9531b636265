import Testing

@testable import AssayLinting

struct ContractionTests {
    private func rules(_ first: String, _ second: String) throws -> [String] {
        let text = """
            Classify the ticket.

            Ticket: \(first)
            Label: account

            Ticket: Please give me my money back for the order of Tuesday.
            Label: refund

            Ticket: \(second)
            Label: account

            """
        let rules = RuleRegistry.rules.filter { $0.description.id.hasPrefix("FS00") }.map { Linter.ActiveRule($0) }
        return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
            .lint(LintSource(path: "a.txt", bytes: Array(text.utf8))).map(\.rule)
    }

    @Test(
        "two ways to write the same words are near copies",
        arguments: [
            (
                "I don't see why the app doesn't open my photos since the update of Monday.",
                "I do not see why the app does not open my photos since the update of Monday."
            ),
            (
                "They’re gone and I can’t find where my photos of the summer went after the update.",
                "They are gone and I cannot find where my photos of the summer went after the update."
            ),
        ])
    func alike(_ first: String, _ second: String) throws {
        #expect(try rules(first, second) == ["FS002"])
    }

    @Test("what is denied and what is not, and two verbs, are two cases")
    func different() throws {
        let can = "I can log in to my account since the update of Monday, and the app takes my password."
        #expect(try rules(can, can.replacing("can", with: "can't")) == [])
        #expect(try rules(can.replacing("can", with: "won't"), can.replacing("can", with: "can't")) == [])
    }

    @Test("possessives stay as they are")
    func possessives() {
        #expect(ExampleWords("the customer's dog".utf8).words.count == 3)
        #expect(ExampleWords("it's a dog".utf8).words.count == 4)
    }
}
