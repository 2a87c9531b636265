/// A parsed JSON text (RFC 8259) that remembers where everything stands.
///
/// The text is checked as a whole when the document is made: grammar, UTF-8, escapes, nesting. After that nothing can
/// fail but looking for what is not there. Values are read on demand from a flat tape of 16-byte nodes, one a value
/// or key, with no allocation of its own for any of them.
///
/// ```swift
/// let document = try JSONDocument(bytes)
/// let price = document.root["models"]?[0]?["price"]?.numberText   // as written, for exact arithmetic
/// ```
///
/// - Complexity: O(*n*) time in the length of the text; about 16 bytes of memory a value and key.
public struct JSONDocument: Sendable {
    /// What the parser accepts beyond or short of RFC 8259.
    public struct Options: Sendable {
        /// What to do with an escape such as `\ud800` that is half of a surrogate pair and so stands for no character.
        public enum LoneSurrogates: Sendable {
            /// It is an error with its offset.
            case refuse
            /// It reads as U+FFFD.
            case replace
        }

        public var loneSurrogates: LoneSurrogates
        /// How many arrays and objects may be open at once; deeper nesting is an error.
        public var maximumDepth: Int

        public init(loneSurrogates: LoneSurrogates = .refuse, maximumDepth: Int = 512) {
            self.loneSurrogates = loneSurrogates
            self.maximumDepth = maximumDepth
        }
    }

    /// The longest text a document can hold, in bytes: offsets and counts are kept in 32-bit nodes.
    public static let maximumLength = (1 << 29) - 1

    let storage: JSONStorage

    /// Parses a whole text. A UTF-8 byte order mark at its start is skipped.
    ///
    /// - Throws: ``JSONError`` with the offset, line and column of the first fault.
    public init(_ bytes: [UInt8], options: Options = Options()) throws(JSONError) {
        try self.init(bytes, in: 0..<bytes.count, options: options)
    }

    /// Parses the part of a text inside `range`, such as one line of a JSON Lines file. All offsets stay offsets into
    /// `bytes`. A range that reaches outside `bytes` is cut to them.
    public init(_ bytes: [UInt8], in range: Range<Int>, options: Options = Options()) throws(JSONError) {
        let range = range.clamped(to: 0..<bytes.count)
        let nodes = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            var parser = JSONParser(buffer, in: range, options: options)
            return try parser.parse()
        }
        storage = JSONStorage(bytes: bytes, base: range.lowerBound, nodes: nodes)
    }

    /// Parses a copy of the bytes in `buffer`.
    public init(copying buffer: UnsafeRawBufferPointer, options: Options = Options()) throws(JSONError) {
        try self.init([UInt8](buffer), options: options)
    }

    /// Parses the UTF-8 of a string.
    public init(_ text: String, options: Options = Options()) throws(JSONError) {
        try self.init([UInt8](text.utf8), options: options)
    }

    /// The outermost value.
    public var root: JSONValue { JSONValue(storage: storage, index: 0) }

    /// The number of values and keys in the text.
    public var valueCount: Int { storage.nodes.count }

    /// The text the document was parsed from, with whatever stood around the parsed range.
    public var bytes: [UInt8] { storage.bytes }
}
