/// What the names of functions and of types say about the texts inside.
extension PromptHeuristic {
    /// Words behind the prompt in the name of a function that makes one: `promptFor`, `prompt_template_with`.
    private static let behindPrompt: Set<String> = [
        "for", "with", "from", "by", "in", "to", "of", "text", "string", "str", "template", "templates", "content",
        "message", "body", "v1", "v2", "v3", "builder", "factory", "async",
    ]

    /// First words of functions that do something else with a prompt than to make it.
    private static let verbs: Set<String> = [
        "test", "validate", "check", "parse", "lint", "log", "print", "show", "display", "is", "has", "count", "save",
        "load", "delete", "remove", "update", "upload", "list", "handle", "on", "run", "execute", "send", "submit",
        "confirm", "verify", "score", "evaluate", "read", "write", "export", "import", "register", "ask", "prompt",
        "describe", "summarize", "should", "can", "did", "use", "open", "close", "wait", "request", "measure",
        "estimate", "store", "publish", "install", "uninstall", "set", "reset", "clear", "find", "search", "fetch",
        "reconcile", "apply", "sync", "migrate", "ensure", "toggle", "switch", "select", "choose", "edit", "change",
        "mark", "track", "report", "copy", "share", "replace", "require", "reject", "accept", "answer", "click",
    ]

    /// What instructions are about that people read.
    private static let manuals: Set<String> = [
        "setup", "install", "installation", "route", "connect", "connection", "login", "auth", "deploy", "deployment",
        "payment", "upgrade", "cli", "manual", "migration", "config", "configuration", "app", "shipping", "delivery",
        "recipe", "cooking", "assembly", "sql", "cpu", "machine",
    ]

    /// Whether a function's name says that it gives a prompt: `build_prompt`, `systemPrompt`, `promptFor`.
    static func functionGivesPrompt(_ name: String) -> Bool {
        let words = words(name)
        guard let first = words.first, let head = words.lastIndex(where: { promptWords.contains($0) }),
            // The verb tells what the function does, not what the text is.
            nameSaysPrompt(words.dropFirst(head > 0 ? 1 : 0).joined(separator: "_"))
        else { return false }
        // `prompt()` and `promptFor(x)` give one; `promptUser()` asks.
        if verbs.contains(first), head > 0 || first != "prompt" { return false }
        if words[head].hasPrefix("instruction"), words.contains(where: { manuals.contains($0) }) { return false }
        return head == words.count - 1 || behindPrompt.contains(words[head + 1])
    }

    /// Whether a text that such a function returns is a prompt and not a word about one.
    static func isReturnedPrompt(_ text: CodeExpression) -> Bool {
        let literals = text.literals
        guard wordCount(literals, limit: 8) >= 8, !isOtherText(literals) else { return false }
        let start = literals.unicodeScalars.drop { !isLetter($0) }
        let opening = String(start.prefix(24)).lowercased()
        return !["error", "failed", "invalid", "missing", "unknown", "could not", "cannot", "unable", "no prompt"]
            .contains { opening.hasPrefix($0) }
    }

    private static let collections: Set<String> = [
        "template", "templates", "text", "texts", "string", "strings", "library", "map", "dict", "table", "catalog",
        "constants", "registry", "set", "collection", "defaults", "default", "en", "by", "for", "const", "bank",
    ]

    /// Whether a type, table or object of this name holds prompts and nothing else: `Prompts`, `PROMPT_TEMPLATES`.
    static func containerHoldsPrompts(_ name: String) -> Bool {
        let words = words(name)
        guard let head = words.lastIndex(where: { promptWords.contains($0) }), nameSaysPrompt(name) else {
            return false
        }
        if head == words.count - 1 { return true }
        return collections.contains(words[head + 1])
    }

    private static let facts: Set<String> = [
        "notes", "note", "comment", "summary", "author", "tags", "tag", "example", "examples", "category", "purpose",
        "metadata", "hint", "tooltip", "message", "reason", "status", "result", "response", "output", "doc", "heading",
        "subtitle", "caption", "answer", "expected", "date", "license", "source", "detail", "details", "role",
    ]

    /// Whether a value inside such a container is one of its prompts: not its title, its path or its description.
    static func isEntry(key: String, text: String) -> Bool {
        guard !isFact(key) else { return false }
        return !isOtherText(text) && (wordCount(text, limit: 6) >= 6 || opensAsPrompt(text))
    }

    /// Whether a key names something about a prompt.
    static func isFact(_ key: String) -> Bool {
        let words = words(key)
        guard !words.contains(where: { facts.contains($0) }) else { return true }
        return words.contains { otherWords.contains($0) } && !containerHoldsPrompts(key)
    }
}
