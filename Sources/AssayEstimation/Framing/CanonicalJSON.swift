import AssayJSON

/// JSON as chat templates write it: in the order of the file, on one line, with a space behind commas and colons, as
/// Python's `json.dumps(ensure_ascii=False)` does.
enum CanonicalJSON {
    /// Complexity: O(n). Nesting is limited by the parser.
    ///
    /// - Parameter left: a member of the outermost object that is left out.
    static func text(_ value: JSONValue?, without left: String? = nil) -> [UInt8]? {
        guard let value else { return nil }
        var result: [UInt8] = []
        write(value, without: left, &result)
        return result
    }

    private static func write(_ value: JSONValue, without left: String? = nil, _ result: inout [UInt8]) {
        switch value.kind {
        case .object:
            result.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, member) in value.members {
                if let left, key.isString(left) { continue }
                if !isFirst { result += ", ".utf8 }
                isFirst = false
                write(key, &result)
                result += ": ".utf8
                write(member, &result)
            }
            result.append(UInt8(ascii: "}"))
        case .array:
            result.append(UInt8(ascii: "["))
            for (index, element) in value.elements.enumerated() {
                if index > 0 { result += ", ".utf8 }
                write(element, &result)
            }
            result.append(UInt8(ascii: "]"))
        case .string:
            var writer = JSONWriter(.compact)
            writer.value(utf8: value.utf8 ?? [])
            result += writer.takeBytes()
        case .number, .bool, .null: result += value.rawBytes
        }
    }
}
