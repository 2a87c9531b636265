/// What a file of requests has that is not as providers take it, each said once a file: it was counted all the same, in
/// a way that nobody may expect.
struct RequestOddities {
    /// The first key that its object has twice.
    var repeatedKey: DataNode?
    private var role: ReadProblem?
    private var content: ReadProblem?

    /// What there is to say, in the order of the file.
    var notes: [ReadProblem] {
        let repeated = repeatedKey.map {
            ReadProblem(
                offset: $0.span.lowerBound,
                message: "\"\($0.textString)\" stands in this object twice; the last one is taken, as JSON parsers do")
        }
        return [repeated, role, content].compactMap { $0 }.sorted { $0.offset < $1.offset }
    }

    /// Looks at the messages of a request.
    mutating func look(at request: DataNode) {
        let lists = [request["messages"], request["contents"], request["input"], request].compactMap { $0 }
        for list in lists {
            for message in list.elements where message.isMapping {
                lookAtRole(message["role"])
                if let node = message["content"] { lookAtContent(node) }
            }
        }
    }

    private mutating func lookAtRole(_ node: DataNode?) {
        guard role == nil, let node, !node.isNull, let kind = node.kindOfNoText else { return }
        role = ReadProblem(
            offset: node.span.lowerBound,
            message: "the role of this message is \(kind), and it is counted as one without a role; a role is a text, "
                + "such as \"user\"")
    }

    private mutating func lookAtContent(_ node: DataNode) {
        guard content == nil, !node.isNull else { return }
        let parts = node.isSequence ? node.elements : [node]
        // Blocks stand in a list; what is no block and no text in one is as little counted.
        guard let part = parts.first(where: { $0.kindOfNoText != nil && !(node.isSequence && $0.isMapping) }),
            let kind = part.kindOfNoText
        else { return }
        let counted = part.isMapping ? "of which only the text that a content block has is counted" : "which is not counted"
        content = ReadProblem(
            offset: part.span.lowerBound,
            message: "the content of this message \(node.isSequence ? "has" : "is") \(kind), \(counted); it is to be a text "
                + "or a list of content blocks")
    }
}

extension DataNode {
    /// What it is, where it is no text.
    fileprivate var kindOfNoText: String? {
        switch value {
        case .string: nil
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int, .double: "a number"
        case .sequence: "a list"
        case .mapping: "an object"
        }
    }
}
