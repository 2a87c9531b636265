import Testing

@testable import AssayLinting

struct ConfigurationTests {
    @Test("rules, categories, severities and options")
    func rules() throws {
        let text = """
            models: [gpt-4o]
            rules:
              PB: off
              PB001: {severity: error, min-tokens: 20}
              filler-phrase: warning
            overrides:
              - paths: [legacy/]
                ignore: [PB001]
            budgets:
              - {paths: ["*.txt"], tokens: 100}
            """
        let configuration = try ConfigurationReader.read(Array(text.utf8))
        let active = configuration.activeRules { _ in false }
        #expect(active.first { $0.id == "PB001" }?.severity == .error)
        #expect(active.first { $0.id == "PB001" }?.options.integer("min-tokens") == 20)
        #expect(active.first { $0.id == "PB003" }?.severity == .warning)
        #expect(!active.contains { $0.id == "PB002" })
        let legacy = configuration.activeRules { $0 == ["legacy/"] }
        #expect(!legacy.contains { $0.id == "PB001" })
        let budget = configuration.activeRules { $0 == ["*.txt"] }
        #expect(budget.first { $0.id == "TK001" }?.options.integer("max-tokens") == 100)
        #expect(configuration.models == ["gpt-4o"])
    }

    @Test(
        "a mistake names its place and what was meant",
        arguments: [
            ("rulez: {}", "1:1: unknown key of the configuration 'rulez'; did you mean rules?"),
            ("rules:\n  PB01: off", "2:3: unknown rule 'PB01'; did you mean PB001, PB010?"),
            ("rules:\n  PB001: {min-tokns: 3}", "2:11: unknown key of rule PB001 'min-tokns'; did you mean min-tokens?"),
            ("rules: {PB001: loud}", "1:16: 'loud' is no severity; write off, on, info, warning or error"),
            (
                "rules: {PB001: {min-tokens: many}}",
                "1:29: min-tokens is 'many'; give a whole number"
            ),
            ("overrides:\n  - ignore: [PB]", "2:5: an override needs 'paths' to say which files it is about"),
        ])
    func mistakes(_ text: String, _ message: String) {
        var found = ""
        do {
            _ = try ConfigurationReader.read(Array(text.utf8))
        } catch {
            found = error.description
        }
        #expect(found == message)
    }

    @Test("an empty file decides nothing", arguments: ["", "# nothing\n"])
    func empty(_ text: String) throws {
        let configuration = try ConfigurationReader.read(Array(text.utf8))
        #expect(configuration.activeRules { _ in false }.count == RuleRegistry.rules.count)
    }
}
