/// How a comment begins and ends in one of the formats that prompts are written in.
struct CommentMark {
    let open: [UInt8]
    /// Nil for a comment that ends with its line.
    let close: [UInt8]?

    /// Whether templates and markup have such comments, and no programming language.
    var isTemplate: Bool { open.first == UInt8(ascii: "{") || open.first == UInt8(ascii: "<") }

    private init(_ open: String, _ close: String?) {
        self.open = Array(open.utf8)
        self.close = close.map { Array($0.utf8) }
    }

    /// Longer marks stand before those that they end with.
    private static let all = [
        CommentMark("{{!--", "--}}"), CommentMark("{{~!--", "--}}"), CommentMark("{{!", "}}"),
        CommentMark("{#-", "#}"), CommentMark("{#", "#}"), CommentMark("<!--", "-->"), CommentMark("/**", "*/"),
        CommentMark("/*", "*/"), CommentMark("///", nil), CommentMark("//", nil), CommentMark("--", nil),
        CommentMark("#", nil),
    ]

    /// The mark right before `offset`, with nothing but white space between, and where it starts. A comment that does
    /// not end with its line may have begun in an earlier one.
    static func before(_ offset: Int, in bytes: [UInt8]) -> (start: Int, mark: CommentMark)? {
        var end = offset
        var crossesLines = false
        while end > 0 {
            let byte = bytes[end - 1]
            if byte == 0x0A {
                crossesLines = true
            } else if byte == UInt8(ascii: "*"), isDecoration(end - 1, in: bytes) {
                // The star with which lines of a long comment begin.
            } else if byte != 0x20, byte != 0x09, byte != 0x0D {
                break
            }
            end -= 1
        }
        for mark in all where !crossesLines || mark.close != nil {
            let start = end - mark.open.count
            if start >= 0, bytes[start..<end].elementsEqual(mark.open) { return (start, mark) }
        }
        return nil
    }

    /// Whether nothing stands before a byte in its line, and the line is not the first.
    private static func isDecoration(_ offset: Int, in bytes: [UInt8]) -> Bool {
        var start = offset
        while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        return start > 0 && bytes[start - 1] == 0x0A
    }
}
