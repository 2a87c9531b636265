/// Tells languages of one script apart by their letters and their most frequent words.
///
/// A word counts the more the fewer languages of the table have it; a letter that a language does not use counts
/// against it. A paragraph is nearly always enough, a heading often is not: then there is no answer.
struct LanguageEvidence {
    private struct Language {
        var tag: LanguageTag
        var letters: Set<Unicode.Scalar>
        var words: Set<String>
    }

    private let languages: [Language]
    /// In how many languages' lists a word stands.
    private let wordFrequency: [String: Int]
    /// All letters that are special to some of the languages.
    private let letters: [Unicode.Scalar: Int]

    /// The evidence for the languages of a script; nil where a script has but one, or none is known.
    static func of(_ script: String) -> LanguageEvidence? { all[script] }

    private static let all = Dictionary(
        table.map { ($0.script, LanguageEvidence($0.text)) }, uniquingKeysWith: { first, _ in first })

    private init(_ text: String) {
        languages = text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false)
            guard parts.count == 3, let tag = LanguageTag(name: parts[0]) else { return nil }
            return Language(
                tag: tag, letters: Set(parts[1].unicodeScalars),
                words: Set(parts[2].split(separator: " ").map(String.init)))
        }
        wordFrequency = languages.reduce(into: [:]) { counts, language in
            for word in language.words { counts[word, default: 0] += 1 }
        }
        letters = languages.reduce(into: [:]) { counts, language in
            for letter in language.letters { counts[letter, default: 0] += 1 }
        }
    }

    /// The language of the text, and how far it is ahead of the next, from 0 to 1; nil where nothing speaks for any.
    func language(of text: String) -> (tag: LanguageTag, margin: Double)? {
        let words = Self.words(text.lowercased())
        guard !words.isEmpty else { return nil }
        var scalars: [Unicode.Scalar: Int] = [:]
        for word in words {
            for scalar in word.unicodeScalars where scalar.value >= 0x80 { scalars[scalar, default: 0] += 1 }
        }
        let counts = words.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        let scores = languages.map { score($0, counts, scalars) }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 else { return nil }
        let second = scores.indices.filter { $0 != best }.map { scores[$0] }.max() ?? 0
        return (languages[best].tag, (scores[best] - max(0, second)) / scores[best])
    }

    private func score(_ language: Language, _ words: [String: Int], _ scalars: [Unicode.Scalar: Int]) -> Double {
        var score = 0.0
        for (word, count) in words where language.words.contains(word) {
            score += Double(count) / Double(wordFrequency[word] ?? 1).squareRoot()
        }
        for (scalar, count) in scalars {
            guard let frequency = letters[scalar] else { continue }
            score += language.letters.contains(scalar) ? 0.5 * Double(count) / Double(frequency) : -Double(count)
        }
        return score
    }

    /// The words of a text: runs of letters, the marks on them and apostrophes between them.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.isMark || (scalar == "'" && !word.isEmpty) {
                word.append(scalar)
            } else if !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }
}
