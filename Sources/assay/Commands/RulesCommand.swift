import ArgumentParser
import AssayJSON
import AssayLinting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay rules`
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the lint rules.",
        discussion: """
            'assay explain RULE' says more about one of them.

            Examples:
              assay rules
              assay rules --format json
            """)

    @Option(help: ArgumentHelp("How the list is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        let rules = RuleRegistry.rules.map { $0.description }
        let output = OutputWriter.standard
        switch format {
        case .text:
            var table = TextTable([.name("id"), .name("name"), .name("severity"), .name("fix"), .name("finds")])
            for rule in rules {
                table.add(
                    [rule.id, rule.name, rule.severity.rawValue, rule.fixSafety?.rawValue ?? "-", rule.summary])
            }
            table.write(to: output, usesColour: Terminal.usesColour(STDOUT_FILENO))
        case .json: output.write(Self.json(rules))
        }
        try output.flush()
    }

    private static func json(_ rules: [RuleDescription]) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.key("rules")
            writer.array(of: rules) { writer, rule in
                writer.object { writer in
                    writer.member("id", rule.id)
                    writer.member("name", rule.name)
                    writer.member("category", rule.category)
                    writer.member("severity", rule.severity.rawValue)
                    if let safety = rule.fixSafety { writer.member("fix", safety.rawValue) }
                    writer.member("summary", rule.summary)
                    writer.key("options")
                    writer.array(of: rule.options) { writer, option in
                        writer.object { writer in
                            writer.member("name", option.name)
                            writer.member("default", option.defaultValue.description)
                            writer.member("summary", option.summary)
                        }
                    }
                }
            }
        }
        return writer.bytes + [0x0A]
    }
}
