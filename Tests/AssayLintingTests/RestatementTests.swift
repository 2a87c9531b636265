import Testing

@testable import AssayLinting

/// Sentences that say the same, and sentences that only sound alike.
struct RestatementTests {
    private func rules(_ text: String, _ ids: [String] = ["PB001", "PB002"], file: String = "p.txt") throws -> [String] {
        let rules = RuleRegistry.rules.filter { ids.contains($0.description.id) }.map { Linter.ActiveRule($0) }
        return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
            .lint(LintSource(path: file, bytes: Array(text.utf8))).map(\.rule)
    }

    @Test("a sentence that stands there again as it is is told from one with other words")
    func messages() throws {
        let sentence = "Never tell the guest which rooms are free on other floors."
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: [Linter.ActiveRule(RestatedInstruction.self)])
        func message(_ second: String) throws -> [String] {
            let text = "\(sentence)\n\nThe shop opens at nine.\n\n\(second)\n"
            return try linter.lint(LintSource(path: "p.txt", bytes: Array(text.utf8))).map(\.message)
        }
        #expect(try message(sentence) == ["the sentence stands here a second time"])
        #expect(
            try message("Never tell a guest which rooms are free on other floors.")
                == ["the sentence is a near copy of an earlier one"])
    }

    @Test("fields of one form are fields of their own, and an instruction under two labels is one")
    func fields() throws {
        for form in ["a whole number from 1 to 10.", "a string of at most 80 characters."] {
            #expect(try rules("Fields:\n- title: \(form)\n- subtitle: \(form)\n- slug: \(form)\n", file: "p.txt") == [])
        }
        let rule = "never promise a date of delivery before the warehouse has confirmed it."
        #expect(try rules("- Orders: \(rule)\n- Returns: \(rule)\n", file: "p.txt") == ["PB002"])
    }

    @Test(
        "said again with another article, ending, order or kind of denial",
        arguments: [
            ("Responda em uma única frase, em português do Brasil.", "Responda em uma frase única em português do Brasil."),
            ("결과는 반드시 한국어로 작성하고 두 문장을 넘기지 마세요.", "결과를 반드시 한국어로 작성하고, 두 문장을 넘기지 마세요."),
            (
                "Rispondi soltanto a domande sul museo e sui suoi orari.",
                "Rispondi soltanto alle domande sul museo e sui suoi orari."
            ),
            (
                "Cite the source of every claim with its title and its date.",
                "For every claim, cite the source with its title and date."
            ),
            (
                "Do not publish photographs of guests without their written consent.",
                "Photographs of guests may be published only with their written consent."
            ),
            (
                "Pin every dependency to an exact version; ranges are not allowed in the manifest.",
                "In the manifest ranges are not allowed; pin every dependency to an exact version."
            ),
            (
                "**Never tell the guest which rooms are free on other floors.**",
                "Never tell the guest which rooms are free on other floors."
            ),
            (
                "- \"reason\": one sentence about why the verdict was chosen, in the language of the text",
                "- \"reason\": one sentence about why the verdict was chosen, in the language of the text"
            ),
        ])
    func same(_ first: String, _ second: String) throws {
        #expect(try rules("\(first)\n\nThe shop opens at nine.\n\n\(second)\n").count == 1)
    }

    @Test(
        "swapped parties, levels, steps and what introduces two things",
        arguments: [
            "The Buyer shall keep the papers of the Seller secret for two years.\nThe Seller shall keep the papers of the Buyer secret for two years.",
            "**Level A**\nA reader would notice the gap in the story.\n\n**Level B**\nA reader would notice the gap in the story. Nothing else is missing.",
            "If all is well, write your answer in the following form:\nDONE\n\nIf not, ask first.\n\nAfter three failures write your answer in the following form:\nSTOP",
            "# Stufe 1\nDer Rechenweg ist nachvollziehbar und ohne Fehler.\n\n# Stufe 2\nDer Rechenweg ist nachvollziehbar und ohne Fehler. Das Ergebnis fehlt.",
            "appointment: Use it when the user wants to see or move an appointment.\nreminder: Use it when the user wants to see or move a reminder.",
            "- You must specify the old contents which you would like to replace, wrapped in OLD marks.\n- You must specify the new contents which you would like to replace the old contents with, wrapped in NEW marks.",
            "The following are examples of CORRECT predicted answers.\nOne.\n\nThe following are examples of INCORRECT predicted answers.\nTwo.\n\nThe following are examples of NOT_ATTEMPTED predicted answers.\nThree.",
            "Here you see answers that are relevant to the question of the user.\nOne.\n\nHere you see answers that are irrelevant to the question of the user.\nTwo.",
            "- [Carrying other objects across the wire](#carrying-other-objects-across-the-wire)\n\nFor objects that cannot be written as text, see how to carry other objects across the wire.",
            "Mask the names.\n\nContext: By July your card is due. Based on your settings, we will withdraw your whole payment then.\nOutput: By [DATE] your card is due. Based on your settings, we will withdraw your whole payment then.\n\nContext: {text}\nOutput:",
            "Sing this:\n\"\"\"\nRow on, my friends, the boat is slow and the river is wide tonight, row on and on.\nThe moon is up.\nRow on, my friends, the boat is slow and the river is wide tonight, row on and on.\n\"\"\"\n",
        ])
    func different(_ text: String) throws {
        #expect(try rules(text) == [])
    }

    @Test(
        "opposite relations, and another order",
        arguments: [
            ("Refunds above 50 euros need approval from a manager.", "Refunds below 50 euros need approval from a manager."),
            (
                "Check the number of the order before the refund is booked.",
                "Check the number of the order after the refund is booked."
            ),
            (
                "If the road is closed before noon, send the van over the bridge, and tell dispatch.",
                "If the road is closed after noon, send the van over the bridge, and tell dispatch."
            ),
            (
                "Explain each step of the calculation in a short sentence before giving the result.",
                "Give the result before explaining any step of the calculation when the pupil asks for a hint only."
            ),
            (
                "Offer the guest a table for at least four people in the garden.",
                "Offer the guest a table for at most four people in the garden."
            ),
            (
                "Ask the caller for the name of the ward during the call.",
                "Ask the caller for the name of the ward before the call."
            ),
            ("Translate the text from English to German.", "Translate the text from German into English for me."),
            ("Put the date into the first column of the table.", "Take the date from the first column of the table."),
            ("Keep parcels inside the depot when the label is torn.", "Keep parcels outside the depot when the label is torn."),
            ("Include the names of the authors in the list of books.", "Exclude the names of the authors in the list of books."),
            (
                "Reject claims that arrive later than the first of March.",
                "Reject claims that arrive earlier than the first of March."
            ),
            (
                "Enable the alarm on the door when the guard leaves the hall.",
                "Disable the alarm on the door when the guard leaves the hall."
            ),
        ])
    func opposite(_ first: String, _ second: String) throws {
        #expect(try rules("\(first)\n\nThe shop opens at nine.\n\n\(second)\n") == [])
    }

    @Test(
        "entries side by side in a list are built alike on purpose; far apart, one is said again",
        arguments: [
            ("Extract the date of the contract of sale.", "Extract the start date of the contract of sale."),
            ("List the required documents for the payment.", "List the available documents for the payment."),
            ("Never share patient data with the callers.", "Never share the data of the callers with patients."),
            ("Review the pull request and write comments.", "Review the comments of the pull request, please."),
        ])
    func neighbors(_ first: String, _ second: String) throws {
        #expect(try rules("Your tasks:\n\n- \(first)\n- \(second)\n- Be quick.\n") == [])
        #expect(try rules("Your tasks:\n\n- \(first)\n- Be quick.\n- \(first)\n") != [])
    }

    @Test("the first and the third entry of a list are neighbours, however long the one between them is")
    func entries() throws {
        func list(_ between: [String]) -> String {
            (["Read the whole diff before you comment on any line of it."] + between
                + ["Read the whole description before you comment on the diff."]).map { "- \($0)\n" }.joined()
        }
        let long =
            "Comment on no line that the diff leaves alone, unless it is needed for the rest to work; then say which file and "
            + "which line need another word."
        #expect(try rules(list(["Be kind."])) == [])
        #expect(try rules(list([long])) == [])
        #expect(try rules(list([long, "Ask for tests where there are none for what the author has changed."])) == ["PB002"])
    }

    @Test(
        "one order, in either direction",
        arguments: [
            (
                "Check the number of the order and the name of the buyer before you book the refund.",
                "Book the refund only after you have checked the number of the order and the name of the buyer."
            ),
            (
                "Before you book the refund, check the number of the order and the name of the buyer.",
                "Check the number of the order and the name of the buyer before you book the refund."
            ),
            ("Refunds over 50 euros need approval from a manager.", "Refunds above 50 euros need approval from a manager."),
        ])
    func sameOrder(_ first: String, _ second: String) throws {
        #expect(try rules("\(first)\n\nThe shop opens at nine.\n\n\(second)\n").count == 1)
    }

    @Test(
        "another thing to do in one case, and a case beside what is to be done",
        arguments: [
            "If a field is not present in the text, leave it out.\nIf no field is present in the text, return a blank string.",
            "Decide if the goal of the customer has been met and the call has ended.\nIf the goal of the customer has been met, mark the call as complete.",
        ])
    func conditions(_ text: String) throws {
        #expect(try rules(text) == [])
    }

    @Test("who asks may say a thing again behind an answer; instructions may not")
    func turns() throws {
        let wish = "My train to Malmo was cancelled, please find me another one before the end of the morning."
        func request(_ first: String, _ second: String) -> String {
            """
            {"model": "m", "messages": [{"role": "\(first)", "content": "\(wish)"},
            {"role": "assistant", "content": "There is one at ten."}, {"role": "\(second)", "content": "Sorry? \(wish)"}]}
            """
        }
        #expect(try rules(request("user", "user"), file: "request.json") == [])
        #expect(try rules(request("system", "user"), file: "request.json").count == 1)
    }

    @Test("blocks of one message are texts of their own")
    func blocks() throws {
        let text = """
            {"model": "m", "system": [{"type": "text", "text": "You check facts. Cite the source of every claim with its title and its date."},
            {"type": "text", "text": "Say so when there is none."}],
            "messages": [{"role": "user", "content": "For every claim, cite the source with its title and date.\\n\\nThe bridge is old."}]}
            """
        #expect(try rules(text, file: "request.json") == ["PB002"])
    }

    @Test("a limit on the length that is set twice, in other words")
    func limits() throws {
        let text = "Write at most 120 words.\n\nName the material.\n\nThe text must not be longer than 120 words.\n"
        #expect(try rules(text, ["PB005"]) == ["PB005"])
    }

    @Test("two short sentences that come back together are one finding")
    func joined() throws {
        let line = "- Choose exactly one label. Never return several labels."
        #expect(try rules("\(line)\n- Be brief.\n\nThe labels are in the list.\n\n\(line)\n").count == 1)
    }

    @Test(
        "a format that is only spoken of is not demanded",
        arguments: [
            "Return one JSON object.\n\nBackslashes are written twice in the JSON.",
            "Return one JSON object.\n\nThe returned JSON is stored for a year.",
        ])
    func spokenOf(_ text: String) throws {
        #expect(try rules(text, ["PB005"]) == [])
    }

    @Test("a number and nothing else, demanded twice; fields that a value renders")
    func demands() throws {
        let number = "Only answer with a number from the list.\n\n{list}\n\nThe answer is one number only.\n"
        #expect(try rules(number, ["PB005"]) == ["PB005"])
        let fields = """
            function Read(text: string) -> Card {
              client GPT4
              prompt #"
                Return JSON with the fields name (string) and phone (string).
                {{ text }}
                {{ ctx.output_format }}
              "#
            }
            """
        #expect(try rules(fields, ["PB005"], file: "card.baml") == ["PB005"])
    }

    @Test("licences and pages of documentation are no prompts")
    func companions() throws {
        let clause = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software."
        let licence = "Copyright (c) 2024 A\n\n\(clause)\n\nCopyright (c) 2025 B\n\n\(clause)\n"
        #expect(try rules(licence, file: "NOTICE.txt") == [])
        let note = "See the usage instructions on the start page to begin working with the tool and its many options."
        let page = "---\ntitle: Install\nnav_order: 3\n---\n# Linux\n\n\(note)\n\n# Windows\n\n\(note)\n"
        #expect(try rules(page, file: "install.md") == [])
        #expect(try rules(page.replacing("nav_order: 3\n", with: ""), file: "install.md") == ["PB001"])
    }
}

