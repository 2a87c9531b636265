/// Texts of two lists that are alike: near-copies of each other.
enum SimilarText {
    struct Pair {
        var before: Int
        var after: Int
        var similarity: Double
    }

    /// A triple of words in more texts than this tells nothing about which one is meant.
    private static let mostTexts = 64
    /// Candidates a text is compared with in full.
    private static let mostCandidates = 16

    /// Each text of one list with the text of the other that is most like it, the surest pairs first; no text is in two
    /// pairs. The similarity is twice the word triples in common by the triples of both.
    ///
    /// - Complexity: near-linear in the text: each triple is looked up in an index, and few candidates are compared.
    static func pairs(_ before: [[UInt8]], _ after: [[UInt8]], threshold: Double) -> [Pair] {
        guard !before.isEmpty, !after.isEmpty else { return [] }
        let old = before.map(triples)
        let new = after.map(triples)
        var index: [UInt64: [Int]] = [:]
        for (place, hashes) in old.enumerated() { for hash in hashes { index[hash, default: []].append(place) } }
        var found: [Pair] = []
        for (place, hashes) in new.enumerated() where !hashes.isEmpty {
            var shared: [Int: Int] = [:]
            for hash in hashes {
                guard let places = index[hash], places.count <= mostTexts else { continue }
                for other in places { shared[other, default: 0] += 1 }
            }
            let candidates = shared.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
            for candidate in candidates.prefix(mostCandidates).map(\.key) {
                let similarity = similarity(old[candidate], hashes)
                if similarity >= threshold {
                    found.append(Pair(before: candidate, after: place, similarity: similarity))
                }
            }
        }
        return choose(found)
    }

    private static func choose(_ pairs: [Pair]) -> [Pair] {
        var (old, new): (Set<Int>, Set<Int>) = ([], [])
        let sorted = pairs.sorted {
            $0.similarity == $1.similarity
                ? ($0.after, $0.before) < ($1.after, $1.before) : $0.similarity > $1.similarity
        }
        return sorted.filter { pair in
            guard !old.contains(pair.before), !new.contains(pair.after) else { return false }
            old.insert(pair.before)
            new.insert(pair.after)
            return true
        }
    }

    /// - Parameters: hashes in rising order.
    private static func similarity(_ one: [UInt64], _ other: [UInt64]) -> Double {
        var (left, right, common) = (0, 0, 0)
        while left < one.count, right < other.count {
            if one[left] == other[right] {
                common += 1
                left += 1
                right += 1
            } else if one[left] < other[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return Double(2 * common) / Double(max(1, one.count + other.count))
    }

    /// The hashes of three words in a row, each once, in rising order. A run of ASCII letters and digits is a word, and
    /// so is any other character but ASCII's marks and blanks: scripts without spaces have words too.
    static func triples(_ text: [UInt8]) -> [UInt64] {
        var words: [UInt64] = []
        var position = 0
        while position < text.count {
            let byte = text[position]
            let start = position
            position += 1
            if isWord(byte) {
                while position < text.count, isWord(text[position]) { position += 1 }
            } else if byte >= 0x80 {
                while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
            } else {
                continue
            }
            words.append(hash(text[start..<position].lazy.map { UInt64(asciiLower($0)) }))
        }
        guard words.count > 2 else { return words.isEmpty ? [] : [hash(words)] }
        return Set((0...(words.count - 3)).map { hash(words[$0..<($0 + 3)]) }).sorted()
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func asciiLower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// FNV-1a over whole values, with a final mix: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
    private static func hash(_ values: some Sequence<UInt64>) -> UInt64 {
        var result: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in values { result = (result ^ value) &* 0x100_0000_01B3 }
        return result ^ (result >> 29)
    }
}
