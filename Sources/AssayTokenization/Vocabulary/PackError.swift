/// What is wrong with a pack, or with a vocabulary that should become one.
public struct PackError: Error, Sendable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private let value: String
        /// The bytes are something else.
        public static let notAPack = Code(value: "not a vocabulary pack")
        /// The bytes are a pack, but cut short or altered.
        public static let damaged = Code(value: "damaged vocabulary pack")
        /// The pack is of a version that cannot be read.
        public static let unsupportedVersion = Code(value: "vocabulary pack of another version")
        /// A vocabulary cannot be packed exactly.
        public static let unsupportedVocabulary = Code(value: "vocabulary that cannot be packed")

        public var text: String { value }
    }

    public var code: Code
    public var detail: String

    public init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { "\(code.text): \(detail)" }
}
