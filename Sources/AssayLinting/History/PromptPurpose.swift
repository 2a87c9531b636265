import AssayPrompts

/// What a prompt that holds a conversation does with it.
enum PromptPurpose {
    /// Whether the conversation is what the prompt is about, complete and sent once: it is graded or summarised, not
    /// continued.
    static func isAboutConversation(_ unit: PromptUnit, _ source: [UInt8], path: String) -> Bool {
        let folders = path.split(separator: "/").suffix(3).flatMap { IdentifierWords.split($0) }
        if folders.contains(where: { judging.contains($0) }) { return true }
        let words = leadingWords(unit, source)
        if words.prefix(80).contains(where: { $0.hasPrefix("summar") || $0 == "condense" || $0 == "titles" }),
            words.contains(where: {
                ["conversation", "chat", "dialogue", "dialog", "messages", "history"].contains($0)
            }),
            !words.contains("question"), !words.contains("query")
        {
            return true
        }
        return words.count(where: isJudging) >= 2 || speaksOfWhetherInConversation(words)
            || startsWithAnalysis(unit, source)
    }

    /// "Extract all promises from the call below", and nothing that is said in this turn.
    private static func startsWithAnalysis(_ unit: PromptUnit, _ source: [UInt8]) -> Bool {
        let text = unit.segments.first {
            $0.kind == .text && $0.isSent && $0.text(in: source).bytes.contains { $0 > 0x40 }
        }
        guard let text else { return false }
        let opening = String(decoding: text.text(in: source).bytes.prefix(400), as: UTF8.self).lowercased()
        let words = opening.split { !$0.isLetter }
        guard let first = words.first(where: { !["system", "user", "please"].contains($0) }),
            analyses.contains(String(first))
        else { return false }
        return !unit.segments.contains { segment in
            segment.kind == .variable && segment.isSent
                && IdentifierWords.split(segment.references.last ?? segment.expression).contains {
                    ["question", "query", "input", "message", "request", "answer"].contains($0)
                }
        }
    }

    private static let analyses: Set<String> = [
        "extract", "classify", "analyze", "analyse", "identify", "detect", "label", "tag", "list", "find", "redact",
        "translate", "write", "name", "compare", "check", "review", "describe", "transcribe",
    ]

    /// Words of the first 6,000 bytes, lower case.
    private static func leadingWords(_ unit: PromptUnit, _ source: [UInt8]) -> [Substring] {
        var text = unit.name + " "
        if let description = unit.facts.setting("description") { text += description.value + " " }
        for segment in unit.segments where segment.kind == .text && text.utf8.count < 6_000 {
            text += String(decoding: segment.text(in: source).bytes.prefix(6_000), as: UTF8.self)
        }
        return text.lowercased().split { !$0.isLetter }
    }

    private static let judging: Set<String> = [
        "eval", "evals", "evaluate", "evaluation", "evaluator", "evaluators", "judge", "judges", "grader", "graders",
        "metric", "metrics", "rubric", "scorer", "scoring",
    ]

    private static func isJudging(_ word: Substring) -> Bool {
        judging.contains(String(word)) || word.hasPrefix("evaluat") || word.hasPrefix("grad") && word.count <= 7
            || ["score", "scores", "scored", "rate", "rating", "ratings", "assess", "assessing", "annotator"].contains(
                word)
    }

    /// "determine whether, in a conversation, …"
    private static func speaksOfWhetherInConversation(_ words: [Substring]) -> Bool {
        for (index, word) in words.prefix(60).enumerated()
        where (word == "determine" || word == "determines" || word == "decide") && index + 1 < words.count {
            let following = words[(index + 1)..<min(words.count, index + 10)]
            guard let first = following.first, first == "if" || first == "whether" else { continue }
            if following.contains(where: { $0 == "conversation" || $0 == "dialogue" || $0 == "chat" }) { return true }
        }
        return false
    }
}
