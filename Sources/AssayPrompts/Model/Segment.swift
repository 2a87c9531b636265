/// A part of a message: text that is sent, or what stands in its place.
public struct Segment: Sendable {
    /// What a segment is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Text that is sent as it stands.
        case text
        /// A value filled in when the request is made.
        case variable
        /// A demonstration that the format itself marks as one.
        case example
        /// A tool's or function's definition, or an output schema that is sent with the request.
        case toolDefinition
        /// An image, a document or audio sent by value or by reference.
        case image
        /// The tag that opens or closes a loop.
        case loop
        /// The tag that opens, divides or closes a branch.
        case branch
        /// Text that is never sent.
        case comment
        /// A tag that sends nothing itself: an assignment, an include, a role marker.
        case directive
    }

    /// How the bytes of the span become the text that is sent.
    public enum Content: Sendable {
        /// They are the text.
        case verbatim
        /// They are the inside of a JSON string, decoded on demand.
        case json
        /// They are something else, decoded when read.
        case decoded(DecodedText)
    }

    public var kind: Kind
    /// Byte range in the file, delimiters of tags included, quotes of strings not.
    public var span: Range<Int>
    public var content: Content
    /// The expression of a variable or tag, the reference of an image, the path of an include; empty for text.
    public var expression: String
    /// Names and dotted paths that `expression` reads.
    public var references: [String]
    /// Why the value cannot grow without end, where the expression itself says so: the slice that bounds it.
    public var bound: String?
    /// The text of a variable that is a constant of the program, `RULES` in `RULES + f"…"`: it is sent in the variable's
    /// place. Nil for a value that only a request makes known.
    public var constant: [UInt8]?
    /// Index of the innermost block of the unit around the segment.
    public var block: Int?
    /// False for what is read but never sent: comments, tags, definitions nothing uses.
    public var isSent: Bool

    public init(
        kind: Kind, span: Range<Int>, content: Content = .verbatim, expression: String = "",
        references: [String] = [], block: Int? = nil, isSent: Bool? = nil
    ) {
        self.kind = kind
        self.span = span
        self.content = content
        self.expression = expression
        self.references = references
        self.block = block
        self.isSent = isSent ?? kind.isSentByDefault
    }

    /// Whether the segment is a value that is sent and that only a request makes known.
    public var isOpenValue: Bool { kind == .variable && isSent && constant == nil }

    /// The text as it is sent, with a map back to the file. Complexity: O(n) in the span.
    public func text(in source: [UInt8]) -> DecodedText {
        let span = self.span.clamped(to: 0..<source.count)
        switch content {
        case .verbatim: return DecodedText(bytes: Array(source[span]), map: OffsetMap(base: span.lowerBound))
        case .json: return JSONStringDecoder.decode(source, span)
        case .decoded(let text): return text
        }
    }
}

extension Segment.Kind {
    var isSentByDefault: Bool {
        switch self {
        case .text, .variable, .example, .toolDefinition, .image: true
        case .loop, .branch, .comment, .directive: false
        }
    }
}

/// A loop, one arm of a branch, or a definition, with what it spans.
public struct PromptBlock: Sendable {
    public enum Kind: String, Sendable, Hashable {
        case loop, branch
        /// A macro or inline partial: sent where it is called.
        case macro
        /// A `set` block: sent where its name is read.
        case assignment
        /// Any other block (`filter`, `raw`, `with`, a template block).
        case section
    }

    public var kind: Kind
    /// Index of the block around it.
    public var parent: Int?
    /// From its opening tag to the end of its closing tag, or to the next arm.
    public var span: Range<Int>
    /// Its opening tag.
    public var header: Range<Int>
    /// What is looped over or tested, or the name that is defined.
    public var expression: String
    /// Names bound by a loop.
    public var targets: [String]
    /// Names and dotted paths that `expression` reads.
    public var references: [String]
    /// Why a loop cannot grow without end, where its source says so: the slice that bounds it, here or in the
    /// assignment of the name it loops over.
    public var bound: String?
    /// Arms of one branch share a group and differ in `arm`; every other block has a group of its own.
    public var group: Int
    public var arm: Int
}
