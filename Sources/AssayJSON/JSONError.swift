/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Sendable, CaseIterable {
        case empty
        case unexpectedEnd
        case unexpectedByte
        case invalidLiteral
        case invalidNumber
        case invalidEscape
        case controlCharacter
        case loneSurrogate
        case invalidUTF8
        case tooDeep
        case tooLong
        case trailingBytes
    }

    public var code: Code
    /// Where the fault stands, in bytes from the start of the text.
    public var offset: Int
    /// The same place as line and column.
    public var position: JSONPosition
    /// What is wrong there, without the place.
    public var reason: String

    init(_ code: Code, _ reason: String, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.code = code
        self.reason = reason
        self.offset = offset
        position = JSONPosition(offset: offset, in: bytes)
    }

    public var description: String {
        "line \(position.line), column \(position.column) (byte \(offset)): \(reason)"
    }
}

/// A place in a text as people count: lines and columns from 1, columns in Unicode scalars.
public struct JSONPosition: Sendable, Hashable, Comparable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of the byte at `offset`; an offset outside the text counts as its nearer end. Lines end at a line
    /// feed.
    ///
    /// - Complexity: O(`offset`).
    public init(offset: Int, in bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { JSONPosition(offset: offset, in: $0) }
    }

    init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(max(0, min(offset, bytes.count))) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Continuation bytes belong to the scalar before them.
                column += 1
            }
        }
        self.init(line: line, column: column)
    }

    public static func < (left: JSONPosition, right: JSONPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
