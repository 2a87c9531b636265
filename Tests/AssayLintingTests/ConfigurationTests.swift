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
            (
                "rules:\n  PB001: {min-tokns: 3}",
                "2:11: unknown key of rule PB001 'min-tokns'; did you mean min-tokens?"
            ),
            ("rules: {PB001: loud}", "1:16: 'loud' is no severity; write off, on, info, warning or error"),
            (
                "rules: {PB001: {min-tokens: many}}",
                "1:29: min-tokens is 'many'; give a whole number"
            ),
            ("overrides:\n  - ignore: [PB]", "2:5: an override needs 'paths' to say which files it is about"),
            (
                "fail-on: error\nignore: [PB]\nfail-on: never",
                "3:1: 'fail-on' stands here again; it is in line 1 already. Keep one of the two"
            ),
            (
                "rules:\n  PB001: off\n  PB002: off\n  \"PB001\": error",
                "4:3: 'PB001' stands here again; it is in line 2 already. Keep one of the two"
            ),
            (
                "budgets:\n  - paths: [a]\n    tokens: 5\n    tokens: 6",
                "4:5: 'tokens' stands here again; it is in line 3 already. Keep one of the two"
            ),
            (
                "teams:\n  a: {budget: 5/month}\n  a: {budget: 6/month}",
                "3:3: 'a' stands here again; it is in line 2 already. Keep one of the two"
            ),
            (
                "model: gpt-4o\nmodels: [o3]",
                "2:1: 'models' says again what 'model' says in line 1; keep one of the two"
            ),
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

    @Test("what a mapping says itself goes before what it merges, and is no repetition")
    func mergedKeys() throws {
        let text = """
            rules:
              PB001: &strict {severity: error, min-tokens: 20}
              PB002:
                <<: *strict
                severity: info
            """
        let active = try ConfigurationReader.read(Array(text.utf8)).activeRules { _ in false }
        #expect(active.first { $0.id == "PB001" }?.severity == .error)
        #expect(active.first { $0.id == "PB002" }?.severity == .info)
    }

    @Test("an empty file decides nothing", arguments: ["", "# nothing\n"])
    func empty(_ text: String) throws {
        let configuration = try ConfigurationReader.read(Array(text.utf8))
        #expect(configuration.activeRules { _ in false }.count == RuleRegistry.rules.count)
    }
}
