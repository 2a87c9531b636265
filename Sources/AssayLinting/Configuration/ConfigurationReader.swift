import AssayPrompts
import AssayTokenization
import AssayVocabularies

/// Reads `.assay.yml`. The first mistake ends the reading: a configuration that is half understood decides nothing.
public struct ConfigurationReader {
    let places: SourcePlaces

    /// What a file says.
    public static func read(_ source: [UInt8]) throws(ConfigurationError) -> LintConfiguration {
        let reader = ConfigurationReader(source)
        if let offset = UTF8Validation.firstInvalidOffset(source) {
            throw reader.error(at: offset, "the file is not in UTF-8 from here on; save it in UTF-8")
        }
        let root: DataNode
        do {
            root = try DataNode.yaml(source)
        } catch {
            throw reader.error(at: error.offset, error.message)
        }
        return try reader.configuration(root)
    }

    private init(_ source: [UInt8]) {
        places = SourcePlaces(source)
    }

    /// Keys at the top of a file.
    public static let keys = [
        "vocabulary", "model", "models", "traffic", "fail-on", "select", "ignore", "rules", "exclude", "include",
        "formats", "overrides", "budgets", "teams", "labels",
    ]

    private func configuration(_ root: DataNode) throws(ConfigurationError) -> LintConfiguration {
        var result = LintConfiguration()
        if root.isNull { return result }
        let members = try members(root, "the configuration", Self.keys)
        try checkModels(members)
        for member in members {
            let value = member.value
            switch member.key.text.string {
            case "vocabulary": result.vocabulary = try text(value, "vocabulary")
            case "model", "models":
                result.models = try texts(value, "models")
                let nodes = value.isSequence ? value.elements : [value]
                result.modelLines = nodes.map { places.line(at: $0.span.lowerBound) }
            case "traffic": result.calls = try traffic(value)
            case "fail-on": result.failOn = try failLevel(value)
            case "select": result.select = try selectors(value)
            case "ignore": result.ignore = try selectors(value)
            case "rules": result.rules = try rules(value)
            case "exclude": result.exclude = try texts(value, "exclude")
            case "include": result.include = try texts(value, "include")
            case "formats": result.formats = try formats(value)
            case "overrides":
                for entry in try list(value, "overrides") { result.overrides.append(try override(entry)) }
            case "budgets":
                let entries = try list(value, "budgets", such: "[{paths: [prompts/], tokens: 1200}]")
                result.budgetsSpan = value.span
                for entry in entries { try add(entry, to: &result) }
            case "teams": result.teams = try teams(value, "team")
            case "labels": result.labels = try teams(value, "label")
            default: break
            }
        }
        return result
    }

    /// `model` and `models` are two names of one key.
    private func checkModels(_ members: [DataMember]) throws(ConfigurationError) {
        let keys = members.map(\.key).filter { ["model", "models"].contains($0.text.string) }
        guard keys.count > 1 else { return }
        throw error(
            at: keys[1].span.lowerBound,
            "'\(keys[1].text.string)' says again what '\(keys[0].text.string)' says in line "
                + "\(places.line(at: keys[0].span.lowerBound)); keep one of the two")
    }

    // MARK: Parts

    private func traffic(_ node: DataNode) throws(ConfigurationError) -> String? {
        var calls: String?
        for member in try members(node, "traffic", ["calls"], such: "{calls: 1000/day}") {
            calls = try self.calls(member.value)
        }
        return calls
    }

    /// What `fail-on` can be.
    static let failLevels = ["info", "warning", "error", "never"]

    private func failLevel(_ node: DataNode) throws(ConfigurationError) -> String {
        let written = try text(node, "fail-on")
        guard Self.failLevels.contains(written) else {
            throw error(
                at: node.span.lowerBound, "fail-on is '\(written)'; write \(Self.failLevels.joined(separator: ", "))")
        }
        return written
    }

    /// Nothing that is counted here is more.
    static let largest = 1 << 53

