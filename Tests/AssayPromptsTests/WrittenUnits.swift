import Testing

@testable import AssayPrompts

/// The messages of each unit, `role: text`; values as `<expression>`, constants as `[text]`.
func writtenUnits(_ source: String, as format: PromptFormat) throws -> [[String]] {
    let document = try PromptReader.read(Array(source.utf8), as: format)
    #expect(Invariants.breaches(document) == [])
    return document.units.filter { !$0.facts.isFragment }.map { unit in
        unit.messages.map { message in
            let texts = message.segments.map { segment in
                if let constant = segment.constant { return "[\(String(decoding: constant, as: UTF8.self))]" }
                return segment.kind == .variable ? "<\(segment.expression)>" : document.text(of: segment).string
            }
            return "\(message.role.name): \(texts.joined())"
        }
    }
}
