import AssayTokenization
import Testing

/// One tokenizer, many threads: run under the thread sanitizer by `scripts/sanitize thread`.
@Suite struct ConcurrencyTests {
    static let texts: [[UInt8]] = {
        var random = RandomText(seed: 11)
        return (0..<40).map { round in
            // Every kind of work: cached pieces, merged ones, windows, invalid bytes.
            round % 8 == 0 ? random.bytes() + [UInt8](repeating: 0x61, count: 600) : Array(random.text().utf8)
        }
    }()

    @Test(arguments: ["o200k_base", "qwen2", "deepseek-v3", "mistral-v1"])
    func oneTokenizerServesManyTasks(_ name: String) async throws {
        let tokenizer = Tokenizer(Embedded.vocabulary(name))
        let expected = try Self.texts.map { try tokenizer.encode($0, special: .allow) }
        let results = try await withThrowingTaskGroup(of: (Int, [[TokenID]]).self) { group in
            for worker in 0..<8 {
                group.addTask { (worker, try Self.encodeAll(tokenizer, from: worker * 5)) }
            }
            return try await group.reduce(into: [(Int, [[TokenID]])]()) { $0.append($1) }
        }
        #expect(results.count == 8)
        for (worker, ids) in results { #expect(ids == expected, "worker \(worker)") }
    }

    /// Encodes all texts by every way there is, each worker from another one on.
    private static func encodeAll(_ tokenizer: Tokenizer, from start: Int) throws -> [[TokenID]] {
        var all = [[TokenID]](repeating: [], count: texts.count)
        for step in texts.indices {
            let position = (start + step) % texts.count
            let text = texts[position]
            all[position] = try tokenizer.encode(text, special: .allow)
            let count = all[position].count
            #expect(try tokenizer.count(text, special: .allow) == count)
            #expect(try tokenizer.count(text, upTo: count, special: .allow) == count)
            #expect(try tokenizer.tokens(of: text, special: .allow).map(\.id) == all[position])
            #expect(try tokenizer.prefix(text, maxTokens: count, special: .allow).byteCount == text.count)
            var ids: [TokenID] = []
            var stream = TokenStream(tokenizer, special: .allow)
            try text.withUnsafeBufferPointer { try stream.feed($0) { ids += $0 } }
            try stream.finish { ids += $0 }
            #expect(ids == all[position])
        }
        return all
    }

    /// The first opening of an embedded vocabulary may happen on several threads at once.
    @Test func openingFromManyTasksGivesOneVocabulary() async {
        let opened = await withTaskGroup(of: ObjectIdentifier.self) { group in
            for _ in 0..<16 { group.addTask { ObjectIdentifier(Embedded.vocabulary("p50k_base")) } }
            return await group.reduce(into: Set<ObjectIdentifier>()) { $0.insert($1) }
        }
        #expect(opened.count == 1)
    }
}