    /// `1000/day` or `20000/month`.
    func calls(_ node: DataNode) throws(ConfigurationError) -> String {
        let written = try text(node, "calls")
        let parts = written.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]), count >= 0, parts[1] == "day" || parts[1] == "month" else {
            throw error(
                at: node.span.lowerBound,
                "calls is '\(written)'; write them like 1000/day or 20000/month, without commas")
        }
        guard count <= Self.largest else { throw error(at: node.span.lowerBound, "calls is '\(written)'; 2^53 is the most") }
        return written
    }

    func rules(_ node: DataNode) throws(ConfigurationError) -> [String: LintConfiguration.RuleSetting] {
        var result: [String: LintConfiguration.RuleSetting] = [:]
        for member in try mapping(node, "rules") {
            let name = member.key.text.string
            let rules = RuleRegistry.rules.filter { RuleSelector.matches([name], $0.description) }
            guard !rules.isEmpty else { throw unknown(member.key, "rule", among: RuleSelector.names) }
            for rule in rules {
                let description = rule.description
                let merged = try setting(member.value, description, isAlone: rules.count == 1)
                // The narrower name decides, whatever the order of the file.
                if let known = result[description.id], rules.count > 1 {
                    result[description.id] = known.over(merged)
                } else {
                    result[description.id] = merged.over(result[description.id])
                }
            }
        }
        return result
    }

    /// `off`, a severity, or a mapping with a severity and options.
    private func setting(
        _ node: DataNode, _ rule: RuleDescription, isAlone: Bool
    ) throws(ConfigurationError) -> LintConfiguration.RuleSetting {
        var setting = LintConfiguration.RuleSetting()
        guard node.isMapping else {
            try apply(node, to: &setting)
            return setting
        }
        let names = ["severity"] + (isAlone ? rule.options.map(\.name) : [])
        for member in try members(node, "rule \(rule.id)", names) {
            let key = member.key.text.string
            if key == "severity" {
                try apply(member.value, to: &setting)
            } else if let option = rule.options.first(where: { $0.name == key }) {
                setting.options[key] = try value(member.value, option)
            }
        }
        setting.isOn = setting.isOn ?? true
        return setting
    }

    private func apply(
        _ node: DataNode, to setting: inout LintConfiguration.RuleSetting
    ) throws(ConfigurationError) {
        let word = node.bool.map { $0 ? "on" : "off" } ?? node.scalar ?? ""
        switch word {
        case "off", "no": setting.isOn = false
        case "on", "yes": setting.isOn = true
        default:
            guard let severity = Severity(rawValue: word) else {
                throw error(
                    at: node.span.lowerBound, "'\(word)' is no severity; write off, on, info, warning or error")
            }
            setting.isOn = true
            setting.severity = severity
        }
    }

    private func value(_ node: DataNode, _ option: RuleOption) throws(ConfigurationError) -> RuleOption.Value {
        func wrong(_ wanted: String) -> ConfigurationError {
            error(at: node.span.lowerBound, "\(option.name) is '\(node.scalar ?? "…")'; give \(wanted)")
        }
        switch option.defaultValue {
        case .integer:
            guard let number = node.int else { throw wrong("a whole number") }
            if let range = option.range, !range.contains(Double(number)) {
                throw wrong("a whole number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
            }
            return .integer(number)
        case .number:
            guard let number = node.scalar.flatMap({ Double($0) }) else { throw wrong("a number") }
            if let range = option.range, !range.contains(number) {
                throw wrong("a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return .number(number)
        case .bool:
            guard let value = node.bool else { throw wrong("true or false") }
            return .bool(value)
        case .text: return .text(try text(node, option.name))
        case .texts: return .texts(try texts(node, option.name))
        }
    }

    // MARK: Errors

    func unknown(_ node: DataNode, _ kind: String, among names: [String]) -> ConfigurationError {
        let written = node.scalar ?? "…"
        let nearest = NearestNames.nearest(to: written, among: names)
        let shown = names.count > 20 ? names.prefix(12) + ["…"] : names[...]
        let hint =
            nearest.isEmpty
            ? "known are \(shown.joined(separator: ", "))"
            : "did you mean \(nearest.joined(separator: ", "))?"
        return error(at: node.span.lowerBound, "unknown \(kind) '\(written)'; \(hint)")
    }

    func error(at offset: Int, _ message: String) -> ConfigurationError {
        let place = places.position(at: offset)
        return ConfigurationError(line: place.line, column: place.column, message: message)
    }
}

extension LintConfiguration.RuleSetting {
    /// This setting, completed by another one.
    func over(_ other: Self?) -> Self {
        guard let other else { return self }
        var result = self
        result.isOn = isOn ?? other.isOn
        result.severity = severity ?? other.severity
        result.options.merge(other.options) { own, _ in own }
        return result
    }
}
