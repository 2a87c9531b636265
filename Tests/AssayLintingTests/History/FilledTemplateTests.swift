import Testing

@testable import AssayLinting

/// HI001 in templates of programs: what fills them decides.
struct FilledTemplateTests {
    private func count(_ text: String, _ file: String) throws -> Int {
        let rules = RuleRegistry.rules.filter { $0.description.id == "HI001" }.map { Linter.ActiveRule($0) }
        return try Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
            .lint(LintSource(path: file, bytes: Array(text.utf8))).count
    }

    private func program(_ list: String, _ add: String, _ fill: String) -> String {
        """
        PROMPT = \"\"\"You help hikers to find a trail.

        {history}

        User: {question}\"\"\"

        history = \(list)

        def ask(question):
            global history
            text = \(fill)
            answer = client.responses.create(model="gpt-4o", input=text, max_output_tokens=300).output_text
            history.append(f"User: {question}")
            \(add)
            return answer

        """
    }

    private static let whole = "PROMPT.format(history=\"\\n\".join(history), question=question)"

    @Test("a list that is bounded when the template is filled is no finding")
    func bounded() throws {
        #expect(try count(program("deque(maxlen=10)", "", Self.whole), "a.py") == 0)
        #expect(try count(program("[]", "history = history[-20:]", Self.whole), "a.py") == 0)
        #expect(try count(program("[]", "if len(history) > 20: history.pop(0)", Self.whole), "a.py") == 0)
        let slice = "PROMPT.format(history=\"\\n\".join(history[-12:]), question=question)"
        #expect(try count(program("[]", "", slice), "a.py") == 0)
        let replaced = "PROMPT.replace(\"{history}\", \"\\n\".join(history[-12:])).replace(\"{question}\", question)"
        #expect(try count(program("[]", "", replaced), "a.py") == 0)
    }

    @Test("a list that is filled in whole is a finding, and so is one that is filled in elsewhere")
    func unbounded() throws {
        #expect(try count(program("[]", "", Self.whole), "a.py") == 1)
        #expect(try count(program("[]", "", "PROMPT.format(history=history, question=question)"), "a.py") == 1)
        #expect(try count(program("deque(maxlen=10)", "", "fill(PROMPT)"), "a.py") == 1)
        // One of two places that fill it.
        let both = "PROMPT.format(history=history[-4:], question=question) if short else PROMPT.format(history=history)"
        #expect(try count(program("[]", "", both), "a.py") == 1)
    }

    @Test("placeholders of messages follow what a chain is given")
    func chains() throws {
        let chain = """
            prompt = ChatPromptTemplate.from_messages([("system", "You help."), MessagesPlaceholder("chat_history"), ("human", "{q}")])
            chain = prompt | llm

            class Bot:
                def __init__(self):
                    self.turns = []

                def ask(self, q):
                    answer = chain.invoke({"chat_history": self.turns, "q": q})
                    self.turns.append(HumanMessage(q))
                    self.turns.append(AIMessage(answer.content))
                    CUT

            """
        #expect(try count(chain.replacing("CUT", with: "self.turns = self.turns[-20:]"), "a.py") == 0)
        #expect(try count(chain.replacing("CUT", with: "pass"), "a.py") == 1)
        let steps = """
            PROMPT = \"\"\"Answer the question with the tools at hand.

            Question: {question}
            {scratchpad}\"\"\"

            def run(question):
                steps = []
                LOOP:
                    out = llm.invoke(PROMPT.format(question=question, scratchpad="\\n".join(steps)))
                    steps.append(out)

            """
        #expect(try count(steps.replacing("LOOP", with: "for step in range(6)"), "a.py") == 0)
        #expect(try count(steps.replacing("LOOP", with: "while True"), "a.py") == 1)
    }
}
