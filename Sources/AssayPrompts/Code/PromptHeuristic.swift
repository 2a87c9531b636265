import AssayText

/// Which strings of a program are prompts.
///
/// The rules are tuned for precision: a string is a prompt only if its name says so or it opens as prompts do.
/// 1. Messages: a list whose elements have a role and a content is one unit, whatever it is called.
/// 2. By name: the name that a string is assigned or passed to has a word such as *prompt*, *instructions*, *persona*
///    or *system message*, no word that makes it something else (*prompt_file*, *prompt_id*), and the text has at
///    least four words and is no path, address or markup.
/// 3. By both: under a name that says *template*, a text of at least twelve words with places to fill and words such
///    as "Question:" or "the following".
/// 4. By a place for the conversation, such as `{chat_history}`, in a text of at least eight words.
/// 5. By its place: text that is returned from a function whose name says that it makes a prompt, and the entries of a
///    type or table whose name says that it holds prompts.
/// 6. By content: under any other name a text of at least eight words that opens with a phrase such as "You are a",
///    "Your task is", "Given the following", or with what stands for "You are a" in another language, unless it is
///    handed to a function that prints, logs or raises. Handed to a function without a name, it opens with one of the
///    phrases that people are not spoken to with.
enum PromptHeuristic {
    static let promptWords: Set<String> = [
        "prompt", "prompts", "instruction", "instructions", "persona", "preamble", "systemmessage", "sysprompt",
    ]
    static let otherWords: Set<String> = [
        "file", "path", "url", "uri", "name", "key", "id", "ids", "dir", "directory", "regex", "pattern", "version",
        "label", "title", "icon", "css", "class", "color", "placeholder", "hash", "type", "format", "error", "warning",
        "help", "usage", "description", "log", "sql", "query", "env", "var", "flag", "option", "token", "tokens",
        "cost", "model", "endpoint", "button", "install", "build", "confirm", "ps1",
    ]
    /// Of those, the ones that a name can have before its *prompt*: what the prompt is about.
    private static let topics: Set<String> = [
        "url", "uri", "name", "key", "version", "label", "title", "class", "color", "type", "format", "description",
        "sql", "query", "token", "tokens", "cost", "model", "pattern", "regex", "file", "path",
    ]
    private static let openings = [
        "you are a", "you are an", "you are the", "you are my", "you are now", "you are going to", "you are in",
        "you are helping", "you are tasked", "you are given", "you are provided", "you are to ", "you're a",
        "you're an", "act as ", "your task is", "your job is",
        "your role is", "your goal is", "you will be given", "you will be provided", "you will receive",
        "i want you to", "i will give you", "given the following", "given a ", "given an ", "based on the following",
        "summarize the following", "summarise the following", "translate the following", "classify the following",
        "extract the following", "answer the following", "answer the question", "use the following",
        "as an ai", "as a helpful", "the following is a conversation", "below is an instruction",
        "please act as", "imagine you are",
    ]
    private static let silencers: Set<String> = [
        "print", "println", "log", "debug", "info", "warn", "warning", "error", "exception", "raise", "throw", "echo",
        "Error", "ValueError", "RuntimeError", "assert", "fatalError", "precondition", "help", "describe", "it", "test",
        "expect", "NSLog", "Text", "alert", "confirm", "input", "critical", "fail", "secho", "write", "toast",
        "notify", "flash", "warns", "deprecated",
    ]

    /// Openings that a program's own words to its users hardly have.
    private static let strongOpenings = [
        "you are a ", "you are an ", "you are the ", "you are tasked", "you are given", "you are provided",
        "you're a ", "you're an ", "act as ", "your task is", "your job is", "your role is", "you will be given",
        "i want you to", "given the following", "summarize the following", "translate the following",
        "classify the following", "extract the following", "answer the following", "please act as",
    ]

    /// Whether a string that is handed to `caller` without a name is a prompt.
    static func isPromptArgument(_ text: String, caller: String) -> Bool {
        guard !silencers.contains(caller), !caller.hasSuffix("Error"), !caller.hasSuffix("Exception") else {
            return false
        }
        let start = text.unicodeScalars.drop { !isLetter($0) }
        let opening = String(start.prefix(40)).lowercased()
        guard strongOpenings.contains(where: { opening.hasPrefix($0) }) || opensInAnotherLanguage(opening) else {
            return false
        }
        return wordCount(text, limit: 40) >= 8
    }

    /// Whether a call only tells somebody what it is handed, or measures it: `logger.debug`, `print`, `len`, `count_tokens`.
    static func onlyTells(_ path: String) -> Bool {
        let name = path.split(separator: ".").last.map(String.init) ?? ""
        if ["print", "println", "log", "debug", "info", "warn", "warning", "error", "len", "repr", "hash"].contains(name) {
            return true
        }
        let words = words(name)
        return words.contains("count") && words.contains { $0.hasPrefix("token") }
    }

    /// Whether a string under `name` is a prompt; `caller` is the function it is handed to, if any.
    static func isPrompt(name: String, text: String, caller: String?) -> Bool {
        let words = wordCount(text, limit: 40)
        guard words >= 4, !isOtherText(text) else { return false }
        if let caller, silencers.contains(caller) { return false }
        if nameSaysPrompt(name) {
            // A short line under such a name may be a question to the user of a terminal.
            if isAboutTopic(name) { return words >= 12 || opensAsPrompt(text) }
            return words >= 6 || text.contains("\n") || opensAsPrompt(text) || text.contains("{")
        }
        if words >= 12, text.contains("{"), nameSaysTemplate(name), hasCue(text) { return true }
        return words >= 8 && (opensAsPrompt(text) || hasConversation(text))
    }

