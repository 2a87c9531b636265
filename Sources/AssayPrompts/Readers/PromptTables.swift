/// Which values of a JSON or YAML file are prompts by where they stand: below a key such as `prompts`, in a list of
/// objects with a `prompt`, in the description of an agent (role, goal, backstory) or of its task.
enum PromptTables {
    /// Where a mapping or list stands.
    struct Place {
        var path: String
        /// Below a key that says its values are prompts.
        var isTable = false
        /// An element of a list, whose keys say what the value is: `- name: …`, `  text: …`.
        var isRecord = false

        func below(_ key: String) -> Place {
            let isTable = isTable && !PromptHeuristic.isFact(key) || PromptHeuristic.containerHoldsPrompts(key)
            return Place(path: path.isEmpty ? key : path + "." + key, isTable: isTable)
        }

        func element(_ index: Int) -> Place {
            Place(path: path.isEmpty ? "\(index)" : "\(path).\(index)", isTable: isTable, isRecord: true)
        }
    }

    /// The members of a mapping that are prompts, each by itself; those under template keys are left to their reader.
    static func entries(of node: DataNode, at place: Place) -> [DataMember] {
        let isAgent = hasTexts(node, agentKeys)
        let isTask = hasTexts(node, taskKeys)
        return node.members.filter { member in
            guard member.value.isString else { return false }
            let key = member.key.textString
            if isAgent, agentKeys.contains(key) || key == "role" { return !member.value.isTextEmpty }
            if isTask, taskKeys.contains(key) { return true }
            guard place.isTable, !AgentConfigReader.isTemplateKey(key) else { return false }
            if place.isRecord, !recordKeys.contains(key) { return false }
            return PromptHeuristic.isEntry(key: key, text: member.value.textString)
        }
    }

    /// Whether a text of a list is a prompt.
    static func isEntry(_ element: DataNode, at place: Place) -> Bool {
        guard place.isTable, let text = element.string else { return false }
        return PromptHeuristic.isEntry(key: "", text: text)
    }

    /// Whether a text is a prompt also where nothing but a key says so: files of an application's own words have
    /// `prompts` for its users.
    static func isCertain(_ text: String) -> Bool {
        PromptHeuristic.wordCount(text, limit: 12) >= 12 || PromptHeuristic.opensAsPrompt(text)
    }

    static let agentKeys: Set<String> = ["goal", "backstory"]
    static let taskKeys: Set<String> = ["description", "expected_output"]
    private static let recordKeys: Set<String> = ["content", "text", "template", "body", "value", "user"]

    static func hasTexts(_ node: DataNode, _ keys: Set<String>) -> Bool {
        keys.allSatisfy { node[$0]?.isString == true }
    }
}
