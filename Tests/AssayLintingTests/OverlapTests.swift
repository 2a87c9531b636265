import Testing

@testable import AssayLinting

/// What two rules find in one sentence is reported once, by the rule that says the most about it.
struct OverlapTests {
    private func findings(_ text: String, _ ids: [String], file: String = "p.txt") throws -> [Finding] {
        let rules = RuleRegistry.rules.filter { ids.contains($0.description.id) }.map { Linter.ActiveRule($0) }
        return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
            .lint(LintSource(path: file, bytes: Array(text.utf8)))
    }

    private let all = ["PB001", "PB002", "PB003", "PB005"]

    private static let restated = """
        Respond only with a JSON object with the keys "label" and "priority", and nothing else.

        Title: {title}

        Your response must be only a JSON object with the keys "label" and "priority".
        """

    @Test("a restated demand counts once, and the whole sentence is what goes")
    func restatedFormat() throws {
        let found = try findings(Self.restated, all)
        #expect(found.map(\.rule) == ["PB002"])
        let sentence = "Your response must be only a JSON object with the keys \"label\" and \"priority\"."
        let tokens = try ExampleCase.tokenizer.count(sentence)
        #expect(found.reduce(0) { $0 + ($1.tokens ?? 0) } <= tokens)
    }

    @Test("a rule that does not run takes nothing from another")
    func weakerAlone() throws {
        #expect(try findings(Self.restated, ["PB005"]).map(\.rule) == ["PB005"])
        #expect(try findings(Self.restated, ["PB003", "PB005"]).map(\.rule) == ["PB005"])
    }

    @Test("a verbatim copy is PB001's, and PB002's where PB001 does not run")
    func verbatim() throws {
        let sentence =
            "Answer in JSON with the fields name, street and city, and never write a single word outside of that object."
        let text = "\(sentence)\n\nText: {text}\n\n\(sentence)\n"
        #expect(try findings(text, all).map(\.rule) == ["PB001"])
        #expect(try findings(text, ["PB002", "PB005"]).map(\.rule) == ["PB002"])
    }

    @Test("filler in a copy goes with the copy")
    func filler() throws {
        let sentence = "Please note that the letter must fit on one page and must name the company in its first sentence."
        let found = try findings("\(sentence)\n\nBe kind.\n\n\(sentence)\n", all)
        #expect(found.map(\.rule).sorted() == ["PB001", "PB003"])
    }

    @Test("two places that stay apart are two findings")
    func apart() throws {
        let text = Self.restated + "\n\nIt should be noted that dates are written as in Sweden.\n"
        #expect(Set(try findings(text, all).map(\.rule)) == ["PB002", "PB003"])
    }
}
