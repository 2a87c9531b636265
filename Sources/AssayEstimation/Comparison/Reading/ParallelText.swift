import AssayTokenization

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
    ///
    /// - Parameter namespace: what keeps its keys apart from those of others.
    public mutating func add(_ other: ParallelText, namespace: String = "") {
        notes += other.notes
        for (place, language) in other.languages.enumerated() {
            for key in other.keys {
                guard let text = other.texts[place][key] else { continue }
                add(text, key: namespace.isEmpty ? key : namespace + "\u{2}" + key, language: language)
            }
        }
    }

    /// The keys of a language's texts, in no order.
    func keys(of language: ComparedLanguage) -> some Collection<String> {
        (languages.firstIndex(of: language).map { texts[$0] } ?? [:]).keys
    }

    /// The rows: for each key the texts of all languages, nil where one has none.
    public var rows: [[String?]] {
        keys.map { key in texts.map { $0[key] } }
    }

    private mutating func place(of language: ComparedLanguage) -> Int {
        if let same = languages.firstIndex(where: { $0.isSame(as: language) }) { return same }
        languages.append(language)
        texts.append([:])
        return languages.count - 1
    }
}

extension ComparedLanguage {
    /// Whether both have one tag, or one name where either has no tag.
    func isSame(as other: ComparedLanguage) -> Bool {
        tag != nil && other.tag != nil ? tag == other.tag : label == other.label
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

extension ParallelTextError {
    /// The error that a source is not UTF-8; nil where it is.
    ///
    /// - Parameter conversion: the command that makes it so.
    init?(notUTF8 source: [UInt8], conversion: String) {
        let invalid = source.withUnsafeBufferPointer { UTF8Validation.firstInvalidOffset($0) }
        guard let invalid else { return nil }
        self.init("not in UTF-8; convert it with \(conversion)", line: 1 + source[..<invalid].count { $0 == 0x0A })
    }
}
