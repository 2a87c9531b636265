extension PromptTables {
    /// Whether a value at any depth of a file is a prompt by its key or its place. `name` is the file's, in lower case.
    /// Complexity: O(n) in the first 10,000 values.
    static func isConfiguration(_ root: DataNode, _ name: String, isJSON: Bool) -> Bool {
        let isNamed = name.contains(text: "prompt")
        var pending: [(place: Place, node: DataNode)] = [(Place(path: ""), root)]
        var seen = 0
        while let (place, node) = pending.popLast(), seen < 10_000 {
            seen += 1
            if hasTexts(node, agentKeys) || hasTexts(node, taskKeys) { return true }
            if hasTemplate(node, isJSON: isJSON) { return true }
            let texts =
                entries(of: node, at: place).map(\.value) + node.elements.filter { isEntry($0, at: place) }
            if texts.contains(where: { isNamed || isCertain($0.textString) }) { return true }
            for member in node.members where member.value.isMapping || member.value.isSequence {
                pending.append((place.below(member.key.textString), member.value))
            }
            for element in node.elements where element.isMapping { pending.append((place.element(0), element)) }
        }
        return false
    }

    /// Whether a mapping has a text under a key that names a prompt. JSON holds all kinds of data: there the text must
    /// be certain too.
    private static func hasTemplate(_ node: DataNode, isJSON: Bool) -> Bool {
        node.members.contains { member in
            guard member.value.isString, AgentConfigReader.isTemplateKey(member.key.textString),
                member.value.text.bytes.count >= 40
            else { return false }
            guard isJSON else { return true }
            let text = member.value.textString
            return member.key.textString == "instructions"
                ? PromptHeuristic.opensAsPrompt(text) : isCertain(text) && !PromptHeuristic.isOtherText(text)
        }
    }
}
