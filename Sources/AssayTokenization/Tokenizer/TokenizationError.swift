/// Why a text could not be tokenized.
public struct TokenizationError: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private let value: String
        /// The text spells a special token, and ``SpecialTokenPolicy/reject`` was asked for.
        public static let specialTokenInText = Code(value: "special token in text")
        /// ICU could not normalize the text: it lacks its data.
        public static let normalizationFailed = Code(value: "normalization failed")

        public var text: String { value }
    }

    public var code: Code
    /// The special token's text, or what is missing.
    public var detail: String
    /// The offset in bytes from the start of the text.
    public var offset: Int

    public init(code: Code, detail: String, offset: Int) {
        self.code = code
        self.detail = detail
        self.offset = offset
    }

    public var description: String { "\(code.text) at byte \(offset): \(detail)" }
}
