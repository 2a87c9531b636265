/// A file of any prompt format, read into one positioned model.
///
/// `units` are the texts that are sent together in one request; each holds messages, and each message holds segments.
/// Every span is a byte range of `source`, so that a finding can name line and column exactly.
public struct PromptDocument: Sendable {
    /// The format the file was read as.
    public var format: PromptFormat
    /// The bytes that every span refers to.
    public var source: [UInt8]
    /// Texts that are sent together, in the order of the file.
    public var units: [PromptUnit]
    /// Places that could not be read; the rest of the file was.
    public var problems: [ReadProblem]
    /// What is to be said of every count of the units: what is sent with them and is in none of them, as tools that a
    /// program defines, and what of a request was counted otherwise than it is written.
    public var omissions: [ReadProblem] = []

    public init(format: PromptFormat, source: [UInt8], units: [PromptUnit] = [], problems: [ReadProblem] = []) {
        self.format = format
        self.source = source
        self.units = units
        self.problems = problems
    }

    /// Line starts of `source`, for turning offsets into positions. Complexity: O(n) in the bytes of the file; keep it.
    public func lineIndex() -> LineIndex {
        LineIndex(source)
    }

    /// The text of `segment` as it is sent, with its map back to the file.
    public func text(of segment: Segment) -> DecodedText {
        segment.text(in: source)
    }
}

/// A place in a file that a reader could not read, while it read the rest.
public struct ReadProblem: Sendable, Hashable, CustomStringConvertible {
    /// Byte offset of the problem.
    public var offset: Int
    /// What is wrong and what was done about it.
    public var message: String
    /// Whether the place is well formed and only holds nothing that is sent.
    public var isEmpty = false
    /// Where a template engine would refuse the template: the tag, or what there is of it.
    public var tag: Range<Int>?

    public init(offset: Int, message: String, isEmpty: Bool = false) {
        self.offset = offset
        self.message = message
        self.isEmpty = isEmpty
    }

    init(tag: Range<Int>, message: String) {
        self.init(offset: tag.lowerBound, message: message)
        self.tag = tag
    }

    public var description: String { "byte \(offset): \(message)" }
}

/// A file that could not be read at all as the format asked for.
public struct ReadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Byte offset at which reading stopped.
    public var offset: Int
    /// What is wrong and what to do instead.
    public var message: String

    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }

    public var description: String { "byte \(offset): \(message)" }
}
