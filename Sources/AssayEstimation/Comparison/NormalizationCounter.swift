import AssayTokenization

/// What each form of a language's text takes in each vocabulary.
public struct NormalizationCounts: Sendable, Hashable {
    /// Tokens, for each form in the order of ``TextForm/allCases`` those of each vocabulary.
    public internal(set) var tokens: [[Int]]
    /// How many segments each form changes.
    public internal(set) var changed: [Int]

    init(vocabularies count: Int) {
        tokens = TextForm.allCases.map { _ in Array(repeating: 0, count: count) }
        changed = Array(repeating: 0, count: TextForm.allCases.count)
    }

    /// The tokens of a form in a vocabulary.
    public func tokens(_ form: TextForm, vocabulary: Int) -> Int {
        TextForm.allCases.firstIndex(of: form).map { tokens[$0][vocabulary] } ?? 0
    }

    /// The number of segments that a form changes.
    public func changed(_ form: TextForm) -> Int { TextForm.allCases.firstIndex(of: form).map { changed[$0] } ?? 0 }

    /// The safe form that saves the most tokens, and how many; nil where none saves any.
    public func saving(vocabulary: Int) -> (form: TextForm, tokens: Int)? {
        let given = tokens(.given, vocabulary: vocabulary)
        return TextForm.allCases.filter(\.isSafe).map { ($0, given - tokens($0, vocabulary: vocabulary)) }
            .filter { $0.1 > 0 }.max { $0.1 < $1.1 }
    }
}

/// Counts every form of every segment. One serves one thread at a time.
public final class NormalizationCounter {
    public private(set) var counts: NormalizationCounts
    private let tokenizers: [Tokenizer]

    public init(_ tokenizers: [Tokenizer]) {
        self.tokenizers = tokenizers
        counts = NormalizationCounts(vocabularies: tokenizers.count)
    }

    /// Counts the segments of a text that stand at the given places. Linear; each form is counted only where it is
    /// another text.
    public func add(_ text: UnsafeBufferPointer<UInt8>, segments: [Range<Int>?]) throws {
        for range in segments {
            guard let range else { continue }
            let part = UnsafeBufferPointer(rebasing: text[range])
            let given = try tokenizers.map { try $0.count(part) }
            for (place, form) in TextForm.allCases.enumerated() {
                var tokens = given
                if form != .given, let written = form.apply(to: part), !written.elementsEqual(part) {
                    counts.changed[place] += 1
                    tokens = try tokenizers.map { try $0.count(written) }
                }
                for vocabulary in tokens.indices { counts.tokens[place][vocabulary] += tokens[vocabulary] }
            }
        }
    }
}
