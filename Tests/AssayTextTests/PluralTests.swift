import AssayText
import Testing

@Suite struct PluralTests {
    @Test(
        "one is one, whatever sign it has, and all else is many",
        arguments: [
            ("1", "1 call"), ("+1", "+1 call"), ("-1", "-1 call"), ("0", "0 calls"), ("11", "11 calls"),
            ("0.1", "0.1 calls"), ("1-5", "1-5 calls"), ("~1 (1-3)", "~1 (1-3) calls"),
        ])
    func nouns(number: String, text: String) {
        #expect(plural(number, "call") == text)
        if let number = Int(number), text.first != "+" { #expect(plural(number, "call") == text) }
    }

    @Test func otherEndings() {
        #expect(plural(1, "entry is", "entries are") == "1 entry is")
        #expect(plural(2, "entry is", "entries are") == "2 entries are")
    }
}
