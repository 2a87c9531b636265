import AssayTokenization

/// Counts the segments of one language's text, one after the other, in memory that does not grow with the text.
///
/// Each segment is tokenized on its own, as a request with that text alone would be, and the counts are added up. One
/// counter serves one thread at a time.
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
    /// The tokens of each segment of the last call of ``add(_:segments:)``, by vocabulary.
    private(set) var lastCounts: [[Int]]

    /// - Throws: ``BoundaryError`` where ICU lacks its data.
    public init(_ tokenizers: [Tokenizer]) throws(BoundaryError) {
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
        for (index, vocabulary) in vocabularies.enumerated() {
            lastCounts[index].removeAll(keepingCapacity: true)
            for part in parts {
                let tokens = try part.map { try vocabulary.count($0, into: &measure.vocabularies[index]) } ?? 0
                lastCounts[index].append(tokens)
            }
        }
        for (place, part) in parts.enumerated() {
            guard let part else {
                measure.addMissing()
                continue
            }
            try addFacts(of: part)
            measure.blocks.add { lastCounts[$0][place] }
        }
    }

    /// Counts texts, each a segment.
    public func add(_ texts: [String]) throws {
        for text in texts {
            let bytes = Array(text.utf8)
            try bytes.withUnsafeBufferPointer { try add($0, segments: [0..<bytes.count]) }
        }
    }

    /// Adds segments that are missing.
    func addMissing(_ count: Int) {
        for _ in 0..<count { measure.addMissing() }
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

/// A tokenizer that also says what its tokens are made of.
private struct CountedVocabulary {
    private let tokenizer: Tokenizer
    /// For each id up to the highest that matters: 1 for a single byte, 2 more for a byte of a longer character.
    private let kinds: [UInt8]

    init(_ tokenizer: Tokenizer) {
        self.tokenizer = tokenizer
        let single = tokenizer.vocabulary.singleByteTokens
        let fallback = tokenizer.vocabulary.byteFallbackTokens
        var kinds = [UInt8](repeating: 0, count: Int(single.union(fallback).max() ?? 0) + 1)
        for id in single { kinds[Int(id)] |= 1 }
        for id in fallback { kinds[Int(id)] |= 2 }
        self.kinds = kinds
    }

    func count(
        _ text: UnsafeBufferPointer<UInt8>, into measure: inout LanguageMeasure.VocabularyMeasure
    ) throws(TokenizationError) -> Int {
        let ids = try tokenizer.encode(text)
        measure.tokens += ids.count
        for id in ids where Int(id) < kinds.count {
            let kind = kinds[Int(id)]
            measure.singleByte += Int(kind & 1)
            measure.byteFallback += Int(kind >> 1)
        }
        return ids.count
    }
}
