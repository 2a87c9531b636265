extension HistoryCase {
    private static let reply = "reply = client.chat.completions.create(model=\"gpt-4o\", max_tokens=400, messages=%)"

    /// Python that adds a question, does something, and sends a list.
    private static func python(_ name: String, _ before: String = "", then: String, sends list: String = "turns") -> HistoryCase {
        HistoryCase(
            name, "cut.py",
            """
            \(before)
            turns = []
            def ask(text):
                global turns
                turns.append({"role": "user", "content": text})
                \(then)
                \(reply.replacing("%", with: list))
                turns.append({"role": "assistant", "content": reply})
            """)
    }

    private static func typeScript(_ name: String, then: String, method: String = "") -> HistoryCase {
        HistoryCase(
            name, "cut.ts",
            """
            class Chat {
              turns: Message[] = [];
              async ask(text: string) {
                this.turns.push({ role: "user", content: text });
                \(then)
                const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 400, messages: this.turns });
                this.turns.push({ role: "assistant", content: reply.text });
              }
              \(method)
            }
            """)
    }

    private static let chain = """
        trimmer = trim_messages(max_tokens=3000, strategy="last", token_counter=llm)
        chain = % | prompt | llm
        history = []
        while True:
            history.append(HumanMessage(input()))
            answer = chain.invoke(history)
            history.append(AIMessage(answer))
        """

    /// Lists that are cut where they are put together, or by what stands between them and the model.
    static let cut: [HistoryCase] = [
        python("a slice of a sum", then: "turns = (turns + [{\"role\": \"tool\", \"content\": note}])[-30:]"),
        python("one of two places", then: "if len(turns) > 24: old, turns = turns[:-6], turns[-6:]"),
        python(
            "an iterator that ends", "import itertools",
            then: "recent = list(itertools.islice(reversed(turns), 10))[::-1]", sends: "recent"),
        typeScript("a slice of a literal", then: "this.turns = [...this.turns, { role: \"tool\", content: note }].slice(-30);"),
        typeScript("no more than there are", then: "this.turns.splice(0, this.turns.length - 6);"),
        typeScript(
            "a method that is called when there are many", then: "if (this.turns.length > 20) this.drop();",
            method: "drop() { this.turns.splice(0, 10); }"),
        HistoryCase("a chain that trims", "chain.py", chain.replacing("%", with: "trimmer")),
        HistoryCase(
            "a trimmer that is made first", "trimmer.py",
            """
            trimmer = trim_messages(max_tokens=3000, strategy="last", token_counter=llm)
            history = []
            while True:
                history.append(HumanMessage(input()))
                answer = llm.invoke(trimmer.invoke(history))
                history.append(AIMessage(answer))
            """),
    ]

    /// The same with nothing that limits the length.
    static let uncut: [HistoryCase] = [
        python("all but the first of a sum", then: "turns = (turns + [{\"role\": \"tool\", \"content\": note}])[1:]"),
        python("the other of two places", then: "if len(turns) > 24: turns, old = turns[:-1], turns[-6:]"),
        typeScript("all but the first of a literal", then: "this.turns = [...this.turns, { role: \"tool\" }].slice(1);"),
        typeScript("some that are taken on request", then: "if (this.isForgetful) this.turns.splice(0, 2);"),
        typeScript(
            "a method that is called on request", then: "if (this.isForgetful) this.drop();",
            method: "drop() { this.turns.splice(0, 10); }"),
        HistoryCase("a chain that does not trim", "chain.py", chain.replacing("%", with: "parser")),
    ]
}
