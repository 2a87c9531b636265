/// What the name of a value says about its being the conversation so far.
struct HistoryName {
    enum Certainty: Comparable {
        /// May be a conversation: `messages`, `transcript`.
        case possible
        /// Is the conversation so far: `chat_history`, `agent_scratchpad`.
        case certain
    }

    var certainty: Certainty
    /// The name itself says that it is a part or a digest: `recent_messages`, `history_summary`.
    var isBounded: Bool

    /// Reads the last component of a dotted path; nil when it names something else.
    static func read(_ path: some StringProtocol) -> HistoryName? {
        let components = path.split { $0 == "." || $0 == "[" || $0 == "]" || $0 == "'" || $0 == "\"" }
        // `history.text` and `chat_history.value` are the history too.
        for component in components.suffix(2).reversed() {
            if let name = read(words: IdentifierWords.split(component)) { return name }
            guard accessors.contains(component.lowercased()) else { return nil }
        }
        return nil
    }

    private static func read(words: [String]) -> HistoryName? {
        guard !words.isEmpty, words.count <= 6 else { return nil }
        let isBounded = words.contains { bounding.contains($0) }
        let rest = words.filter { !bounding.contains($0) && !neutral.contains($0) && !isNumber($0) }
        guard !rest.isEmpty, rest.allSatisfy({ core.contains($0) || weak.contains($0) || companions.contains($0) })
        else { return nil }
        if rest.contains(where: { core.contains($0) }) {
            return HistoryName(certainty: .certain, isBounded: isBounded)
        }
        // Messages of a context are what was retrieved for it.
        guard rest.contains(where: { weak.contains($0) }), !words.contains("context") else { return nil }
        // `previous_messages`, `conversation_log`: two hints make it certain.
        let isEarlier = words.contains { earlier.contains($0) }
        let isCertain = isEarlier || rest.count >= 2 && rest.contains { $0 == "log" || $0 == "logs" }
        return HistoryName(certainty: isCertain ? .certain : .possible, isBounded: isBounded)
    }

    private static func isNumber(_ word: String) -> Bool { word.allSatisfy(\.isNumber) }

    private static let core: Set<String> = ["history", "histories", "scratchpad", "chathistory", "hist", "chatlog"]

    private static let weak: Set<String> = [
        "messages", "conversation", "conversations", "turns", "transcript", "dialog", "dialogue", "dialogs",
        "dialogues", "thread", "exchanges", "memory", "convo", "msgs", "interactions", "chats",
    ]

    /// Words that stand beside these without changing what is named.
    private static let companions: Set<String> = [
        "chat", "message", "conv", "agent", "user", "assistant", "llm", "ai", "session", "log", "logs", "turn", "model",
        "buffer", "gpt", "openai", "bot", "human", "msg", "react", "action", "interaction", "prompt", "tool", "api",
        "context", "client", "dialog", "dialogue", "conversation", "coder", "planner", "worker",
    ]

    private static let neutral: Set<String> = [
        "formatted", "full", "all", "current", "raw", "str", "string", "text", "list", "input", "inputs", "state",
        "the",
        "my", "our", "self", "past", "previous", "prior", "earlier", "old", "existing", "items", "entries", "data",
        "array", "block", "section", "content", "so", "far", "placeholder", "var", "value", "variable", "internal",
        "stored", "ref", "local", "global", "final", "new", "updated", "complete", "entire", "prev", "complete", "json",
    ]

    private static let earlier: Set<String> = ["past", "previous", "prior", "earlier", "old", "prev", "far"]

    private static let bounding: Set<String> = [
        "recent", "last", "latest", "window", "windowed", "summary", "summarized", "summarised", "summaries", "trimmed",
        "truncated", "compact", "compacted", "compressed", "condensed", "limited", "short", "shortened", "digest",
        "top",
        "sliced", "bounded", "capped", "pruned", "relevant", "retrieved", "selected", "tail", "clipped",
    ]

    private static let accessors: Set<String> = [
        "text", "value", "content", "messages", "current", "items", "list", "data", "all", "string", "tostring",
        "buffer",
    ]
}

/// Words of identifiers.
enum IdentifierWords {
    /// `chatHistory`, `chat_history` and `CHAT_HISTORY` are `chat`, `history`; `LLMClient` is `llm`, `client`.
    static func split(_ identifier: some StringProtocol) -> [String] {
        if identifier.utf8.allSatisfy({ $0 < 0x80 }) { return splitASCII(identifier.utf8) }
        var words: [String] = []
        var current = ""
        var wasLower = false
        // Capitals at the end of `current`.
        var capitals = 0
        for character in identifier.unicodeScalars {
            let isLetter = character.properties.isAlphabetic
            let isDigit = character.value < 0x80 && (0x30...0x39).contains(character.value)
            guard isLetter || isDigit else {
                if !current.isEmpty { words.append(current.lowercased()) }
                current = ""
                wasLower = false
                capitals = 0
                continue
            }
            if character.properties.isUppercase {
                if wasLower {
                    words.append(current.lowercased())
                    current = ""
                }
                capitals += 1
            } else if !isDigit {
                // The last capital of an acronym starts the next word, unless what follows is its plural.
                if capitals > 1, character != "s", let last = current.unicodeScalars.popLast() {
                    words.append(current.lowercased())
                    current = String(last)
                }
                capitals = 0
            }
            current.unicodeScalars.append(character)
            wasLower = character.properties.isLowercase || isDigit
        }
        if !current.isEmpty { words.append(current.lowercased()) }
        return words
    }

    /// The same for ASCII, which nearly all identifiers are, without a look at what Unicode says of each letter.
    private static func splitASCII(_ identifier: some Collection<UInt8>) -> [String] {
        var words: [String] = []
        var current = ""
        var wasLower = false
        var capitals = 0
        for byte in identifier {
            let isUpper = byte &- 0x41 < 26
            let isLower = byte &- 0x61 < 26
            let isDigit = byte &- 0x30 < 10
            if isUpper && wasLower || !(isUpper || isLower || isDigit), !current.isEmpty {
                words.append(current)
                current = ""
                capitals = 0
            }
            if isLower, capitals > 1, byte != UInt8(ascii: "s"), let last = current.unicodeScalars.popLast() {
                words.append(current)
                current = String(last)
            }
            capitals = isUpper ? capitals + 1 : isDigit ? capitals : 0
            if isUpper || isLower || isDigit {
                current.unicodeScalars.append(Unicode.Scalar(isUpper ? byte | 0x20 : byte))
            }
            wasLower = isLower || isDigit
        }
        if !current.isEmpty { words.append(current) }
        return words
    }
}
