/// Turns whole texts into tokens, special tokens and preparation included: everything one thread needs to do so.
final class TextEncoder {
    let vocabulary: Vocabulary
    let pieces: PieceEncoder
    private let normalization: TextNormalization?
    private let specials: SpecialTokenMatchers

    init(_ vocabulary: Vocabulary, _ specials: SpecialTokenMatchers) {
        self.vocabulary = vocabulary
        self.specials = specials
        pieces = PieceEncoder(vocabulary)
        normalization = TextNormalization(vocabulary.normalizer)
    }

    /// Hands the tokens of a text to a sink.
    ///
    /// - Parameter offset: where the text starts in the whole one, for errors.
    /// - Parameter isStart: whether the text starts the whole one.
    func encode<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, special: SpecialTokenPolicy, offset: Int = 0, isStart: Bool = true,
        into sink: inout Sink
    ) throws(TokenizationError) {
        guard let finder = specials.finder(special) else { return try encodeOrdinary(text, isStart, offset, &sink) }
        var start = 0
        while let match = finder.first(in: text, from: start) {
            if special == .reject, !match.token.isAlwaysMatched {
                throw TokenizationError(
                    code: .specialTokenInText, detail: match.token.text, offset: offset + match.range.lowerBound)
            }
            let before = UnsafeBufferPointer(rebasing: text[start..<match.range.lowerBound])
            try encodeOrdinary(before, isStart && start == 0, offset + start, &sink)
            if isStart, match.range.lowerBound == 0 { encodeLonePrefix(match.token, &sink) }
            sink.takeSpecial(match.token.id)
            if sink.isFull { return }
            start = match.range.upperBound
        }
        try encodeOrdinary(
            UnsafeBufferPointer(rebasing: text[start...]), isStart && start == 0, offset + start, &sink)
    }

    /// SentencePiece puts its space in front of the whole text once, even of a symbol that it does not merge. A control
    /// token is no part of the text.
    private func encodeLonePrefix<Sink: TokenSink & ~Copyable>(_ first: SpecialToken, _ sink: inout Sink) {
        guard first.isAlwaysMatched, vocabulary.addsPrefixSpace else { return }
        pieces.encodeBytes([0x20], into: &sink)
    }

    /// Hands the tokens of a text without special tokens to a sink.
    private func encodeOrdinary<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, _ isStart: Bool, _ offset: Int, _ sink: inout Sink
    ) throws(TokenizationError) {
        guard !text.isEmpty else { return }
        guard vocabulary.isByteLevel else { return encodeCharacters(text, isStart, &sink) }
        guard let invalid = UTF8Validation.firstInvalidOffset(text) else { return try encodeValid(text, offset, &sink) }
        // What comes before the last safe cut is not touched by what is invalid.
        let cut = SafeCut.last(in: text, before: invalid, preTokenizer: vocabulary.preTokenizer) ?? 0
        try encodeValid(UnsafeBufferPointer(rebasing: text[..<cut]), offset, &sink)
        let tail = try invalidTail(
            valid: UnsafeBufferPointer(rebasing: text[cut..<invalid]),
            invalid: UnsafeBufferPointer(rebasing: text[invalid...]), offset + cut, &sink)
        encodeTail(tail, &sink)
    }

    private func encodeValid<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, _ offset: Int, _ sink: inout Sink
    ) throws(TokenizationError) {
        guard let prepared = try normalized(text, offset) else { return pieces.encode(text, into: &sink) }
        prepared.bytes.withUnsafeBufferPointer { pieces.encode($0, into: &sink) }
    }

    /// The normalized text, or nil where it is normalized already.
    func normalized(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) throws(TokenizationError) -> PreparedText? {
        guard let normalization else { return nil }
        do {
            return try normalization.normalize(text)
        } catch {
            throw TokenizationError(code: error.code, detail: error.detail, offset: offset + error.offset)
        }
    }

    private func encodeCharacters<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, _ isStart: Bool, _ sink: inout Sink
    ) {
        if let prepared = SentencePieceText.prepare(text, prefix: false) {
            prepared.bytes.withUnsafeBufferPointer { encodePlainCharacters($0, isStart, &sink) }
        } else {
            encodePlainCharacters(text, isStart, &sink)
        }
    }

    /// A text without U+2581. Only its first piece is copied, to put the space in front.
    private func encodePlainCharacters<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, _ isStart: Bool, _ sink: inout Sink
    ) {
        guard isStart, vocabulary.addsPrefixSpace, let base = text.baseAddress else {
            return pieces.encode(text, into: &sink)
        }
        let end = SentencePieceRule.endOfPiece(PieceText(base: base, end: text.count), 0)
        let first = [0x20] + Array(text[..<end])
        first.withUnsafeBufferPointer { pieces.encode($0, into: &sink) }
        pieces.encode(UnsafeBufferPointer(rebasing: text[end...]), into: &sink)
    }
}

/// The special tokens of a vocabulary, ready to be found: those that every text gives up, and all of them.
struct SpecialTokenMatchers: Sendable {
    private let always: SpecialTokenFinder?
    private let all: SpecialTokenFinder?

    init(_ vocabulary: Vocabulary) {
        always = SpecialTokenFinder(vocabulary.specialTokens.filter(\.isAlwaysMatched))
        all = SpecialTokenFinder(vocabulary.specialTokens)
    }

    func finder(_ policy: SpecialTokenPolicy) -> SpecialTokenFinder? { policy == .plain ? always : all }
}
