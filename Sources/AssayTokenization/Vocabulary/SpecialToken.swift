/// The id of a token, as the model sees it.
public typealias TokenID = UInt32

/// A token that stands for something other than ordinary text: a control token or an added token.
public struct SpecialToken: Sendable, Hashable {
    public var text: String
    public var id: TokenID
    /// An added token that its tokenizer takes out of any text, whatever the ``SpecialTokenPolicy`` says (Hugging
    /// Face's `"special": false`, SentencePiece's user-defined symbols).
    public var isAlwaysMatched: Bool

    public init(text: String, id: TokenID, isAlwaysMatched: Bool = false) {
        self.text = text
        self.id = id
        self.isAlwaysMatched = isAlwaysMatched
    }
}

/// What to do with text that spells a special token, such as `<|endoftext|>` in a user's message.
public enum SpecialTokenPolicy: String, Sendable, CaseIterable {
    /// It is ordinary text. The default: text from outside must not become control tokens.
    case plain
    /// It becomes the special token's id.
    case allow
    /// It is an error that names the token and its offset.
    case reject
}
