/// Texts that are put together of the elements of a list.
extension CodeExpressionReader {
    /// `["…", name].join("\n")`, and Swift's `.joined(separator: "\n")`: the elements, with the separator between them. Returns
    /// the index behind the call, or nil where it is none or has elements that cannot be read.
    func readJoined(_ open: Int, _ depth: Int, _ result: inout CodeExpression) -> Int? {
        let dot = skipNewlines(skipBrackets(open))
        guard symbol(dot) == UInt8(ascii: "."), symbol(dot + 2) == UInt8(ascii: "(") else { return nil }
        let end = skipBrackets(dot + 2)
        var argument = dot + 3
        switch name(dot + 1) {
        case "join":
            // Without an argument a comma separates, of which there is no literal.
            guard string(argument) != nil else { return nil }
        case "joined":
            if name(argument) == "separator", symbol(argument + 1) == UInt8(ascii: ":") { argument += 2 }
        default: return nil
        }
        guard let separator = string(argument).map({ [CodeExpression.Part.string($0)] }) ?? (argument == end - 1 ? [] : nil),
            separator.isEmpty || argument + 2 == end, let elements = readElements(open, depth)
        else { return nil }
        append(elements, separator, &result)
        return end
    }

    /// Python's `"\n".join(["…", name])`, whose separator was read and whose argument's bracket is at `open`. Returns whether it
    /// is one, of elements that can be read.
    func readJoined(by open: Int, _ depth: Int, _ result: inout CodeExpression) -> Bool {
        let list = skipNewlines(open + 1)
        guard joinsAdjacent, result.parts.count == 1, !result.parts[0].hasValue,
            symbol(list) == UInt8(ascii: "[") || symbol(list) == UInt8(ascii: "("),
            skipNewlines(skipBrackets(list)) == skipBrackets(open) - 1, let elements = readElements(list, depth)
        else { return false }
        let separator = result.parts
        result.parts = []
        append(elements, separator, &result)
        return true
    }

    private func append(
        _ elements: [CodeExpression], _ separator: [CodeExpression.Part], _ result: inout CodeExpression
    ) {
        for (position, element) in elements.enumerated() {
            if position > 0 { result.parts += separator }
            merge(element, into: &result)
        }
    }

    /// The elements of the list at `open`, of which one is a literal at the least; nil where one is neither a text nor a value's
    /// name, such as a spread list or a comprehension.
    private func readElements(_ open: Int, _ depth: Int) -> [CodeExpression]? {
        let close = skipBrackets(open) - 1
        var elements: [CodeExpression] = []
        var index = skipNewlines(open + 1)
        while index < close {
            var element: CodeExpression
            if let text = read(index, depth: depth + 1) {
                element = text
            } else {
                guard name(index) != nil else { return nil }
                let end = skipOperand(index)
                let range = tokens[index].range.lowerBound..<tokens[max(index, end - 1)].range.upperBound
                element = CodeExpression(end: end)
                element.parts = [.value(range, expression: Interpolation.expression(source, range))]
            }
            elements.append(element)
            index = skipNewlines(element.end)
            if index == close { break }
            guard symbol(index) == UInt8(ascii: ",") else { return nil }
            index = skipNewlines(index + 1)
        }
        return elements.contains { $0.hasStrings } ? elements : nil
    }
}