/// Sums that thresholds are compared with.
struct WordWeightTests {
    @Test func sumsAreTheSameWhateverTheOrder() {
        let words = (0..<40).map { (stem: UInt64($0) &* 0x9E37_79B9_7F4A_7C15, weight: $0 % 3 == 0 ? 1 : 0.4) }
        let sums = (0..<50).map { _ in
            var weights = WordWeights()
            for word in words.shuffled() { weights[word.stem] = word.weight }
            return [weights.total, weights.shared(with: weights)]
        }
        #expect(Set(sums).count == 1)
    }
}

/// Which values are long enough that sending them twice matters.
struct VariablePlaceTests {
    private func count(_ text: String, file: String = "p.jinja2") throws -> Int {
        let rules = RuleRegistry.rules.filter { $0.description.id == "PB006" }.map { Linter.ActiveRule($0) }
        return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
            .lint(LintSource(path: file, bytes: Array(text.utf8))).count
    }

    @Test(
        "values on lines of their own, whatever they are called",
        arguments: [
            "Read:\n{{ vertrag }}\n\nOnce more:\n{{ vertrag }}\n", "{{ thread }}\n\nSum up:\n{{ thread }}\n",
            "Question: {{ question }}\n\nThink.\n\nQuestion: {{ question }}\n",
        ])
    func long(_ text: String) throws {
        #expect(try count(text) == 1)
    }

    @Test(
        "words of a sentence, counts, short names and values that change",
        arguments: [
            "How do I {{ question }}?\nWho can {{ question }}?\n",
            "Ask at most {{ max_results_per_context }} times.\n\n{{ max_results_per_context }}\n",
            "{{ language }}\n\nWrite in\n{{ language }}\n",
            "{% set part = a %}\n{{ part }}\n{% set part = b %}\n{{ part }}\n",
            "<|im_start|>{{ content }}\n{{ content }}<|im_end|>\n",
        ])
    func short(_ text: String) throws {
        #expect(try count(text) == 0)
    }
}
