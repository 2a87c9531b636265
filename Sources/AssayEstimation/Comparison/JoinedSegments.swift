import AssayTokenization

/// Tokenizes segments as one text, with a separator between them, as they arrive: memory does not grow with the text.
///
/// Published comparisons count both ways. Joined, a segment's first word has the space before it that words in a text
/// have, and a pause at a segment's end may be one token with the separator; so the totals are others than those of the
/// segments one by one.
final class JoinedSegments {
    private let separator: [UInt8]
    private let streams: [VocabularyStream]
    private var isEmpty = true

    init(_ tokenizers: [Tokenizer], separator: [UInt8]) {
        self.separator = separator
        streams = tokenizers.map(VocabularyStream.init)
    }

    /// Adds the segments that are there.
    func add(_ segments: [UnsafeBufferPointer<UInt8>?]) throws(TokenizationError) {
        var text: [UInt8] = []
        for case let segment? in segments {
            if !isEmpty { text += separator }
            isEmpty = false
            text += segment
        }
        try feed(text)
    }

    /// Adds a segment without text.
    func addEmpty() throws(TokenizationError) {
        if !isEmpty { try feed(separator) }
        isEmpty = false
    }

    private func feed(_ text: [UInt8]) throws(TokenizationError) {
        for stream in streams { try stream.feed(text) }
    }

    /// What each vocabulary counts in the whole text.
    func finish() throws(TokenizationError) -> [LanguageMeasure.VocabularyMeasure] {
        var measures: [LanguageMeasure.VocabularyMeasure] = []
        for stream in streams { measures.append(try stream.finish()) }
        return measures
    }
}

/// What one vocabulary makes of a text that arrives in parts.
private final class VocabularyStream {
    private let vocabulary: CountedVocabulary
    private var stream: TokenStream
    private var measure = LanguageMeasure.VocabularyMeasure()

    init(_ tokenizer: Tokenizer) {
        vocabulary = CountedVocabulary(tokenizer)
        stream = TokenStream(tokenizer)
    }

    func feed(_ text: [UInt8]) throws(TokenizationError) {
        let part = text.span
        try part.withUnsafeBufferPointer { part throws(TokenizationError) in
            try stream.feed(part) { vocabulary.add($0, to: &measure) }
        }
    }

    func finish() throws(TokenizationError) -> LanguageMeasure.VocabularyMeasure {
        try stream.finish { vocabulary.add($0, to: &measure) }
        return measure
    }
}
