import AssayTokenization

/// Counts the segments of one language's text, one after the other, in memory that does not grow with the text.
///
/// Each segment is tokenized on its own, as a request with that text alone would be, and the counts are added up; or
/// else all of them are tokenized as one text. One counter serves one thread at a time.
///
/// ```swift
/// let counter = try LanguageCounter([Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))])
/// try counter.add(["Hello, world!", "How are you?"])
/// counter.measure.vocabularies[0].tokens  // 8
/// ```
public final class LanguageCounter {
    public private(set) var measure: LanguageMeasure
    private let vocabularies: [CountedVocabulary]
    private let boundaries: TextBoundaries
    private let joined: JoinedSegments?
    /// The tokens of each segment of the last call of ``add(_:segments:)``, by vocabulary.
    private(set) var lastCounts: [[Int]]

    /// - Parameter separator: what the segments are joined with to be tokenized as one text, in UTF-8; nil to tokenize
    ///   each on its own. Only tokens are of the joined text: bytes, characters and words are those of the segments.
    /// - Throws: ``BoundaryError`` where ICU lacks its data.
    public init(_ tokenizers: [Tokenizer], joinedBy separator: [UInt8]? = nil) throws(BoundaryError) {
        joined = separator.map { JoinedSegments(tokenizers, separator: $0) }
        vocabularies = tokenizers.map(CountedVocabulary.init)
        boundaries = try TextBoundaries()
        measure = LanguageMeasure(vocabularies: tokenizers.count)
        lastCounts = Array(repeating: [], count: tokenizers.count)
    }

    /// Counts the segments of a text that stand at the given places, in their order; nil is one that is missing.
    /// Linear in the text.
    ///
    /// A vocabulary counts all of them before the next one does, so that its tables stay in the processor's cache: some
    /// ten to a hundred kilobytes at a time are best.
    public func add(_ text: UnsafeBufferPointer<UInt8>, segments: [Range<Int>?]) throws {
        let parts = segments.map { $0.map { UnsafeBufferPointer(rebasing: text[$0]) } }
        if let joined {
            try joined.add(parts)
        } else {
            try count(parts)
        }
        for (place, part) in parts.enumerated() {
            guard let part else {
                addMissing(1)
                continue
            }
            try addFacts(of: part)
            if joined == nil { measure.blocks.add { lastCounts[$0][place] } }
        }
    }

    private func count(_ parts: [UnsafeBufferPointer<UInt8>?]) throws {
        for (index, vocabulary) in vocabularies.enumerated() {
            lastCounts[index].removeAll(keepingCapacity: true)
            for part in parts {
                let tokens = try part.map { try vocabulary.count($0, into: &measure.vocabularies[index]) } ?? 0
                lastCounts[index].append(tokens)
            }
        }
    }

    /// Says that nothing follows. Where segments are joined their tokens are in ``measure`` only then; elsewhere this
    /// does nothing.
    public func finish() throws {
        guard let joined else { return }
        let counts = try joined.finish()
        measure.vocabularies = counts
        measure.blocks.add { counts[$0].tokens }
    }

    /// Where segments are joined, adds an empty one that is not counted: what is behind the last line feed of a file
    /// whose lines are the segments, so that every line feed of it becomes a separator.
    public func addEmptyEnd() throws { try joined?.addEmpty() }

    /// Counts texts, each a segment.
    public func add(_ texts: [String]) throws {
        for text in texts {
            let bytes = Array(text.utf8)
            try bytes.withUnsafeBufferPointer { try add($0, segments: [0..<bytes.count]) }
        }
    }

    /// Adds segments that are missing.
    func addMissing(_ count: Int) {
        for _ in 0..<count { measure.addMissing(hasBlock: joined == nil) }
    }

    private func addFacts(of text: UnsafeBufferPointer<UInt8>) throws {
        measure.segments += 1
        if measure.firstInvalid == nil, UTF8Validation.firstInvalidOffset(text) != nil {
            measure.firstInvalid = measure.segments + measure.missingCount
        }
        measure.bytes += text.count
        measure.characters += text.count { $0 & 0xC0 != 0x80 }
        measure.scripts.add(text)
        let found = try boundaries.count(text)
        measure.boundaries.words += found.words
        measure.boundaries.graphemes += found.graphemes
        if measure.firstSegment.isEmpty { measure.firstSegment = Array(text[..<boundary(text, min(400, text.count))]) }
        let room = LanguageDetector.window - measure.beginning.count
        if room > 0 {
            measure.beginning += text.prefix(room)
            measure.beginning.append(0x0A)
        }
    }

    /// The start of the character that the byte at `offset` belongs to.
    private func boundary(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var start = offset
        while start > 0, offset - start < 3, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}
