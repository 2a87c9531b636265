/// Writes JSON in the order it is told to, into a buffer of UTF-8.
///
/// ```swift
/// var writer = JSONWriter(.pretty)
/// writer.object { writer in
///     writer.member("schema", 1)
///     writer.key("files")
///     writer.array { writer in writer.value("a.txt") }
/// }
/// let text = writer.string
/// ```
/// Brackets always match, since containers are closures. In an object, each value needs its ``key(_:)`` first.
public struct JSONWriter: Sendable {
    /// How the text is laid out.
    public enum Style: Sendable {
        /// No white space at all.
        case compact
        /// Two spaces a level and one value a line; an empty container stays on its line.
        case pretty
    }

    public let style: Style
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []
    private var depth = 0
    /// Whether the container that is open has nothing in it yet.
    private var isFirst = true
    private var followsKey = false

    public init(_ style: Style = .compact) {
        self.style = style
    }

    /// What has been written so far, as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Hands over what has been written so far and forgets it, so that a long report needs little memory.
    public mutating func takeBytes() -> [UInt8] {
        let taken = bytes
        bytes = []
        return taken
    }

    // MARK: Containers

    public mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    public mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// An array of values, each written by `body`.
    public mutating func array<Elements: Sequence, Failure: Error>(
        of elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws(Failure) -> Void
    ) throws(Failure) {
        try array { (writer) throws(Failure) in
            for element in elements { try body(&writer, element) }
        }
    }

    /// A member that is an object.
    public mutating func object<Failure: Error>(
        _ key: String, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(body)
    }

    /// A member that is a list of objects, whose members `body` writes.
    public mutating func objects<Elements: Sequence, Failure: Error>(
        _ key: String, of elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try array(of: elements) { (writer, element) throws(Failure) in
            try writer.object { (writer) throws(Failure) in try body(&writer, element) }
        }
    }

    /// A member that is a list of texts.
    public mutating func member(_ key: String, _ texts: [String]) {
        self.key(key)
        array(of: texts) { $0.value($1) }
    }

    /// The key of the member whose value is written next.
    public mutating func key(_ key: String) {
        beginValue()
        appendString(key)
        bytes.append(UInt8(ascii: ":"))
        if style == .pretty { bytes.append(0x20) }
        followsKey = true
    }

    private mutating func container<Failure: Error>(
        _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginValue()
        bytes.append(opening)
        depth += 1
        isFirst = true
        try body(&self)
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(closing)
        isFirst = false
    }

    /// Writes what separates a value from the one before it.
    private mutating func beginValue() {
        if followsKey {
            followsKey = false
            return
        }
        if !isFirst { bytes.append(depth == 0 ? UInt8(ascii: "\n") : UInt8(ascii: ",")) }
        if depth > 0 { breakLine() }
        isFirst = false
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }

    // MARK: Values

    public mutating func null() {
        beginValue()
        bytes.append(contentsOf: "null".utf8)
    }

    public mutating func value(_ value: Bool) {
        beginValue()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func value(_ value: some BinaryInteger) {
        beginValue()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// The shortest text that reads back as the same double; null for infinities and NaN, which JSON cannot write.
    public mutating func value(_ value: Double) {
        beginValue()
        bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
    }

    public mutating func value(_ value: String) {
        beginValue()
        appendString(value)
    }

    /// A string given as bytes; what is not UTF-8 is written as U+FFFD.
    public mutating func value(utf8: some Collection<UInt8>) {
        value(String(decoding: utf8, as: UTF8.self))
    }

    // MARK: Members

    public mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        self.value(value)
    }

    public mutating func member(_ key: String, _ value: some BinaryInteger) {
        self.key(key)
        self.value(value)
    }

    public mutating func member(_ key: String, _ value: Double) {
        self.key(key)
        self.value(value)
    }

    public mutating func member(_ key: String, _ value: String) {
        self.key(key)
        self.value(value)
    }

    /// A string, or null.
    public mutating func member(_ key: String, _ value: String?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// An integer, or null.
    public mutating func member(_ key: String, _ value: Int?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    // MARK: Strings

    private mutating func appendString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
        var runStart = 0
        for (offset, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
            bytes.append(contentsOf: utf8[runStart..<offset])
            appendEscape(byte)
            runStart = offset + 1
        }
        bytes.append(contentsOf: utf8[runStart...])
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = [UInt8]("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
