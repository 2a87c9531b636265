import CAssayPieces

/// What the patterns of cl100k_base, Llama 3 and Qwen 2 share:
///
///     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|…
protocol CL100kFamilyRule: PieceRule {
    /// How many digits make a piece.
    static var digits: Int { get }
    /// Whether white space up to the end of the text is one piece, newlines and all.
    @inline(__always) static var wholeAtEnd: Bool { get }
}

extension CL100kFamilyRule {
    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int {
        if text.byte(position) == 0x27, let end = text.endOfContraction(position) { return end }
        let character = text.character(position)
        let next = position &+ character.length
        switch character.kind {
        case .upperLetter, .lowerLetter, .uncasedLetter: return text.endOfRun(next, in: .letters)
        case .number: return text.endOfRun(next, in: .numbers, atMost: digits &- 1)
        case .newline: return text.endOfWhiteSpacePiece(position, newlines: true, wholeAtEnd: wholeAtEnd)
        case .whiteSpace, .other, .mark, .punctuation, .symbol: break
        }
        let word = text.endOfRun(next, in: .letters)
        if word > next { return word }
        // ` ?[^\s\p{L}\p{N}]+[\r\n]*`: only a space may stand before it.
        let symbols = text.byte(position) == 0x20 ? next : position
        let end = text.endOfRun(symbols, in: .others)
        if end > symbols { return text.endOfNewlines(end) }
        return text.endOfWhiteSpacePiece(position, newlines: true, wholeAtEnd: wholeAtEnd)
    }
}

/// GPT-3.5 and GPT-4:
///
///     …|\s++$|\s*[\r\n]|\s+(?!\S)|\s
///
/// Source: tiktoken's cl100k_base.
enum CL100kRule: CL100kFamilyRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_cl100k }
    @inline(__always) static var digits: Int { 3 }
    @inline(__always) static var wholeAtEnd: Bool { true }
}

/// Llama 3: as cl100k_base, but white space at the end of the text is cut after its last newline.
///
///     …|\s*[\r\n]+|\s+(?!\S)|\s+
///
/// Source: the tokenizer in Meta's llama-models package.
enum Llama3Rule: CL100kFamilyRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_cl100k }
    @inline(__always) static var digits: Int { 3 }
    @inline(__always) static var wholeAtEnd: Bool { false }
}

/// Qwen 2: as Llama 3, each digit a piece.
///
/// Source: the tokenizer in Alibaba's dashscope package.
enum Qwen2Rule: CL100kFamilyRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_qwen2 }
    @inline(__always) static var digits: Int { 1 }
    @inline(__always) static var wholeAtEnd: Bool { false }
}
