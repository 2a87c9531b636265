/// The number of tokens in a text that arrives in parts, in one or more vocabularies, counted by all threads of a pool.
///
/// The result is that of ``CountStream`` for any text, any split of it and any number of threads. The text is cut into
/// chunks at places where no token can reach across; the chunks are counted in any order and added up in theirs. Memory
/// is bounded by a few chunks a thread, and by what the text forces to be looked at together.
///
/// From the first byte on that is not UTF-8, a byte-level vocabulary takes the rest for one piece: that is counted by
/// one thread.
public final class ParallelCounter {
    private let tokenizers: [Tokenizer]
    private let special: SpecialTokenPolicy
    private let pool: WorkerPool
    private let cutter: ChunkCutter
    private let chunkSize: Int

    /// What waits for a cut.
    private var chunk: TextChunk
    /// How long that has to be before a cut is looked for.
    private var target: Int
    /// What is being counted, in the order of the text.
    private var inFlight: [(task: WorkerTask, chunk: TextChunk)] = []
    private var idleChunks: [TextChunk] = []
    /// One a vocabulary.
    private var tallies: [Tally]
    private var fed = 0
    /// Whether the rest is one piece in every vocabulary.
    private var isSequential = false

    /// The offset of the first byte so far that is not valid UTF-8, once it has been looked at.
    public private(set) var firstInvalidUTF8Offset: Int?

    /// Large enough that handing it over costs nothing, small enough for a core's own cache.
    private static let defaultChunkSize = 1 << 18

    public convenience init(_ tokenizers: [Tokenizer], special: SpecialTokenPolicy = .plain, pool: WorkerPool) {
        self.init(tokenizers, special: special, pool: pool, chunkSize: Self.defaultChunkSize)
    }

    /// - Parameter chunkSize: smaller than it is by default only to test cuts with short texts.
    init(_ tokenizers: [Tokenizer], special: SpecialTokenPolicy, pool: WorkerPool, chunkSize: Int) {
        self.tokenizers = tokenizers
        self.special = special
        self.pool = pool
        self.chunkSize = chunkSize
        cutter = ChunkCutter(tokenizers, special: special)
        // Grows with a short text.
        chunk = TextChunk(capacity: 0)
        target = chunkSize
        tallies = tokenizers.map { _ in .counting(0) }
    }

    // MARK: Taking the text

    /// Takes the next part of the text.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and the policy rejects it; then the counter
    ///   is of no more use. The error may be of an earlier part.
    public func feed(_ text: UnsafeBufferPointer<UInt8>) throws(TokenizationError) {
        fed += text.count
        var rest = text
        while !rest.isEmpty {
            if isSequential { return try feedStreams(rest) }
            let part = UnsafeBufferPointer(rebasing: rest[..<min(rest.count, target - chunk.count)])
            rest = UnsafeBufferPointer(rebasing: rest[part.count...])
            chunk.append(part)
            if chunk.count >= target { try cut() }
        }
    }

    /// Ends the text.
    ///
    /// - Returns: the number of tokens in all of it, in the order of the vocabularies.
    public func finish() throws(TokenizationError) -> [Int] {
        if !isSequential {
            let last = chunk
            if inFlight.isEmpty {
                last.countTokens(
                    tokenizers, wanted: tallies.map(\.isCounting), special: special, isWhole: last.offset == 0,
                    pool.encoders, thread: pool.ownNumber)
                try add(last)
            } else {
                try handOut(last)
            }
            try addAll()
        }
        var counts: [Int] = []
        for tally in tallies { counts.append(try tally.finish()) }
        return counts
    }

    /// Hands out what is there up to the last cut.
    private func cut() throws(TokenizationError) {
        let end = cutter.lastCut(in: chunk.bytes)
        guard end > 0 else { return try waitForMore() }
        let full = chunk
        chunk = idleChunks.popLast() ?? TextChunk(capacity: chunkSize)
        full.split(at: end, into: chunk)
        // What is left has no cut in it, so it pays to look only when there is as much again.
        target = max(chunkSize, 2 * chunk.count)
        try handOut(full)
        if tallies.allSatisfy({ !$0.isCounting }) { try goOnSequentially() }
    }

    /// Without a cut the chunk grows to twice its size, unless it need not be kept together at all.
    private func waitForMore() throws(TokenizationError) {
        target = 2 * chunk.count
        // The last three bytes may be the start of a character.
        guard tokenizers.allSatisfy(\.vocabulary.isByteLevel),
            let invalid = UTF8Validation.firstInvalidOffset(chunk.bytes), invalid < chunk.count - 3
        else { return }
        try goOnSequentially()
        firstInvalidUTF8Offset = firstInvalidUTF8Offset ?? chunk.offset + invalid
    }

