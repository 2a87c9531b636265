import AssayJSON
import AssayPrompts

extension JinjaValue {
    /// A JSON value as Python reads it. The parser has limited the nesting.
    init(_ json: JSONValue) {
        switch json.kind {
        case .null: self = .none
        case .bool: self = .bool(json.bool ?? false)
        case .number: self = json.int.map { .int($0) } ?? .double(json.double ?? 0)
        case .string: self = .string(json.string ?? "")
        case .array: self = .list(json.elements.map { JinjaValue($0) })
        case .object: self = .dictionary(JinjaDictionary(json.members.map { ($0.string ?? "", JinjaValue($1)) }))
        }
    }
}
