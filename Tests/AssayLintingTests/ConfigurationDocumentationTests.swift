import Testing

@testable import AssayLinting

/// What `docs/configuration.md` says is what the reader knows.
struct ConfigurationDocumentationTests {
    private static let text = RepositoryFile.read("docs/configuration.md").map { String(decoding: $0, as: UTF8.self) } ?? ""

    /// The first block of YAML.
    private static var example: String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.firstIndex(of: "```yaml") ?? lines.endIndex - 1
        return lines[(first + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
    }

    /// The first cells of a section's table: `a`, `b`.
    private static func rows(of section: String) -> [String] {
        let lines = text.split(separator: "\n")
        let from = lines.firstIndex(of: "## \(section)") ?? lines.endIndex - 1
        let table = lines[(from + 1)...].prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("| `") }
        return table.flatMap { $0.split(separator: "|")[0].split(separator: "`").filter { $0.contains(where: \.isLetter) } }
            .map(String.init)
    }

    @Test("the example is read, with every part of it")
    func exampleIsRead() throws {
        let configuration = try ConfigurationReader.read(Array(Self.example.utf8))
        #expect(configuration.models == ["gpt-4o", "claude-opus-4-6"])
        #expect(configuration.calls == "1000/day")
        #expect(configuration.failOn == "warning")
        #expect(configuration.ignore == ["PB003"])
        #expect(configuration.rules["FS001"]?.severity == .warning)
        #expect(configuration.rules["FS002"]?.isOn == false)
        #expect(configuration.rules["HI004"]?.severity == .error)
        #expect(configuration.rules["TK006"]?.severity == .info)
        #expect(configuration.rules["PB001"]?.options["min-tokens"] == .integer(40))
        #expect(configuration.include == ["texts/*.txt"])
        #expect(configuration.exclude == ["prompts/old/"])
        #expect(configuration.overrides.first?.rules["TK001"]?.isOn == false)
        #expect(configuration.overrides.first?.rules["PB002"]?.severity == .info)
        #expect(configuration.budgets.map(\.tokens) == [1200, 400, nil])
        #expect(configuration.budgets.map(\.unit) == [nil, "SYSTEM_PROMPT", nil])
        #expect(configuration.teams.map(\.calls) == ["20000/day"])
        #expect(configuration.labels.map(\.budget) == ["50"])
    }

    @Test("every key has a row, and every row is a key")
    func keys() {
        #expect(Set(Self.rows(of: "Keys")) == Set(ConfigurationReader.keys))
        let budgets = Set(ConfigurationReader.budgetKeys).subtracting(["paths", "unit"])
        #expect(Set(Self.rows(of: "Budgets")) == budgets)
        for key in ["paths", "unit", "calls", "severity"] + ConfigurationReader.failLevels {
            #expect(Self.text.contains("`\(key)`"), "\(key)")
        }
    }
}
