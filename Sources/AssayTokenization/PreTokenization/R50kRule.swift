import CAssayPieces

/// GPT-2's pattern:
///
///     '(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
///
/// Source: tiktoken's r50k_base; Hugging Face's ByteLevel pre-tokenizer spells the same one.
enum R50kRule: PieceRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_r50k }

    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int {
        let first = text.byte(position)
        if first == 0x27, let end = endOfContraction(text, position) { return end }
        // A space joins what follows it, unless that is white space too.
        let start = first == 0x20 && position &+ 1 < text.end ? position &+ 1 : position
        let character = text.character(start)
        let next = start &+ character.length
        switch character.kind {
        case .upperLetter, .lowerLetter, .uncasedLetter: return text.endOfRun(next, in: .letters)
        case .number: return text.endOfRun(next, in: .numbers)
        case .whiteSpace, .newline: return text.endOfWhiteSpacePiece(position, newlines: false, wholeAtEnd: false)
        case .other, .mark, .punctuation, .symbol: return text.endOfRun(next, in: .others)
        }
    }

    /// The pattern's own contractions: lower case only.
    @inline(__always)
    private static func endOfContraction(_ text: PieceText, _ position: Int) -> Int? {
        switch (text.byteOrZero(position &+ 1), text.byteOrZero(position &+ 2)) {
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "d"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "t"), _):
            position &+ 2
        case (UInt8(ascii: "l"), UInt8(ascii: "l")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "r"), UInt8(ascii: "e")):
            position &+ 3
        default: nil
        }
    }
}
