import AssayPrompts
import AssayTokenization

extension RequestCounter {
    /// The tokens that requests of a unit have, with the interval of what its loops and branches leave open: what budgets test.
    /// Values that nothing gives count nothing.
    ///
    /// Complexity: O(n) in the bytes of the unit.
    public func sent(_ unit: PromptUnit, in document: PromptDocument) throws(TokenizationError) -> TokenCount {
        try SentRequest(unit, document, [], tokenizer, values: 0...0) { (part, document) throws(TokenizationError) in
            try count(part, in: document)
        }.total
    }
}
