/// Tells languages of one script apart by their letters and their most frequent words.
///
/// A word counts the more the fewer languages of the table have it; a letter that a language does not use counts
/// against it. A paragraph is nearly always enough, a heading often is not: then there is no answer.
struct LanguageEvidence {
    private let languages: [LanguageTag]
    /// The languages that have a word in their lists, by their places.
    private let words: [String: [Int]]
    /// The languages that use a letter, of those letters that only some of them use.
    private let letters: [Unicode.Scalar: [Int]]

    /// The evidence for the languages of a script; nil where a script has but one, or none is known.
    static func of(_ script: String) -> LanguageEvidence? { all[script] }

    private static let all = Dictionary(
        table.map { ($0.script, LanguageEvidence($0.text)) }, uniquingKeysWith: { first, _ in first })

    private init(_ text: String) {
        var languages: [LanguageTag] = []
        var words: [String: [Int]] = [:]
        var letters: [Unicode.Scalar: [Int]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false)
            guard parts.count == 3, let tag = LanguageTag(name: parts[0]) else { continue }
            for letter in Set(parts[1].unicodeScalars) { letters[letter, default: []].append(languages.count) }
            for word in Set(parts[2].split(separator: " ")) { words[String(word), default: []].append(languages.count) }
            languages.append(tag)
        }
        self.languages = languages
        self.words = words
        self.letters = letters
    }

    /// The language of the text, and how far it is ahead of the next, from 0 to 1; nil where nothing speaks for any.
    /// Linear in the text.
    func language(of text: String) -> (tag: LanguageTag, margin: Double)? {
        let scores = scores(Self.words(text.lowercased()))
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 else { return nil }
        let second = scores.indices.filter { $0 != best }.map { scores[$0] }.max() ?? 0
        return (languages[best], (scores[best] - max(0, second)) / scores[best])
    }

    private func scores(_ found: [String]) -> [Double] {
        var scores = [Double](repeating: 0, count: languages.count)
        var against = 0.0
        for word in found {
            if let users = words[word] {
                let weight = 1 / Double(users.count).squareRoot()
                for user in users { scores[user] += weight }
            }
            for scalar in word.unicodeScalars where scalar.value >= 0x80 {
                guard let users = letters[scalar] else { continue }
                // Against all languages, and then for those that use it.
                against += 1
                for user in users { scores[user] += 1 + 0.5 / Double(users.count) }
            }
        }
        return scores.map { $0 - against }
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
