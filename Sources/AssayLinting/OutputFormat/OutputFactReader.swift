/// Reads from a sentence what it demands of the form of the answer.
///
/// Only sentences about the output are read, and none with a condition: what holds in one case only may be said once
/// for each case.
struct OutputFactReader {
    /// The sentence's words in lower case; variables are empty.
    private let words: [String]

    init(_ words: ArraySlice<Word>, _ bytes: UnsafeBufferPointer<UInt8>) {
        self.words = words.map { word in
            word.kind == .variable ? "" : String(decoding: bytes[word.range], as: UTF8.self).lowercased()
        }
    }

    /// Whether a sentence can demand anything: it has one of the words that formats are named by.
    static func isCandidate(_ words: ArraySlice<Word>) -> Bool { words.contains { triggers.contains($0.symbol) } }

    /// What the sentence demands, each demand once.
    func facts() -> Set<OutputFact> {
        guard isAboutOutput || isLimit, !isConditional else { return [] }
        var facts: Set<OutputFact> = []
        if let range = range() { facts.insert(range) }
        if let format = format() { facts.insert(format) }
        if saysNothingElse() { facts.insert(.nothingElse) }
        if let one = exactlyOne() { facts.insert(one) }
        if let length = length() { facts.insert(length) }
        if isNumberAlone { facts.insert(.format("nothing but a number")) }
        return facts
    }

    /// How many weighty words the sentence has beside those that its demand is made of.
    var novelty: Int {
        words.count { word in
            guard !word.isEmpty, Self.number(word) == nil, !Self.formatWords.contains(word) else { return word.isEmpty }
            let stem = Stem.of(Array(word.utf8))
            return Lexicon.role(stem) == .content && !Self.formatStems.contains(stem)
        }
    }

    /// Whether it holds in one case only; "and nothing else" is no case.
    private var isConditional: Bool {
        words.indices.contains { index in
            Self.conditions.contains(words[index])
                && !(words[index] == "else" && index > 0 && Self.wholes.contains(words[index - 1]))
        }
    }

    private static let wholes: Set<String> = ["nothing", "anything", "something"]

    /// `must not be longer than`, `at most`: a limit on the text that is to be written.
    private var isLimit: Bool {
        words.contains(where: ["longer", "exceed", "exceeds", "maximum", "shorter"].contains)
            || words.adjacent("at", "most") || words.adjacent("more", "than") || words.adjacent("up", "to")
    }

    private var isAboutOutput: Bool { words.contains(where: Self.outputWords.contains) }

    /// Whether it names the fields of the answer: `with the fields name and age`.
    var listsFields: Bool {
        guard let place = words.firstIndex(where: { Self.fields.contains($0) }) else { return false }
        return words.count - place > 3
    }

    private static let fields: Set<String> = ["field", "fields", "key", "keys", "property", "properties"]

    // MARK: Demands

    /// `between 1 and 5`, `from 1 to 5`, `1 to 5`, `1 or 2 or 3 or 4 or 5`.
    private func range() -> OutputFact? {
        guard words.contains(where: Self.numberWords.contains) || words.contains("between") || isEnumeration else {
            return nil
        }
        let numbers = words.enumerated().compactMap { offset, word in Self.number(word).map { (offset, $0) } }
        if isEnumeration, let first = numbers.first, let last = numbers.last { return .range(first.1, last.1) }
        for (left, right) in zip(numbers, numbers.dropFirst()) where left.1 < right.1 {
            let between = words[(left.0 + 1)..<right.0]
            if between.count == 0 || (between.count == 1 && ["and", "to", "through", "or"].contains(between.first!)) {
                let before = left.0 > 0 ? words[left.0 - 1] : ""
                if between.first == "to" || between.isEmpty || ["between", "from", "of", "scale"].contains(before) {
                    return .range(left.1, right.1)
                }
            }
        }
        return nil
    }