    // MARK: Adding up

    private func handOut(_ chunk: TextChunk) throws(TokenizationError) {
        let (tokenizers, special, wanted) = (tokenizers, special, tallies.map(\.isCounting))
        let encoders = pool.encoders
        let task = pool.submit {
            chunk.countTokens(
                tokenizers, wanted: wanted, special: special, isWhole: false, encoders, thread: $0)
        }
        inFlight.append((task, chunk))
        if inFlight.count > 1 { pool.employ() }
        while let first = inFlight.first, inFlight.count >= pool.window || pool.isDone(first.task) { try addFirst() }
    }

    private func addAll() throws(TokenizationError) {
        while !inFlight.isEmpty { try addFirst() }
    }

    private func addFirst() throws(TokenizationError) {
        let (task, chunk) = inFlight.removeFirst()
        pool.wait(for: task)
        try add(chunk)
        // One that had to grow would keep its memory.
        if chunk.capacity <= 2 * chunkSize { idleChunks.append(chunk) }
    }

    /// Adds a chunk that has been counted. All before it have been added.
    private func add(_ chunk: TextChunk) throws(TokenizationError) {
        if firstInvalidUTF8Offset == nil, let invalid = chunk.invalidOffset {
            firstInvalidUTF8Offset = chunk.offset + invalid
        }
        for index in tallies.indices {
            if case .counting(let count) = tallies[index], let result = chunk.results[index] {
                tallies[index] = .counting(count + (try result.get()))
            } else {
                try stream(index, from: chunk.offset).feed(chunk.bytes)
            }
        }
    }

    // MARK: The rest after an invalid byte

    /// Turns to streams for all that has not been counted.
    private func goOnSequentially() throws(TokenizationError) {
        try addAll()
        for index in tallies.indices { try stream(index, from: chunk.offset).feed(chunk.bytes) }
        isSequential = true
        idleChunks = []
    }

    private func feedStreams(_ text: UnsafeBufferPointer<UInt8>) throws(TokenizationError) {
        for index in tallies.indices { try stream(index, from: fed).feed(text) }
    }

    /// The stream of a vocabulary, which starts at `offset` where there is none yet.
    private func stream(_ index: Int, from offset: Int) -> Tally.Stream {
        switch tallies[index] {
        case .streaming(_, let stream): return stream
        case .counting(let count):
            let stream = Tally.Stream(tokenizers[index], special, offset: offset)
            tallies[index] = .streaming(before: count, stream)
            return stream
        }
    }
}

/// What is known of a vocabulary's count.
private enum Tally {
    /// The tokens of all chunks so far.
    case counting(Int)
    /// The tokens before the chunk with the first invalid byte, and what counts from there on.
    case streaming(before: Int, Stream)

    var isCounting: Bool {
        if case .counting = self { true } else { false }
    }

    func finish() throws(TokenizationError) -> Int {
        switch self {
        case .counting(let count): count
        case .streaming(let count, let stream): count + (try stream.finish())
        }
    }

    /// A count stream that starts inside the text.
    final class Stream {
        private var stream: CountStream
        private let offset: Int

        init(_ tokenizer: Tokenizer, _ special: SpecialTokenPolicy, offset: Int) {
            stream = CountStream(tokenizer, special: special)
            self.offset = offset
        }

        func feed(_ text: UnsafeBufferPointer<UInt8>) throws(TokenizationError) {
            do { try stream.feed(text) } catch { throw moved(error) }
        }

        func finish() throws(TokenizationError) -> Int {
            do { return try stream.finish() } catch { throw moved(error) }
        }

        private func moved(_ error: TokenizationError) -> TokenizationError {
            TokenizationError(code: error.code, detail: error.detail, offset: offset + error.offset)
        }
    }
}

extension Tokenizer {
    /// The number of tokens in a text, counted by all threads of a pool; the same as without one.
    ///
    /// - Throws: ``TokenizationError`` where the text spells a special token and `special` rejects it.
    public func count(
        _ text: UnsafeBufferPointer<UInt8>, special: SpecialTokenPolicy = .plain, on pool: WorkerPool
    ) throws(TokenizationError) -> Int {
        let counter = ParallelCounter([self], special: special, pool: pool)
        try counter.feed(text)
        return try counter.finish()[0]
    }
}
