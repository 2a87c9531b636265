import Testing

@testable import AssayTokenization

/// Chunks counted in parallel add up to the count of the whole, and what goes wrong goes wrong at the same place.
@Suite struct ParallelCounterTests {
    private struct Outcome: Equatable {
        var count: Int?
        var error: TokenizationError?
    }

    private static let policies = [SpecialTokenPolicy.plain, .allow, .reject]

    private static func whole(_ bytes: [UInt8], _ tokenizer: Tokenizer, _ special: SpecialTokenPolicy) -> Outcome {
        do throws(TokenizationError) {
            return Outcome(count: try tokenizer.count(bytes, special: special))
        } catch {
            return Outcome(error: error)
        }
    }

    private static func parts(
        _ bytes: [UInt8], _ counter: ParallelCounter, _ sizes: () -> Int
    ) throws(TokenizationError) -> [Int] {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + sizes())
            let part = Array(bytes[start..<end])
            try part.withUnsafeBufferPointer { part throws(TokenizationError) in try counter.feed(part) }
            start = end
        }
        return try counter.finish()
    }

    private static func parallel(
        _ bytes: [UInt8], _ tokenizers: [Tokenizer], _ special: SpecialTokenPolicy, _ pool: WorkerPool, chunkSize: Int,
        _ random: inout RandomText
    ) -> [Outcome] {
        let counter = ParallelCounter(tokenizers, special: special, pool: pool, chunkSize: chunkSize)
        do throws(TokenizationError) {
            return try parts(bytes, counter) { Int.random(in: 1...90, using: &random) }.map { Outcome(count: $0) }
        } catch {
            return [Outcome(error: error)]
        }
    }

    private static func text(_ round: Int, _ random: inout RandomText) -> [UInt8] {
        switch round % 4 {
        case 0: random.bytes()
        case 1: Array(random.asciiText().utf8)
        case 2: Array((random.text() + " " + random.text()).utf8)
        // Valid for long, then not.
        default: Array((random.asciiText() + random.asciiText()).utf8) + random.bytes(maximumFragments: 10)
        }
    }

    @Test(arguments: Embedded.names, [1, 2, 5])
    func anyTextHasTheCountOfTheWhole(_ name: String, threads: Int) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let pool = WorkerPool(threads: threads)
        var random = RandomText(seed: UInt64(threads))
        for round in 0..<30 {
            let bytes = Self.text(round, &random)
            for special in Self.policies {
                let size = [1, 16, 40, 100].randomElement(using: &random)!
                let found = Self.parallel(bytes, [tokenizer], special, pool, chunkSize: size, &random)
                #expect(
                    found == [Self.whole(bytes, tokenizer, special)],
                    "\(special), chunks of \(size): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }

    @Test(arguments: [1, 3])
    func severalVocabulariesShareTheChunks(threads: Int) throws {
        let tokenizers = ["o200k_base", "mistral-v1", "qwen2", "deepseek-v3"].map { Tokenizer(Embedded.vocabulary($0)) }
        let pool = WorkerPool(threads: threads)
        var random = RandomText(seed: 21)
        for round in 0..<30 {
            let bytes = Self.text(round, &random)
            for special in [SpecialTokenPolicy.plain, .allow] {
                let found = Self.parallel(bytes, tokenizers, special, pool, chunkSize: 30, &random)
                #expect(found == tokenizers.map { Self.whole(bytes, $0, special) })
            }
        }
    }

    /// The texts that leave nowhere to cut, or are one piece from an invalid byte on, at the size that is really used.
    @Test(arguments: ["word, ", "a", " ", "中文，", "<|endoftext|>", "x<|endoftext|> "], ["o200k_base", "mistral-v1"])
    func longTextsHaveTheCountOfTheWhole(_ fragment: String, _ name: String) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let pool = WorkerPool(threads: 3)
        var bytes = Array(repeating: Array(fragment.utf8), count: 700_000 / fragment.utf8.count).flatMap { $0 }
        for isBroken in [false, true] {
            if isBroken { bytes[bytes.count * 2 / 3] = 0xFF }
            for special in [SpecialTokenPolicy.plain, .allow] {
                let count = try bytes.withUnsafeBufferPointer { try tokenizer.count($0, special: special, on: pool) }
                #expect(try count == tokenizer.count(bytes, special: special))
            }
        }
    }

    @Test(arguments: [1, 2, 5], [false, true])
    func theFirstInvalidByteIsReported(threads: Int, hasCuts: Bool) throws {
        let tokenizer = Tokenizer(Embedded.vocabulary("o200k_base"))
        var bytes = Array(repeating: UInt8(ascii: "x"), count: 4_000)
        if hasCuts { for position in stride(from: 7, to: bytes.count, by: 50) { bytes[position] = 0x20 } }
        for position in [3_001, 3_500] { bytes[position] = 0x80 }
        let counter = ParallelCounter(
            [tokenizer], special: .plain, pool: WorkerPool(threads: threads), chunkSize: 100)
        let counts = try Self.parts(bytes, counter) { 77 }
        #expect(try counts == [tokenizer.count(bytes)])
        #expect(counter.firstInvalidUTF8Offset == 3_001)
    }
}
