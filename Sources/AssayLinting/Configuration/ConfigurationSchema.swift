import AssayJSON
import AssayPrompts

/// The JSON schema of `.assay.yml`, made from the rules, for editors that complete and check it.
public enum ConfigurationSchema {
    /// The schema's text (JSON Schema, draft 07, which YAML language servers read).
    public static func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("$schema", "http://json-schema.org/draft-07/schema#")
            writer.member("title", "Configuration of assay")
            writer.member("type", "object")
            writer.member("additionalProperties", false)
            writer.key("properties")
            writer.object { writer in
                for key in ConfigurationReader.keys { writeProperty(key, &writer) }
            }
            writer.key("definitions")
            writer.object { writer in writeDefinitions(&writer) }
        }
        return writer.bytes + [0x0A]
    }

    private static func writeProperty(_ key: String, _ writer: inout JSONWriter) {
        switch key {
        case "vocabulary": writeText("The vocabulary to count with.", key, &writer)
        case "model", "models": writeReference("texts", key, &writer)
        case "traffic": writeReference("traffic", key, &writer)
        case "fail-on":
            writer.key(key)
            writer.object { writer in
                writer.member("description", "The least severity that ends a run with 1. Default: info.")
                writer.key("enum")
                writer.array(of: ConfigurationReader.failLevels) { writer, level in writer.value(level) }
            }
        case "select", "ignore": writeReference("selectors", key, &writer)
        case "rules": writeReference("rules", key, &writer)
        case "exclude", "include": writeReference("texts", key, &writer)
        case "formats": writeFormats(key, &writer)
        case "overrides": writeList("override", key, &writer)
        case "budgets": writeList("budget", key, &writer)
        default:
            writer.key(key)
            writer.object { writer in
                writer.member("type", "object")
                writer.key("additionalProperties")
                writer.object { $0.member("$ref", "#/definitions/team") }
            }
        }
    }

    private static func writeFormats(_ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { writer in
            writer.member("type", "object")
            writer.member("description", "Files that are read as a format, whatever their names and contents say.")
            writer.member("additionalProperties", false)
            writer.key("properties")
            writer.object { writer in
                for format in PromptFormat.allCases { writeReference("texts", format.rawValue, &writer) }
            }
        }
    }

    private static func writeText(_ summary: String, _ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { writer in
            writer.member("type", "string")
            writer.member("description", summary)
        }
    }

    private static func writeReference(_ name: String, _ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { $0.member("$ref", "#/definitions/\(name)") }
    }

    private static func writeList(_ name: String, _ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { writer in
            writer.member("type", "array")
            writer.key("items")
            writer.object { $0.member("$ref", "#/definitions/\(name)") }
        }
    }

    // MARK: Definitions

    private static func writeDefinitions(_ writer: inout JSONWriter) {
        writer.key("texts")
        writer.object { writer in
            writer.key("oneOf")
            writer.array { writer in
                writer.object { $0.member("type", "string") }
                writer.object { writer in
                    writer.member("type", "array")
                    writer.key("items")
                    writer.object { $0.member("type", "string") }
                }
            }
        }
        writer.key("selectors")
        writer.object { writer in
            writer.member("description", "Ids, names or categories of rules.")
            writer.member("$ref", "#/definitions/texts")
        }
        writer.key("switch")
        writer.object { writer in
            writer.key("enum")
            writer.array { writer in
                for word in ["off", "on", "info", "warning", "error"] { writer.value(word) }
                writer.value(true)
                writer.value(false)
            }
        }
        writeObject("traffic", [("calls", nil)], &writer)
        writeObject(
            "budget",
            ConfigurationReader.budgetKeys.map { key in
                switch key {
                case "paths": (key, "texts")
                case "tokens", "tool-tokens": (key, "tokens")
                case "growth": (key, "growth")
                case "unit": (key, "unit")
                default: (key, "money")
                }
            }, &writer)
        writeObject("override", [("paths", "texts"), ("rules", "rules"), ("ignore", "selectors")], &writer)
        writeObject("team", [("paths", "texts"), ("budget", "money"), ("calls", nil)], &writer)
        writer.key("tokens")
        writer.object { writer in
            writer.member("type", "integer")
            writer.member("minimum", 1)
        }
        writer.key("growth")
        writer.object { writer in
            writer.member("type", "integer")
            writer.member("minimum", 0)
        }
        writer.key("unit")
        writer.object { $0.member("type", "string") }
        writer.key("money")
        writer.object { writer in
            writer.key("type")
            writer.array { writer in
                writer.value("string")
                writer.value("number")
            }
        }
        writeRules(&writer)
    }

    private static func writeObject(
        _ name: String, _ members: [(key: String, type: String?)], _ writer: inout JSONWriter
    ) {
        writer.key(name)
        writer.object { writer in
            writer.member("type", "object")
            writer.member("additionalProperties", false)
            writer.key("properties")
            writer.object { writer in
                for (key, type) in members {
                    writer.key(key)
                    writer.object { writer in
                        if let type {
                            writer.member("$ref", "#/definitions/\(type)")
                        } else {
                            writer.member("type", "string")
                            writer.member("pattern", "^[0-9]+/(day|month)$")
                        }
                    }
                }
            }
        }
    }

    private static func writeRules(_ writer: inout JSONWriter) {
        writer.key("rules")
        writer.object { writer in
            writer.member("type", "object")
            writer.member("additionalProperties", false)
            writer.key("properties")
            writer.object { writer in
                var categories: [String] = []
                for rule in RuleRegistry.rules.map({ $0.description }) {
                    let category = String(rule.id.prefix(2))
                    if !categories.contains(category) {
                        categories.append(category)
                        writeReference("switch", category, &writer)
                    }
                    for key in [rule.id, rule.name] { write(rule, key, &writer) }
                }
            }
        }
    }

    private static func write(_ rule: RuleDescription, _ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { writer in
            writer.member("description", rule.summary)
            writer.key("oneOf")
            writer.array { writer in
                writer.object { $0.member("$ref", "#/definitions/switch") }
                writer.object { writer in
                    writer.member("type", "object")
                    writer.member("additionalProperties", false)
                    writer.key("properties")
                    writer.object { writer in
                        writeReference("switch", "severity", &writer)
                        for option in rule.options { write(option, &writer) }
                    }
                }
            }
        }
    }

    private static func write(_ option: RuleOption, _ writer: inout JSONWriter) {
        writer.key(option.name)
        writer.object { writer in
            writer.member("description", "\(option.summary) Default: \(option.defaultValue).")
            switch option.defaultValue {
            case .integer: writer.member("type", "integer")
            case .number: writer.member("type", "number")
            case .bool: writer.member("type", "boolean")
            case .text: writer.member("type", "string")
            case .texts: writer.member("$ref", "#/definitions/texts")
            }
        }
    }
}