    /// Whether a text has a place for the conversation so far: only prompts have one.
    private static func hasConversation(_ text: String) -> Bool {
        guard text.contains("{") else { return false }
        return ["chat_history", "conversation_history", "chatHistory", "conversationHistory"]
            .contains { text.contains(text: "{\($0)}") || text.contains(text: "{{\($0)}}") || text.contains(text: "{{ \($0) }}") }
    }

    /// Whether a name says that its text is a template, of whatever.
    private static func nameSaysTemplate(_ name: String) -> Bool {
        let words = words(name)
        guard let last = words.lastIndex(where: { ["template", "templates", "tmpl", "tpl"].contains($0) }) else {
            return false
        }
        return !words.indices.contains { isOther(words, $0, before: last) }
    }

    /// Whether a word makes a name one of something else than the prompt that its word `head` says.
    private static func isOther(_ words: [String], _ index: Int, before head: Int) -> Bool {
        otherWords.contains(words[index]) && (index > head || !topics.contains(words[index]))
    }

    /// Whether a name tells before its *prompt* what that is about, in a word that could make it something else.
    private static func isAboutTopic(_ name: String) -> Bool { words(name).contains { otherWords.contains($0) } }

    /// Words that a template for a model has and a template for a page or a mail has not.
    private static func hasCue(_ text: String) -> Bool {
        let lower = text.prefix(4_000).lowercased()
        return [
            "question:", "answer:", "given ", "the following", "context:", "context information", "summar", "extract ",
            "assertion", "your task", "your response", "output format", "step by step", "question}", "query}",
            "context}",
        ].contains { lower.contains(text: $0) }
    }

    /// Whether a name has a word that says its text is a prompt, and none that says otherwise.
    static func nameSaysPrompt(_ name: String) -> Bool {
        let words = words(name)
        if let head = words.lastIndex(where: { promptWords.contains($0) }) {
            return !words.indices.contains { isOther(words, $0, before: head) }
        }
        guard !words.isEmpty, !words.contains(where: { otherWords.contains($0) }) else { return false }
        let isSystem = words.contains("system") || words.contains("sys")
        if isSystem,
            words.count == 1 || ["message", "msg", "template", "text", "content"].contains(where: words.contains)
        {
            return words.first != "sys" || words.count > 1
        }
        return words.contains("few") && words.contains("shot") || words.contains("fewshot")
    }

    static func opensAsPrompt(_ text: String) -> Bool {
        // Headings and tags may stand before the first word.
        let start = text.unicodeScalars.drop { !isLetter($0) }
        let opening = String(start.prefix(60)).lowercased()
        if openings.contains(where: { opening.hasPrefix($0) }) || opensInAnotherLanguage(opening) { return true }
        // So may a heading's line of a word or two.
        guard let line = start.prefix(60).firstIndex(of: "\n"), wordCount(String(start[..<line]), limit: 4) <= 3 else {
            return false
        }
        let second = String(start[line...].drop { !isLetter($0) }.prefix(60)).lowercased()
        return openings.contains { second.hasPrefix($0) } || opensInAnotherLanguage(second)
    }

    /// Words of an identifier: parts between underscores and at changes of case.
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var current = ""
        var previousIsLower = false
        for scalar in name.unicodeScalars {
            guard isLetter(scalar) || isDigit(scalar) else {
                if !current.isEmpty { words.append(current.lowercased()) }
                current = ""
                previousIsLower = false
                continue
            }
            let isASCII = scalar.isASCII
            if isASCII ? (65...90).contains(scalar.value) : scalar.properties.isUppercase, previousIsLower {
                words.append(current.lowercased())
                current = ""
            }
            current.unicodeScalars.append(scalar)
            previousIsLower = isASCII ? (97...122).contains(scalar.value) : scalar.properties.isLowercase
        }
        if !current.isEmpty { words.append(current.lowercased()) }
        return words
    }

    // Unicode's tables are asked only where ASCII does not answer.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? (97...122).contains(scalar.value | 0x20) : scalar.properties.isAlphabetic
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? (48...57).contains(scalar.value) : scalar.properties.numericType != nil
    }

    static func wordCount(_ text: String, limit: Int) -> Int {
        var count = 0
        var isInWord = false
        var unspaced = 0
        for scalar in text.unicodeScalars {
            if PythonStrings.isWhitespace(scalar) {
                isInWord = false
            } else if scalar.value >= 0x2E80 {
                // Scripts that are written without spaces: two characters are about a word.
                unspaced += 1
            } else if !isInWord {
                isInWord = true
                count += 1
            }
            if count + unspaced / 2 >= limit { break }
        }
        return count + unspaced / 2
    }

    /// Paths, addresses, markup, SQL, shell scripts.
    static func isOtherText(_ text: String) -> Bool {
        let start = text.drop { $0.isWhitespace }.prefix(24)
        let lower = start.lowercased()
        return [
            "http://", "https://", "select ", "insert into", "create table", "<!doctype", "<html", "<?xml", "<svg",
            "#!/", "import ", "<div",
        ]
        .contains { lower.hasPrefix($0) }
    }
}
