/// Texts in several languages that say the same, entry by entry, as a catalogue of translations holds them.
public struct ParallelText: Sendable {
    /// The languages in the order in which they came up, with the names the input gives them.
    public private(set) var languages: [ComparedLanguage] = []
    /// What was left out and why, for people.
    public var notes: [String] = []
    /// For each language its texts by key.
    private var texts: [[String: String]] = []
    /// The keys in the order in which they came up.
    private var keys: [String] = []
    private var known: Set<String> = []

    public init() {}

    public var isEmpty: Bool { keys.isEmpty }

    /// Adds a text. A second one of the same language and key takes the first one's place.
    public mutating func add(_ text: String, key: String, language: ComparedLanguage) {
        let place = place(of: language)
        if known.insert(key).inserted { keys.append(key) }
        texts[place][key] = text
    }

    /// Adds a text unless the language has one of this key already.
    mutating func addIfMissing(_ text: String, key: String, language: ComparedLanguage) {
        let place = place(of: language)
        if texts[place][key] == nil { add(text, key: key, language: language) }
    }

    /// Adds all texts of another one.
    public mutating func add(_ other: ParallelText) {
        notes += other.notes
        for (place, language) in other.languages.enumerated() {
            for key in other.keys {
                if let text = other.texts[place][key] { add(text, key: key, language: language) }
            }
        }
    }

    /// The rows: for each key the texts of all languages, nil where one has none.
    public var rows: [[String?]] {
        keys.map { key in texts.map { $0[key] } }
    }

    private mutating func place(of language: ComparedLanguage) -> Int {
        let same = languages.firstIndex {
            $0.tag != nil && language.tag != nil ? $0.tag == language.tag : $0.label == language.label
        }
        if let same { return same }
        languages.append(language)
        texts.append([:])
        return languages.count - 1
    }
}

/// A file of translations that cannot be read.
public struct ParallelTextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1, where there is one to name.
    public var line: Int?
    public var message: String

    public init(_ message: String, line: Int? = nil) {
        self.message = message
        self.line = line
    }

    public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
