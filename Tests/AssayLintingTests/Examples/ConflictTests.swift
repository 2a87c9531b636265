import Testing

@testable import AssayLinting

/// When two examples contradict each other, and when they only look as if they did.
struct ConflictTests {
    private func rules(_ text: String, file: String = "p.txt") throws -> [String] {
        let rules = RuleRegistry.rules.filter { ["FS001", "FS002", "FS003"].contains($0.description.id) }
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: rules.map { Linter.ActiveRule($0) })
        return try linter.lint(LintSource(path: file, bytes: Array(text.utf8))).map(\.rule)
    }

    @Test(
        "short inputs with two labels",
        arguments: [
            "Text: love it\nLabel: good\n\nText: so so\nLabel: fair\n\nText: love it\nLabel: bad\n",
            "Review: \"Love it\"\nLabel: good\n---\nReview: \"Meh\"\nLabel: fair\n---\nReview: \"Love it\"\nLabel: bad\n",
            "Plurals, for example:\nfoo -> foos\nbar -> bars\nfoo -> fooen\nbaz -> bazzes\n",
            "{\"text\": \"hurry up\", \"label\": \"rude\"}\n{\"text\": \"hurry up\", \"label\": \"fine\"}\n",
            "| Input | Output |\n|---|---|\n| left turn | L |\n| right turn | R |\n| left turn | X |\n",
        ])
    func short(_ text: String) throws {
        #expect(try rules(text) == ["FS003"])
    }

    @Test("marks that end a sentence make no other case, and no contradiction")
    func closingMarks() throws {
        func examples(_ first: (String, String), _ second: (String, String)) -> String {
            "Text: \(first.0)\nLabel: \(first.1)\n\nText: so so\nLabel: fair\n\nText: \(second.0)\nLabel: \(second.1)\n"
        }
        let question = "where is my order"
        #expect(try rules(examples((question + "?", "status"), (question + "??", "status"))) == ["FS001"])
        #expect(try rules(examples((question, "status"), (question + "?!", "status"))) == ["FS001"])
        #expect(try rules(examples((question, "status"), (question + "?", "refund"))) == ["FS003"])
        #expect(try rules(examples((question + "?", "calm"), (question + "???", "upset"))) == [])
        #expect(try rules(examples(("love it.", "good"), ("love it!!!", "glad"))) == [])
        #expect(try rules(examples(("ありがとうございます。", "praise"), ("ありがとうございます！", "praise"))) == ["FS001"])
        #expect(try rules(examples(("谢谢你的帮助。", "praise"), ("谢谢你的帮助", "praise"))) == ["FS001"])
        #expect(try rules(examples(("أين طلبي؟", "status"), ("أين طلبي؟؟", "status"))) == ["FS001"])
        #expect(try rules(examples(("मेरा ऑर्डर कहाँ है।", "status"), ("मेरा ऑर्डर कहाँ है", "status"))) == ["FS001"])
        #expect(try rules(examples(("x = left ?? right", "fallback"), ("x = left right", "fallback"))) == [])
    }

    @Test("turns that label texts contradict each other; turns of a conversation do not")
    func turns() throws {
        func messages(_ pairs: [(String, String)]) -> String {
            "# system:\nIs it spam?\n"
                + pairs.map { "# user:\n\($0.0)\n# assistant:\n\($0.1)\n" }.joined() + "# user:\n{{text}}\n"
        }
        let text = "The pump works again since I cleaned the filter"
        let labelled = [(text, "no"), ("Buy watches on my page", "yes"), (text, "yes"), ("Great offer, click now", "yes")]
        #expect(try rules(messages(labelled), file: "p.jinja2") == ["FS003"])
        let talk = [
            ("Does the pump work again?", "Not yet, the filter is on its way from the warehouse."),
            ("And now?", "It was fitted this morning."), ("Does the pump work again?", "Yes, since ten o'clock."),
        ]
        #expect(try rules(messages(talk), file: "p.jinja2") == [])
    }

    @Test(
        "inputs that may come with two outputs",
        arguments: [
            "# Language\n\nInput: bon voyage\nOutput: fr\n\nInput: gute Reise\nOutput: de\n\n# Tone\n\nInput: bon voyage\nOutput: kind\n\nInput: hau ab\nOutput: rude\n",
            "Synonyms, for example:\nbig -> large\nbig -> huge\nsmall -> little\nsmall -> tiny\nfast -> quick\nfast -> rapid\n",
            "Target: fr\nText: good night\nOutput: bonne nuit\n\nTarget: it\nText: good night\nOutput: buona notte\n",
            "```json\n{\"items\": [\n  {\"verdict\": \"no\", \"reason\": \"<why>\"},\n  {\"verdict\": \"maybe\", \"reason\": \"<why>\"}\n]}\n```\n",
        ])
    func allowed(_ text: String) throws {
        #expect(try rules(text) == [])
    }

    @Test(
        "parts with names that no list has",
        arguments: [true, false])
    func unknownNames(_ areTags: Bool) throws {
        func text(_ pairs: [(String, String)]) -> String {
            pairs.map { clause, risk in
                areTags
                    ? "<example>\n<clause>\(clause)</clause>\n<risk>\(risk)</risk>\n</example>\n"
                    : "## Example\n\nClause: \(clause)\nRisk: \(risk)\n\n"
            }.joined()
        }
        let days = [
            ("Payment is due within thirty days of the invoice", "low"),
            ("Payment is due within ninety days of the invoice", "low"),
        ]
        #expect(try rules(text(days)) == [])
        let prices = [("Prices may be raised at any time", "high"), ("Prices may be raised at any time", "medium")]
        #expect(try rules(text(days + prices)) == ["FS003"])
    }

    @Test("text behind the last example is no part of its answer")
    func lastAnswer() throws {
        let text = """
            Q: may I change the address after I have paid
            A: yes, until the parcel has left

            Q: do you deliver on islands
            A: yes, by ferry

            Q: may I change the address after I have paid
            A: yes, until the parcel has left

            Never promise a time of delivery.

            Q: {question}
            A:
            """
        #expect(try rules(text) == ["FS001"])
    }

    @Test("one word in a short input makes another case, one name in a long one does not")
    func likeness() throws {
        let short = "We may use your %@ in advertising without asking you"
        func pair(_ template: String, _ first: String, _ second: String, _ output: String) -> String {
            [first, "nothing of the sort is written here", second].map {
                "Statement: \($0.hasPrefix("nothing") ? $0 : template.replacing("%@", with: $0))\n"
                    + "Label: \($0.hasPrefix("nothing") ? "none" : output)\n\n"
            }.joined()
        }
        #expect(try rules(pair(short, "photos", "address", "consent")) == [])
        let long =
            "My name is %@ and I write about the lamp in our street, which has been broken for three weeks although I called twice"
        #expect(try rules(pair(long, "Helga Brandt", "Tomas Weber", "public works")) == ["FS002"])
    }

    @Test("fields of a report that is described twice are no examples")
    func fieldLists() throws {
        let fields = "- Title: the name of the community\n- Rating explanation: one sentence about the rating\n"
        let text = "# Goal\n\n\(fields)\n# Rules\n\nCite sources.\n\n# Goal\n\n\(fields)\n# Rules\n\nCite sources.\n"
        #expect(try rules(text) == [])
    }
}
