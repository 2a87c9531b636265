extension Tokenizer {
    /// What a tokenizer is made ready for.
    public enum Use: Sendable {
        /// ``encode(_:special:)`` and what else gives ids.
        case encoding
        /// ``count(_:special:)`` and what else only counts.
        case counting
    }

    /// Learns the vocabulary before the first text, instead of each token where it first stands.
    ///
    /// For programs that run for long and should be fast from the first text on: the first pass over a few megabytes of English
    /// or code is about a fifth faster, of other languages up to a tenth (`Benchmarks/run`). It takes about as much time as one
    /// such pass saves, some 9 ms a thread, and 9 MB a thread (counting: 5 MB) beside the vocabulary's own pages, so that a
    /// program which ends soon is better off without. Tokens are the same either way. What it learns serves this tokenizer and
    /// its copies, not ``ParallelCounter``.
    ///
    /// - Parameter threads: how many threads will use the tokenizer at a time; each learns by itself.
    /// - Complexity: linear in the vocabulary, for each thread.
    public func prepare(for use: Use, threads: Int = 1) {
        // All are taken before one is given back, so that they are different ones.
        let taken = (0..<max(threads, 0)).map { _ in encoders.take() }
        for encoder in taken {
            encoder.pieces.learnVocabulary(for: use)
            encoders.give(back: encoder)
        }
    }
}
