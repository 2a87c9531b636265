/// Values that fill a template, and the name that reports give them.
public struct PromptValues: Sendable {
    public var name: String
    public var values: [(name: String, value: JinjaValue)]

    public init(name: String, values: [(name: String, value: JinjaValue)]) {
        self.name = name
        self.values = values
    }

    init(name: String, _ node: DataNode) {
        self.init(name: name, values: node.members.map { ($0.key.textString, JinjaValue($0.value)) })
    }

    /// Adds values whose names are not there yet.
    mutating func fillGaps(from defaults: DataNode) {
        let known = Set(values.map(\.name))
        values += PromptValues(name: name, defaults).values.filter { !known.contains($0.name) }
    }

    /// Reads values from a JSON or YAML file: a mapping is one set, a list of mappings are several, numbered from 1.
    ///
    /// - Parameter name: what the set is called; the file's name.
    /// - Throws: ``ReadError`` where the file is neither.
    public static func read(_ source: [UInt8], name: String) throws(ReadError) -> [PromptValues] {
        let root = try DataFile.parse(source, name: name)
        if root.isMapping { return [PromptValues(name: name, root)] }
        guard root.isSequence, !root.elements.isEmpty, root.elements.allSatisfy(\.isMapping) else {
            throw ReadError(
                offset: root.span.lowerBound,
                message: "values are a mapping of names to values, or a list of such mappings")
        }
        return root.elements.enumerated().map { PromptValues(name: "\(name) \($0 + 1)", $1) }
    }
}

/// JSON and YAML by the file's name, or by its first byte where the name says nothing.
enum DataFile {
    static func parse(_ source: [UInt8], name: String) throws(ReadError) -> DataNode {
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return try YAMLParser.parse(source) }
        let first = source.first { !ByteClass.isWhitespace($0) }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || name.hasSuffix(".json")
        return isJSON ? try DataNode.json(source) : try YAMLParser.parse(source)
    }
}