    /// What gets a number: the weighty words behind `score` or `rate`, as in `Score empathy from 1 to 5`.
    var rated: Set<String> {
        // Behind other words it is a noun: `The score must be …`.
        guard let verb = words.first, ["score", "rate", "grade", "rank", "judge", "mark"].contains(verb) else { return [] }
        let object = words.dropFirst().prefix {
            !["from", "between", "on", "with", "as"].contains($0) && Self.number($0) == nil
        }
        return Set(object.filter { Lexicon.role(Stem.of(Array($0.utf8))) == .content })
    }

    /// At least three whole numbers in a row, each one more than the last.
    private var isEnumeration: Bool {
        let numbers = words.compactMap(Self.number)
        return numbers.count >= 3 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
            && words.contains("or")
    }

    /// `Return a JSON array`, `must be valid JSON`: the format stands behind a verb that demands it.
    private func format() -> OutputFact? {
        guard let place = words.firstIndex(where: { Self.formats[$0] != nil }), let name = Self.formats[words[place]],
            !words[..<place].contains(where: Self.denials.contains),
            words[..<place].suffix(8).contains(where: Self.outputVerbs.contains), !isReference(place)
        else { return nil }
        let next = place + 1 < words.count ? words[place + 1] : ""
        switch next {
        case "array", "list", "arrays", "lists": return .format("a \(name) array")
        case "schema", "schemas", "file", "files", "string", "strings", "input", "data", "path", "entry": return nil
        // `a Markdown link` is a part of the answer.
        case _ where Self.elements.contains(next): return nil
        default: break
        }
        if name == "JSON", place >= 2, words[place - 1] == "of", ["list", "array"].contains(words[place - 2]) {
            return .format("a JSON array")
        }
        return .format(name)
    }

    private static let elements: Set<String> = [
        "link", "links", "hyperlink", "hyperlinks", "heading", "headings", "header", "headers", "table", "tables", "bullet",
        "bullets", "image", "images", "citation", "citations", "tag", "tags", "element", "elements", "footnote", "footnotes",
        "anchor", "anchors", "checkbox", "checkboxes", "url", "urls",
    ]

    /// `in the JSON`, `the returned JSON`: a format that was demanded elsewhere is spoken of.
    private func isReference(_ place: Int) -> Bool {
        guard place >= 2 else { return false }
        let (before, last) = (words[place - 2], words[place - 1])
        if ["returned", "generated", "produced", "resulting"].contains(last) { return Self.articles.contains(before) }
        return Self.articles.contains(last)
            && ["in", "of", "from", "into", "inside", "within", "to", "with", "by", "for"].contains(before)
    }

    private static let articles: Set<String> = ["the", "this", "that", "your"]

    /// `no other text`, `nothing else`, `without any explanation`, `do not include any additional text`.
    private func saysNothingElse() -> Bool {
        if words.adjacent("nothing", "else") { return true }
        guard let denial = words.firstIndex(where: Self.denials.contains) else { return false }
        let rest = words[denial...].prefix(9)
        guard let more = rest.firstIndex(where: Self.additions.contains) else { return false }
        return words[more...].prefix(4).contains(where: Self.texts.contains)
    }

    private static let denials: Set<String> = ["no", "not", "don't", "without", "never"]
    private static let additions: Set<String> = ["other", "additional", "extra", "further", "any"]
    private static let texts: Set<String> = [
        "text", "explanation", "explanations", "information", "commentary", "preamble", "comments",
    ]

    /// `only answer with a number`, `one number only`, `just the integer`.
    private var isNumberAlone: Bool {
        guard let number = words.firstIndex(where: ["number", "integer", "digit"].contains) else { return false }
        let before = words[..<number].suffix(6).contains { ["only", "just", "nothing"].contains($0) }
        let after = words[number...].dropFirst().prefix(2).contains { $0 == "only" || $0 == "alone" }
        return before || after
    }

