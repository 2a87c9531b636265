/// A stretch of a text that is counted by itself: what goes to a worker and comes back.
final class TextChunk: @unchecked Sendable {
    // One thread has it at a time: the pool's lock lies between the one that fills it and the one that counts.
    private var memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0
    /// Where it starts in the whole text.
    private(set) var offset = 0
    /// One a vocabulary; nil where it was not asked for or has to be found in another way.
    private(set) var results: [Result<Int, TokenizationError>?] = []
    /// The place in the chunk from which on it is not UTF-8.
    private(set) var invalidOffset: Int?

    var capacity: Int { memory.count }

    init(capacity: Int) { memory = .allocate(capacity: capacity) }

    deinit { memory.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: memory[..<count]) }

    /// Makes it an empty chunk again.
    func start(at offset: Int) {
        self.offset = offset
        count = 0
    }

    func append(_ part: UnsafeBufferPointer<UInt8>) {
        if count + part.count > memory.count { grow(count + part.count) }
        _ = memory[count...].update(fromContentsOf: part)
        count += part.count
    }

    /// Shortens it to its first `end` bytes and puts the others into `next`.
    func split(at end: Int, into next: TextChunk) {
        next.start(at: offset + end)
        next.append(UnsafeBufferPointer(rebasing: memory[end..<count]))
        count = end
    }

    private func grow(_ needed: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(needed, 2 * memory.count))
        _ = larger.update(fromContentsOf: memory[..<count])
        memory.deallocate()
        memory = larger
    }

    /// Counts the tokens in each wanted vocabulary. Where an invalid byte makes one piece of all that follows, only if
    /// the chunk is the whole text.
    ///
    /// - Parameter thread: the number of the thread that this is called on.
    func countTokens(
        _ tokenizers: [Tokenizer], wanted: [Bool], special: SpecialTokenPolicy, isWhole: Bool,
        _ encoders: ThreadEncoders, thread: Int
    ) {
        invalidOffset = UTF8Validation.firstInvalidOffset(bytes)
        results = zip(tokenizers, wanted).map { tokenizer, isWanted in
            guard isWanted, isWhole || invalidOffset == nil || !tokenizer.vocabulary.isByteLevel else { return nil }
            do throws(TokenizationError) {
                return .success(try countTokens(encoders.encoder(tokenizer, thread: thread), special))
            } catch {
                return .failure(error)
            }
        }
    }

    private func countTokens(
        _ encoder: TextEncoder, _ special: SpecialTokenPolicy
    ) throws(TokenizationError) -> Int {
        var sink = CountingSink()
        try encoder.encode(bytes, special: special, offset: offset, isStart: offset == 0, into: &sink)
        return sink.count
    }
}
