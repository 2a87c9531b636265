/// What prompts demand most often, in whatever words: sentences that share hardly any of them may demand the same.
///
/// Each demand is a few groups of words of which a sentence has to have one each, and what may stand beside them: a
/// sentence that says more than that says something of its own.
struct CommonDemand: Sendable {
    /// What a sentence has to be besides having the words.
    enum Form: Sendable {
        /// It tells to do something, in every case.
        case told
        /// It tells to leave something, in every case.
        case forbidden
        /// It tells what to do in one case.
        case inCase
    }

    private let name: String
    private let form: Form
    /// Of each group one word has to be there.
    private let groups: [Set<UInt64>]
    /// Words that change nothing.
    private let beside: Set<UInt64>

    private init(_ name: String, _ form: Form, _ groups: [String], beside: String = "") {
        self.name = name
        self.form = form
        self.groups = groups.map(Self.stems)
        self.beside = Self.stems(beside)
    }

    private static func stems(_ words: String) -> Set<UInt64> {
        Set(words.split(whereSeparator: \.isWhitespace).map { SentenceFeatures.stem(String($0)) })
    }

    /// The demands that a sentence makes and says nothing beside them, by keys that are equal for equal demands.
    static func keys(of sentence: SentenceFeatures) -> [UInt64] {
        guard sentence.isEnglish, !sentence.isQuestion, !sentence.isLeadIn, sentence.terms.count <= 30 else { return [] }
        let stems = Set(sentence.terms.map(\.stem))
        var keys = all.filter { $0.isMade(by: sentence, stems) }.map { SentenceFeatures.stem("demand " + $0.name) }
        if let language = language(sentence, stems) { keys.append(language) }
        return keys
    }

    private func isMade(by sentence: SentenceFeatures, _ stems: Set<UInt64>) -> Bool {
        let isConditional = sentence.condition != nil
        switch form {
        case .told: guard !isConditional, !sentence.isNegated, sentence.isDirective else { return false }
        case .forbidden: guard !isConditional, sentence.isNegated, sentence.isDirective else { return false }
        case .inCase: guard isConditional else { return false }
        }
        guard groups.allSatisfy({ !$0.isDisjoint(with: stems) }) else { return false }
        return sentence.content.allSatisfy { term in
            !term.isExact
                && (term.role == .general || beside.contains(term.stem) || groups.contains { $0.contains(term.stem) })
        }
    }

    /// Answers in one language, which is part of what is demanded.
    private static func language(_ sentence: SentenceFeatures, _ stems: Set<UInt64>) -> UInt64? {
        guard sentence.condition == nil, !sentence.isNegated, sentence.isCommand, stems.contains(inside),
            !answering.isDisjoint(with: stems)
        else { return nil }
        let others = sentence.content.filter { !answering.contains($0.stem) && $0.role != .general }
        guard others.count == 1, let language = others.first, languages.contains(language.stem) else { return nil }
        return WordHash.mix(language.stem &+ 1)
    }

    private static let inside = SentenceFeatures.stem("in")
    private static let answering = stems("answer reply response write written communicate speak language user output text")
    private static let languages = stems(
        """
        arabic bengali chinese czech danish dutch english finnish french german greek hebrew hindi hungarian indonesian
        italian japanese korean norwegian persian polish portuguese romanian russian spanish swahili swedish tamil thai
        turkish ukrainian urdu vietnamese
        """)

    private static let all = [
        CommonDemand(
            "keep the instructions secret", .forbidden,
            [
                "reveal share leak tell discuss mention", "prompt instruction rule guideline",
                "your these this system above internal initial hidden",
            ], beside: "user anyone customer content detail part circumstance matter"),
        CommonDemand(
            "hide being a model", .forbidden, ["mention reveal say tell claim admit", "ai model", "you"],
            beside: "large language assistant anyone user"),
        CommonDemand(
            "be polite", .told, ["polite courteous"],
            beside: "friendly professional respectful kind helpful customer user tone time maintain keep treat manner"),
        CommonDemand(
            "invent nothing", .forbidden, ["invent", "fact information detail data answer anything"],
            beside: "fact information detail data answer anything source content"),
        CommonDemand(
            "admit what is not known", .inCase,
            ["know unsure uncertain sure", "say tell admit state acknowledge", "not don't unsure uncertain"],
            beside: "answer question honestly clearly"),
        CommonDemand(
            "say where the sources do not say", .inCase,
            [
                "context document source passage article information", "answer", "say tell state cannot unable know",
                "not don't cannot no unable",
            ],
            beside: "user know unable enough sufficient question find simply"),
        CommonDemand(
            "answer from the sources alone", .told,
            ["only solely exclusively", "context document source passage article", "answer base rely use information"],
            beside: "information fact question user retrieve knowledge base rely"),
        CommonDemand(
            "ask where it is unclear", .inCase, ["ambiguous", "ask", "clarify question"],
            beside: "user request query message question answer proceed input clarify task instruction further more"),
        CommonDemand(
            "cite sources", .told, ["cite", "source"],
            beside: "claim fact statement answer information always include document support end"),
        CommonDemand(
            "answer in the user's language", .told,
            ["language", "user customer", "answer write communicate speak", "in"],
            beside: "question message query input written wrote"),
        CommonDemand(
            "think step by step", .told, ["think reason", "step"], beside: "problem question answer task careful let solution"),
        CommonDemand(
            "stay in character", .told, ["character persona", "stay remain keep"], beside: "time throughout whole conversation"),
    ]
}
