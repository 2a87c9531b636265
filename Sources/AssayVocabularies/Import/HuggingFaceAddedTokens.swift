import AssayJSON
import AssayTokenization

/// The added tokens of a `tokenizer.json`. Those that are not `special` are taken out of any text.
enum HuggingFaceAddedTokens {
    static func read(_ value: JSONValue?, normalizer: Normalizer) throws(ImportError) -> [SpecialToken] {
        var tokens: [SpecialToken] = []
        guard let value, !value.isNull else { return tokens }
        guard value.kind == .array else { throw .malformed("\"added_tokens\" is no array") }
        for element in value.elements {
            guard let content = element["content"]?.string, let number = element["id"]?.int,
                let id = TokenID(exactly: number)
            else {
                throw .malformed(
                    "an added token at \(element.position.line):\(element.position.column) has no content or id")
            }
            for flag in ["lstrip", "rstrip", "single_word"] where element[flag]?.bool == true {
                throw .unsupported("flag \(flag) of the added token \"\(content)\"")
            }
            if normalizer != .none, element["normalized"]?.bool ?? true {
                throw .unsupported(
                    "flag normalized of the added token \"\(content)\"",
                    "it is looked for in the text after \(normalizer.name)")
            }
            let isSpecial = element["special"]?.bool ?? false
            tokens.append(SpecialToken(text: content, id: id, isAlwaysMatched: !isSpecial))
        }
        return tokens
    }
}
