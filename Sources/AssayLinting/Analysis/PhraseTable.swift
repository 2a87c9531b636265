/// Phrases by their first word.
struct PhraseTable {
    private var phrases: [UInt64: [[UInt64]]] = [:]

    init(_ texts: [String]) {
        for text in texts {
            var symbols: [UInt64] = []
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                WordScanner.scan(bytes, 0..<bytes.count) { symbols.append($0.symbol) }
            }
            guard let first = symbols.first else { continue }
            phrases[first, default: []].append(symbols)
        }
    }

    /// The number of words of the longest phrase that starts with the word at `position`.
    func match(_ words: [Word], at position: Int) -> Int? {
        guard let candidates = phrases[words[position].symbol] else { return nil }
        return candidates.filter { phrase in
            position + phrase.count <= words.count
                && phrase.indices.allSatisfy { words[position + $0].symbol == phrase[$0] }
        }.map(\.count).max()
    }
}
