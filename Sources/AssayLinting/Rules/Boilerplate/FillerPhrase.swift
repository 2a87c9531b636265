/// PB003: phrases that carry nothing.
public struct FillerPhrase: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "PB003", name: "filler-phrase",
        summary: "A phrase that tells the model nothing.",
        rationale: """
            Courtesy and throat-clearing are billed like any other text, in every request, and change no answer: \
            "please note that", "it is important to remember that". The sentence says the same without them. The list \
            is short on purpose, and a phrase counts only as a whole.
            """,
        whenToIgnore: "When the words are part of what the model shall write, or are quoted.",
        severity: .info,
        options: [RuleOption("phrases", .texts([]), "More phrases to look for.")],
        good: [
            RuleExample("Note the date. Remember the user's name."),
            RuleExample("Answer in one sentence."),
        ],
        bad: [
            RuleExample("⟦Please note that⟧ the answer has to be short."),
            RuleExample("Answer in French. ⟦It is important to remember that⟧ dates are in ISO 8601."),
            RuleExample("⟦Kindly bear⟧ with me.", options: ["phrases": .texts(["kindly bear"])]),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let phrases = PhraseTable(Self.phrases + options.texts("phrases"))
        let words = unit.words.words
        var findings: [RuleFinding] = []
        var position = 0
        while position < words.count {
            guard let length = phrases.match(words, at: position) else {
                position += 1
                continue
            }
            let range = Int(words[position].start)..<Int(words[position + length - 1].end)
            position += length
            // A copy goes as a whole.
            if unit.isReportedCopy(range) { continue }
            let tokens = unit.tokenCount(of: range)
            findings.append(
                RuleFinding(unit.source(of: range), "'\(unit.text.string(range))' tells the model nothing", tokens: tokens))
        }
        return findings
    }

    private static let phrases = [
        "please note that", "please be aware that", "please keep in mind that", "please bear in mind that",
        "please make sure that you", "it is important to note that", "it is important to remember that",
        "it's important to note that", "it's important to remember that", "it should be noted that",
        "it is worth noting that", "it's worth noting that", "it is worth mentioning that",
        "as previously mentioned", "as mentioned previously", "as stated previously", "needless to say",
        "it goes without saying that", "i would like you to", "i want you to please", "thank you in advance",
        "thanks in advance", "thank you for your help", "thank you for your cooperation",
    ]
}
