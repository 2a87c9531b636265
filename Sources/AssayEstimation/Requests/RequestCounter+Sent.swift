import AssayPrompts
import AssayTokenization

extension RequestCounter {
    /// The tokens that requests of a unit have, with the interval of what its loops and branches leave open: what budgets test.
    /// Values that nothing gives count nothing.
    ///
    /// Complexity: O(n) in the bytes of the unit.
    public func sent(_ unit: PromptUnit, in document: PromptDocument) throws(TokenizationError) -> TokenCount {
        do {
            return try SentRequest(unit, document, []) { (part, document) throws(CostError) in
                do throws(TokenizationError) { return try count(part, in: document) } catch { throw .counting(error) }
            }.total
        } catch {
            // Nothing else can fail: no chat template renders it, and nothing is priced.
            if case .counting(let error) = error { throw error }
            return try count(unit, in: document).total
        }
    }
}
