/// Cuts a text that arrives in parts at places where its tokens can be told for good: the machinery behind
/// ``TokenStream`` and ``CountStream``.
///
/// Memory is bounded by what the text forces to be looked at together: a few hundred kilobytes for any text with a
/// space, a line of punctuation or a Chinese comma now and then.
struct TextStream: ~Copyable {
    private let encoder: TextEncoder
    private let special: SpecialTokenPolicy
    private let finder: SpecialTokenFinder?
    private let pool: EncoderPool
    /// Text that waits for a safe cut.
    private var pending: [UInt8] = []
    /// The offset of `pending` in the whole text.
    private var offset = 0
    /// How many bytes of `pending` have been searched for a cut in vain.
    private var searched = 0
    /// From the first invalid byte on: the rest of the text is one piece.
    private var tail: LongPieceMerge?
    /// The first bytes of that piece, until it is too long to be one token.
    private var tailStart: [UInt8] = []
    /// Whether all of the rest is needed: from an invalid byte to the next special token all is one piece.
    private var needsAll = false
    /// The offset of the first byte that is not valid UTF-8.
    private(set) var firstInvalidUTF8Offset: Int?

    /// How much text is looked at at once.
    private let step: Int

    /// - Parameter step: smaller than it is by default only to test cuts with short texts.
    init(_ tokenizer: Tokenizer, special: SpecialTokenPolicy, step: Int = 1 << 17) {
        self.step = step
        pool = tokenizer.encoders
        encoder = tokenizer.encoders.take()
        finder = tokenizer.encoders.finder(special)
        self.special = special
    }

    deinit { pool.give(back: encoder) }

    mutating func feed<Sink: TokenSink & ~Copyable>(
        _ text: UnsafeBufferPointer<UInt8>, into sink: inout Sink
    ) throws(TokenizationError) {
        var rest = text
        while !rest.isEmpty {
            let part = UnsafeBufferPointer(rebasing: rest[..<min(rest.count, step)])
            rest = UnsafeBufferPointer(rebasing: rest[part.count...])
            if tail != nil {
                feedTail(part, &sink)
            } else {
                pending += part
                // Each search is twice as far from the last, so that text without a cut costs linear time.
                if !needsAll, pending.count >= step, pending.count >= 2 * searched { try advance(&sink) }
            }
        }
    }

    mutating func finish<Sink: TokenSink & ~Copyable>(into sink: inout Sink) throws(TokenizationError) {
        if tail == nil { try encode(pending.count, isLast: true, &sink) }
        finishTail(&sink)
        pending = []
    }

    /// Encodes up to the last safe cut.
    private mutating func advance<Sink: TokenSink & ~Copyable>(_ sink: inout Sink) throws(TokenizationError) {
        let limit = pending.count - max(finder?.maximumLength ?? 0, 8)
        var cut = pending.withUnsafeBufferPointer {
            SafeCut.last(in: $0, before: limit, preTokenizer: encoder.vocabulary.preTokenizer) ?? 0
        }
        // A special token is not cut; none that starts before the cut reaches past what is pending.
        var start = 0
        while let finder, start < cut,
            let match = pending.withUnsafeBufferPointer({ finder.first(in: $0, from: start) }),
            match.range.lowerBound < cut
        {
            // Nor is there a cut right behind one: text that starts there may get a space in front.
            if match.range.upperBound >= cut { cut = match.range.lowerBound }
            start = match.range.upperBound
        }
        searched = cut > 0 ? 0 : pending.count
        if cut > 0 { return try encode(cut, isLast: false, &sink) }
        // From an invalid byte on there is nothing to cut. The last three may be the start of a character.
        if let invalid = invalidOffset(pending.count), invalid < pending.count - 3 { try meetInvalid(invalid, &sink) }
    }

    /// Encodes the first `end` bytes of what is pending.
    private mutating func encode<Sink: TokenSink & ~Copyable>(
        _ end: Int, isLast: Bool, _ sink: inout Sink
    ) throws(TokenizationError) {
        if let invalid = invalidOffset(end) {
            try meetInvalid(invalid, &sink)
            if tail != nil { return }
        }
        if needsAll, !isLast { return }
        try pending.withUnsafeBufferPointer { text throws(TokenizationError) in
            try encoder.encode(
                UnsafeBufferPointer(rebasing: text[..<end]), special: special, offset: offset, isStart: offset == 0,
                into: &sink)
        }
        offset += end
        pending.removeFirst(end)
    }

    /// Turns to what has to be done with the first byte of the text that is not valid.
    private mutating func meetInvalid<Sink: TokenSink & ~Copyable>(
        _ invalid: Int, _ sink: inout Sink
    ) throws(TokenizationError) {
        firstInvalidUTF8Offset = offset + invalid
        guard encoder.vocabulary.isByteLevel else { return }
        if finder == nil { try startTail(invalid, &sink) } else { needsAll = true }
    }

    /// The first byte of the text that is not valid, if it is among the first `end` of what is pending.
    private func invalidOffset(_ end: Int) -> Int? {
        guard firstInvalidUTF8Offset == nil else { return nil }
        return pending.withUnsafeBufferPointer {
            UTF8Validation.firstInvalidOffset(UnsafeBufferPointer(rebasing: $0[..<end]))
        }
    }

    // MARK: The rest after an invalid byte

    private mutating func startTail<Sink: TokenSink & ~Copyable>(
        _ invalid: Int, _ sink: inout Sink
    ) throws(TokenizationError) {
        let preTokenizer = encoder.vocabulary.preTokenizer
        let bytes = try pending.withUnsafeBufferPointer { text throws(TokenizationError) in
            let cut = SafeCut.last(in: text, before: invalid, preTokenizer: preTokenizer) ?? 0
            try encoder.encode(
                UnsafeBufferPointer(rebasing: text[..<cut]), special: special, offset: offset, isStart: offset == 0,
                into: &sink)
            return try encoder.invalidTail(
                valid: UnsafeBufferPointer(rebasing: text[cut..<invalid]),
                invalid: UnsafeBufferPointer(rebasing: text[invalid...]), offset + cut, &sink)
        }
        tail = LongPieceMerge(encoder.vocabulary)
        pending = []
        bytes.withUnsafeBufferPointer { feedTail($0, &sink) }
    }

    private mutating func feedTail<Sink: TokenSink & ~Copyable>(
        _ part: UnsafeBufferPointer<UInt8>, _ sink: inout Sink
    ) {
        let vocabulary = encoder.vocabulary
        if tailStart.count <= vocabulary.maximumTokenLength {
            tailStart += part
            guard tailStart.count > vocabulary.maximumTokenLength else { return }
            tailStart.withUnsafeBufferPointer { start in tail?.feed(start) { sink.take($0, vocabulary) } }
        } else {
            tail?.feed(part) { sink.take($0, vocabulary) }
        }
    }

    private mutating func finishTail<Sink: TokenSink & ~Copyable>(_ sink: inout Sink) {
        guard tail != nil else { return }
        let vocabulary = encoder.vocabulary
        if tailStart.count <= vocabulary.maximumTokenLength {
            encoder.encodeTail(tailStart, &sink)
        } else {
            tail?.finish { sink.take($0, vocabulary) }
        }
        tail = nil
    }
}
