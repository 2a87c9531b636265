/// Finds where the end of a text begins that has at most so many tokens.
///
/// What a cut does to the tokens behind it reaches only as far as one piece, so the search looks at the text's end
/// alone: it doubles a window until that is too long, then halves the difference.
enum SuffixCut {
    /// The offset of a character at which the text, cut there, has at most `maxTokens` tokens, while one character
    /// earlier it has more (or begins). Time is that of counting the result some tens of times.
    static func start(
        of text: UnsafeBufferPointer<UInt8>, maxTokens: Int, count: (UnsafeBufferPointer<UInt8>) throws -> Int
    ) rethrows -> Int {
        func fits(_ start: Int) throws -> Bool {
            try count(UnsafeBufferPointer(rebasing: text[start...])) <= maxTokens
        }
        var fitting = text.count
        var window = 1024
        var tooLong: Int
        repeat {
            tooLong = boundary(text, max(0, text.count - window))
            guard try fits(tooLong) else { break }
            fitting = tooLong
            window *= 2
        } while fitting > 0
        if fitting == 0 { return 0 }
        while true {
            let middle = boundary(text, tooLong + (fitting - tooLong) / 2)
            // The boundary at or before the middle may be the lower end: then only its next character is left to try.
            let candidate = middle > tooLong ? middle : boundary(after: tooLong, text)
            guard candidate < fitting else { return fitting }
            if try fits(candidate) { fitting = candidate } else { tooLong = candidate }
        }
    }

    /// The start of the character that the byte at `offset` belongs to. In what is not UTF-8 every fourth continuation
    /// byte starts a character, so that no cut moves far.
    private static func boundary(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var start = offset
        while start > 0, offset - start < 3, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    private static func boundary(after offset: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        var next = offset + 1
        while next < text.count, next - offset < 4, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
