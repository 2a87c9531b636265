import CAssayPieces

/// What the patterns of o200k_base and tekken share, where `U` is `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]` and `L` is
/// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`:
///
///     [^\r\n\p{L}\p{N}]?U*L+|[^\r\n\p{L}\p{N}]?U+L*|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
protocol O200kFamilyRule: PieceRule {
    static var digits: Int { get }
    /// Whether a word takes a contraction such as `'s` with it.
    static var contractions: Bool { get }
}

extension O200kFamilyRule {
    @inline(__always)
    static func endOfPiece(_ text: PieceText, _ position: Int) -> Int {
        let character = text.character(position)
        let next = position &+ character.length
        switch character.kind {
        case .upperLetter, .lowerLetter, .uncasedLetter:
            return afterContraction(text, endOfWord(text, position).unsafelyUnwrapped)
        case .number: return text.endOfRun(next, in: .numbers, atMost: digits &- 1)
        case .newline: return text.endOfWhiteSpacePiece(position, newlines: true, wholeAtEnd: false)
        case .mark: return afterContraction(text, endOfWordAfterMark(text, position, next))
        case .whiteSpace, .other, .punctuation, .symbol: break
        }
        if next < text.end, let end = endOfWord(text, next) { return afterContraction(text, end) }
        // ` ?[^\s\p{L}\p{N}]+[\r\n/]*`: only a space may stand before it.
        let symbols = text.byte(position) == 0x20 ? next : position
        let end = text.endOfRun(symbols, in: .others)
        if end > symbols { return text.endOfNewlines(end, orSlashes: true) }
        return text.endOfWhiteSpacePiece(position, newlines: true, wholeAtEnd: false)
    }

    /// The end of the word, without a prefix, that starts at `start`: the first alternative, or else the second.
    @inline(__always)
    private static func endOfWord(_ text: PieceText, _ start: Int) -> Int? {
        let phases = endOfPhases(text, start)
        if let end = phases.first { return end }
        return phases.upper > start ? phases.upper : nil
    }

    /// The end of `U*L+` from `start`, if it matches, and the end of the run `U*`.
    ///
    /// `U*` takes all it can. Where nothing lower follows, it gives characters back until the one given back is in `L`
    /// too: that is the run's last character without case, and what came after it is upper case and stays out.
    @inline(__always)
    private static func endOfPhases(_ text: PieceText, _ start: Int) -> (first: Int?, upper: Int) {
        var upper = start
        var afterUncased: Int?
        while upper < text.end {
            let character = text.character(upper)
            guard CharacterSet.upperPhase.contains(character.kind) else { break }
            upper &+= character.length
            if character.kind != .upperLetter { afterUncased = upper }
        }
        let lower = text.endOfRun(upper, in: .lowerPhase)
        if lower > upper { return (lower, upper) }
        return (afterUncased, upper)
    }

    /// The end of the piece that starts with the mark at `position`, which may be the prefix of the word at `next` or
    /// itself the start of one. The pattern tries: the first alternative with the prefix, the first without, the second
    /// with. One of them matches, since a mark by itself is a word.
    private static func endOfWordAfterMark(_ text: PieceText, _ position: Int, _ next: Int) -> Int {
        if next < text.end, let end = endOfPhases(text, next).first { return end }
        return endOfPhases(text, position).first ?? next
    }

    @inline(__always)
    private static func afterContraction(_ text: PieceText, _ end: Int) -> Int {
        guard contractions, text.byteOrZero(end) == 0x27 else { return end }
        return text.endOfContraction(end) ?? end
    }
}

/// GPT-4o and later, Llama 4. Source: tiktoken's o200k_base.
enum O200kRule: O200kFamilyRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_o200k }
    @inline(__always) static var digits: Int { 3 }
    @inline(__always) static var contractions: Bool { true }
}

/// Mistral's tekken. Source: the pattern in tekken.json of the mistral-common package.
enum TekkenRule: O200kFamilyRule {
    @inline(__always) static var window: assay_pattern? { assay_pattern_tekken }
    @inline(__always) static var digits: Int { 1 }
    @inline(__always) static var contractions: Bool { false }
}
