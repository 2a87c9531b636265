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
        var separator: [UInt8] = []
        if argument == end - 1 {
            // `.joined()`
        } else if argument + 2 == end, let text = string(argument).flatMap(Self.wholeText) {
            separator = text
        } else {
            return nil
        }
        return append(elementsOf: open, separator, depth, &result) ? end : nil
    }

    /// Python's `"\n".join(["…", name])`, whose separator was read and whose argument's bracket is at `open`. Returns whether it
    /// is one, of elements that can be read.
    func readJoined(by open: Int, _ depth: Int, _ result: inout CodeExpression) -> Bool {
        let list = skipNewlines(open + 1)
        guard joinsAdjacent, result.parts.count == 1, case .string(let literal) = result.parts[0],
            let separator = Self.wholeText(literal),
            symbol(list) == UInt8(ascii: "[") || symbol(list) == UInt8(ascii: "("),
            skipNewlines(skipBrackets(list)) == skipBrackets(open) - 1
        else { return false }
        var joined = result
        joined.parts = []
        guard append(elementsOf: list, separator, depth, &joined) else { return false }
        result = joined
        return true
    }

    /// What a literal without values says.
    private static func wholeText(_ string: CodeString) -> [UInt8]? {
        var bytes: [UInt8] = []
        for part in string.parts {
            guard case .text(let text) = part else { return nil }
            bytes += text.bytes
        }
        return bytes
    }

    /// Appends the elements of the list at `open`, each comma in place of the separator: it stands between them as that does in
    /// the text. Returns false where an element is neither a text nor a value's name, such as a spread list or a comprehension,
    /// or none is a literal.
    private func append(
        elementsOf open: Int, _ separator: [UInt8], _ depth: Int, _ result: inout CodeExpression
    ) -> Bool {
        let close = skipBrackets(open) - 1
        var hasStrings = false
        var index = skipNewlines(open + 1)
        while index < close {
            guard let element = readElement(index, depth) else { return false }
            hasStrings = hasStrings || element.hasStrings
            merge(element, into: &result)
            index = skipNewlines(element.end)
            if index == close { break }
            guard symbol(index) == UInt8(ascii: ",") else { return false }
            let comma = tokens[index].range
            index = skipNewlines(index + 1)
            guard index < close, !separator.isEmpty else { continue }
            var text = DecodedTextBuilder()
            text.replace(separator, at: comma.lowerBound)
            let part = CodeString.Part.text(text.finish(end: comma.upperBound))
            result.parts.append(.string(CodeString(parts: [part], isInterpolated: false)))
        }
        return hasStrings
    }

    func readElement(_ index: Int, _ depth: Int) -> CodeExpression? {
        if let text = read(index, depth: depth + 1) { return text }
        guard name(index) != nil else { return nil }
        let end = skipOperand(index)
        let range = tokens[index].range.lowerBound..<tokens[max(index, end - 1)].range.upperBound
        var value = CodeExpression(end: end)
        value.parts = [.value(range, expression: Interpolation.expression(source, range))]
        return value
    }
}
