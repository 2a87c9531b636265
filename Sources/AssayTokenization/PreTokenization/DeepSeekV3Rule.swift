import CAssayPieces

/// DeepSeek V3 splits three times, each time inside what the split before left:
///
/// 1. `\p{N}{1,3}`
/// 2. `[一-龥぀-ゟ゠-ヿ]+`, Chinese characters and kana
/// 3. ``[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+``
///
/// The ends of a segment are ends of text to the third pattern, and what it does not match is a piece up to the next
/// match. Source: the tokenizer.json that DeepSeek publishes.
enum DeepSeekV3Rule: PieceRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_deepseek }

    /// Takes time linear in the segment.
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int {
        var segmentEnd = position
        return endOfPiece(text, position, segmentEnd: &segmentEnd)
    }

    static func endOfPiece(_ text: PieceText, _ position: Int, segmentEnd: inout Int) -> Int {
        if position >= segmentEnd {
            if text.character(position).kind == .number {
                segmentEnd = text.endOfRun(position, in: .numbers, atMost: 3)
                return segmentEnd
            }
            segmentEnd = endOfSegment(text, position)
        }
        let segment = PieceText(base: text.base, end: segmentEnd)
        if let end = endOfMatch(segment, position) { return end }
        var next = position &+ segment.character(position).length
        while next < segmentEnd, endOfMatch(segment, next) == nil { next &+= segment.character(next).length }
        return next
    }

    /// The end of the second split's segment that starts at `position`, where no number stands.
    private static func endOfSegment(_ text: PieceText, _ position: Int) -> Int {
        let isEastAsian = isEastAsian(text, position)
        var next = position
        while next < text.end {
            let character = text.character(next)
            guard character.kind != .number, self.isEastAsian(text, next) == isEastAsian else { break }
            next &+= character.length
        }
        return next
    }

    /// Whether the character at `position` is in `[一-龥぀-ゟ゠-ヿ]`.
    @inline(__always)
    private static func isEastAsian(_ text: PieceText, _ position: Int) -> Bool {
        let first = text.byte(position)
        guard first >= 0xE3, first <= 0xE9 else { return false }
        let value = text.scalar(position, first).value
        return (0x4E00...0x9FA5).contains(value) || (0x3040...0x30FF).contains(value)
    }

    /// The end of the third pattern's match at `position`, or nil where it does not match.
    private static func endOfMatch(_ text: PieceText, _ position: Int) -> Int? {
        let first = text.byte(position)
        let character = text.character(position)
        let next = position &+ character.length
        if first < 0x80, character.kind == .punctuation || character.kind == .symbol {
            let end = endOfASCIILetters(text, next)
            if end > next { return end }
        }
        switch character.kind {
        case .upperLetter, .lowerLetter, .uncasedLetter, .mark:
            // A mark may be the prefix, but then it has to be followed by what it could start by itself.
            return text.endOfRun(next, in: .lettersAndMarks)
        case .number, .whiteSpace, .other:
            let end = text.endOfRun(next, in: .lettersAndMarks)
            if end > next { return end }
        case .newline, .punctuation, .symbol: break
        }
        let symbols = first == 0x20 ? next : position
        let end = text.endOfRun(symbols, in: .punctuationAndSymbols)
        if end > symbols { return text.endOfNewlines(end) }
        guard CharacterSet.whiteSpace.contains(character.kind) else { return nil }
        return text.endOfWhiteSpacePiece(position, newlines: true, wholeAtEnd: false)
    }

    private static func endOfASCIILetters(_ text: PieceText, _ position: Int) -> Int {
        var next = position
        while next < text.end, (0x61...0x7A).contains(text.byte(next) | 0x20) { next &+= 1 }
        return next
    }
}
