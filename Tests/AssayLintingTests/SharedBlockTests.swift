import Testing

@testable import AssayLinting

struct SharedBlockTests {
    private static let shared = """
        Always answer in the language of the user, never mention internal tool names, keep every answer below two hundred words, \
        and ask one question back when a date or a place is missing. Distances are in kilometres, heights in metres, and times in \
        the twenty-four hour format.
        """

    private func messages(_ files: [(name: String, text: String)]) throws -> [String] {
        let rules = RuleRegistry.rules.filter { $0.description.id == "PB010" }.map { Linter.ActiveRule($0) }
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: rules)
        return linter.findings(
            inRun: try files.map { file in
                (path: file.name, result: try linter.analyze(LintSource(path: file.name, bytes: Array(file.text.utf8))))
            }
        ).map(\.message)
    }

    private func agents(_ style: String, _ between: String) -> String {
        ["planner", "booker", "packer"].enumerated().map { index, name in
            """
            \(name):
              role: Helper
              goal: Help with part \(index) of {trip}
              backstory: \(style)
                You know all about what a \(name) of long tours in the mountains does.
            \(between)    \(Self.shared)

            """
        }.joined()
    }

    @Test(
        "a block is shared whether or not YAML folds its lines", arguments: [("|", "\n"), (">", "\n"), (">-", "\n"), (">", "")])
    func folded(_ style: String, _ between: String) throws {
        #expect(try messages([("agents.yaml", agents(style, between))]).count == 1)
    }

    @Test("folded sentences that are scattered are no block")
    func scattered() throws {
        let first = "Name the page of the manual on which the answer stands, and the line."
        let second = "Write numbers below thirteen as words, and all others as digits."
        let third = "Put the answer first and the reasons behind it, the best one first."
        let agents = ["a", "b", "c"].map { name in
            let own = ["first", "second", "third", "last"].map {
                "This is the \($0) sentence about \(name), which no other agent has."
            }
            let lines = [first, own[0], own[1], second, own[2], own[3], third].map { "    \($0)\n" }.joined()
            return "\(name):\n  role: Helper\n  goal: Help\n  backstory: >\n\(lines)"
        }
        #expect(try messages([("agents.yaml", agents.joined())]) == [])
    }

    @Test("paragraphs that are the same are one finding, whole")
    func paragraphs() throws {
        let files = ["a", "b", "c"].map { (name: "\($0).txt", text: "You are \($0).\n\n\(Self.shared)\n") }
        let tokens = try ExampleCase.tokenizer.count(Self.shared)
        #expect(try messages(files) == ["a block of \(tokens) tokens stands in 3 prompts"])
    }
}