    /// `exactly one action`, `a single bash code block`, of a response.
    private func exactlyOne() -> OutputFact? {
        guard words.contains(where: ["response", "reply", "answer", "output", "turn", "message"].contains) else {
            return nil
        }
        for (offset, word) in words.enumerated() {
            let isOne =
                (word == "exactly" && offset + 1 < words.count && ["one", "1"].contains(words[offset + 1]))
                || word == "single"
            guard isOne else { continue }
            let rest = words[offset...].prefix(6)
            if let thing = rest.compactMap({ Self.things[$0] }).first { return .exactlyOne(thing) }
        }
        return nil
    }

    /// `in 50 words`, `at most three sentences`.
    private func length() -> OutputFact? {
        for (offset, word) in words.enumerated() {
            guard let count = Self.number(word), offset + 1 < words.count else { continue }
            if let unit = Self.units[words[offset + 1]] { return .length(count, unit) }
        }
        return nil
    }

    // MARK: Words

    static func number(_ word: String) -> Int? {
        if let number = Int(word), number >= 0, number <= 100_000 { return number }
        return numberNames[word]
    }

    private static let numberNames = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10,
    ]

    private static let formats = [
        "json": "JSON", "yaml": "YAML", "xml": "XML", "csv": "CSV", "markdown": "Markdown", "html": "HTML",
    ]

    private static let units = [
        "word": "words", "words": "words", "sentence": "sentences", "sentences": "sentences",
        "characters": "characters", "paragraph": "paragraphs", "paragraphs": "paragraphs", "lines": "lines",
        "tokens": "tokens",
    ]

    private static let things = [
        "block": "action", "blocks": "action", "command": "action", "action": "action", "call": "action",
        "object": "object", "word": "word", "label": "label", "number": "number", "sentence": "sentence",
    ]

    private static let numberWords: Set<String> = [
        "integer", "number", "score", "rating", "value", "scale", "rate", "stars", "star", "grade",
    ]

    private static let outputWords: Set<String> = [
        "output", "outputs", "return", "returns", "returned", "respond", "response", "responses", "answer", "answers",
        "reply", "replies", "format", "formatted", "score", "scores", "rating", "value", "produced", "result", "results",
        "provide", "write", "give", "generate", "produce", "include",
    ]

    private static let conditions: Set<String> = [
        "if", "when", "otherwise", "unless", "else", "whenever", "input", "parse", "read", "reads", "receive", "receives",
        "given", "provided", "each",
    ]

    private static let outputVerbs: Set<String> = [
        "return", "returns", "returned", "respond", "response", "answer", "reply", "output", "outputs", "produce",
        "produced", "generate", "provide", "format", "formatted", "be", "is", "use", "write", "give", "print", "outputting",
    ]

    private static let formatWords: Set<String> = [
        "valid", "array", "list", "object", "code", "block", "triple", "backticks", "following", "real", "task", "now",
        "come", "enclosed", "wrapped", "strict", "raw", "string", "field", "fields", "key", "keys",
    ]

    private static let formatStems: Set<[UInt8]> = Set(
        (Array(formats.keys) + Array(units.keys) + Array(things.keys) + Array(numberWords) + Array(outputWords)
            + Array(formatWords)
            + ["integer", "between", "text", "explanation", "contain", "represent", "information"]).map {
                Stem.of(Array($0.utf8))
            })

    private static let triggers: Set<UInt64> = Set(
        (Array(formats.keys) + Array(units.keys) + Array(numberWords)
            + ["text", "else", "explanation", "explanations", "commentary", "preamble", "exactly", "single", "between"])
            .map { WordHash.symbol($0) })
}

extension [String] {
    /// Whether two words stand side by side.
    fileprivate func adjacent(_ first: String, _ second: String) -> Bool {
        zip(self, dropFirst()).contains { $0 == first && $1 == second }
    }
}
