import AssayPrompts

/// Single values, lists and mappings, each of the kind that its key asks for.
extension ConfigurationReader {
    func selectors(_ node: DataNode) throws(ConfigurationError) -> [String] {
        let nodes = node.isSequence ? node.elements : [node]
        var result: [String] = []
        for entry in nodes {
            guard let name = entry.scalar, RuleSelector.isKnown(name) else {
                throw unknown(entry, "rule", among: RuleSelector.names)
            }
            result.append(name)
        }
        return result
    }

    func text(_ node: DataNode, _ name: String) throws(ConfigurationError) -> String {
        guard let text = node.scalar else { throw error(at: node.span.lowerBound, "\(name) has to be one value") }
        return text
    }

    func texts(_ node: DataNode, _ name: String) throws(ConfigurationError) -> [String] {
        var result: [String] = []
        for entry in node.isSequence ? node.elements : [node] {
            guard let text = entry.scalar else {
                throw error(at: entry.span.lowerBound, "\(name) has to be one value or a list of values")
            }
            result.append(text)
        }
        return result
    }

    func list(_ node: DataNode, _ name: String, such example: String? = nil) throws(ConfigurationError) -> [DataNode] {
        guard node.isSequence else {
            throw error(at: node.span.lowerBound, "\(name) has to be a list\(Self.such(example))")
        }
        return node.elements
    }

    private static func such(_ example: String?) -> String {
        example.map { ", such as \($0)" } ?? ""
    }

    /// The members of a mapping, each of which has a key of its own.
    ///
    /// - Parameters:
    ///   - example: what else it is to be, for who wrote something other than a mapping.
    ///   - hasOwnNames: whether the user makes the keys up.
    func mapping(
        _ node: DataNode, _ name: String, such example: String? = nil, hasOwnNames: Bool = true
    ) throws(ConfigurationError) -> [DataMember] {
        guard node.isMapping else {
            throw error(at: node.span.lowerBound, "\(name) has to be a mapping of keys\(Self.such(example))")
        }
        var first: [String: DataNode] = [:]
        for member in node.members where !member.isMerged {
            let key = member.key.text.string
            if let earlier = first[key] {
                if !hasOwnNames, Self.isRestOfNumber(key) { throw commas(member.key, name) }
                throw error(
                    at: member.key.span.lowerBound,
                    "'\(key)' stands here again; it is in line \(places.line(at: earlier.span.lowerBound)) already. Keep "
                        + "one of the two")
            }
            first[key] = member.key
        }
        return node.members
    }

    /// The members of a mapping that has no keys but those named.
    func members(
        _ node: DataNode, _ name: String, _ keys: [String], such example: String? = nil
    ) throws(ConfigurationError) -> [DataMember] {
        let members = try mapping(node, name, such: example, hasOwnNames: false)
        for member in members where !keys.contains(member.key.text.string) {
            if Self.isRestOfNumber(member.key.text.string) { throw commas(member.key, name) }
            throw unknown(member.key, "key of \(name)", among: keys)
        }
        return members
    }

    /// Between braces a comma ends `calls: 1`, and `000/day` is a key: three digits, and no more of them.
    private static func isRestOfNumber(_ key: String) -> Bool {
        let digits = key.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.count == 3 && (digits.endIndex == key.utf8.endIndex || "/.".utf8.contains(key.utf8[digits.endIndex]))
    }

    private func commas(_ key: DataNode, _ name: String) -> ConfigurationError {
        error(
            at: key.span.lowerBound,
            "unknown key of \(name) '\(key.text.string)'; numbers are written without commas, such as 1000")
    }
}
