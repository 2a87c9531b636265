import AssayPrompts
import AssayText

/// A place where a program hands messages to a model.
struct ModelCall {
    /// The expression that is sent.
    var value: Range<Int>
    /// The call's parenthesis or the request's brace.
    var open: Int
    /// Nothing but the place of the argument says that it holds messages.
    var isPositional = false
    /// Only the verb of what is called says that it may be a model; what is sent has to look like messages.
    var isLikely = false
}

/// Finds calls of models by the shape of their arguments.
struct ModelCallFinder {
    private let code: CodeModel
    private let facts: CodeFacts
    /// Names that the file imports from modules about models.
    private let imported: Set<String>

    static func find(_ code: CodeModel, _ facts: CodeFacts) -> [ModelCall] {
        let finder = ModelCallFinder(code: code, facts: facts, imported: ModelImports.names(code))
        var calls: [ModelCall] = []
        for index in code.tokens.indices
        where code.isSymbol(index, "(") || code.isSymbol(index, "{")
            || code.isSymbol(index, "[") && code.language == .swift
        {
            if let call = finder.call(index) { calls.append(call) }
        }
        return finder.addingWrappers(calls)
    }

    // MARK: Direct calls

    private func call(_ open: Int) -> ModelCall? {
        let callee = code.callee(open)
        if code.isSymbol(open, "("), callee.isEmpty { return nil }
        if let last = callee.last, Self.notModels.contains(last) { return nil }
        guard let close = code.partner(open), close - open < 4_000 else { return nil }
        let labelled = code.arguments(open).compactMap { code.labelled($0, in: open) }
        if let value = messages(labelled, callee, open) { return ModelCall(value: value, open: open) }
        if let value = likelyMessages(labelled, callee, open) {
            return ModelCall(value: value, open: open, isLikely: true)
        }
        guard code.isSymbol(open, "("), isModel(callee) else { return nil }
        let positional = code.arguments(open).prefix { code.labelled($0, in: open) == nil }
        guard let first = positional.first, let last = positional.last, !code.isSymbol(first.lowerBound, "{") else {
            return nil
        }
        return ModelCall(value: first.lowerBound..<last.upperBound, open: open, isPositional: true)
    }

    /// The argument that holds the messages, if the call or object is a request to a model.
    private func messages(
        _ arguments: [(label: String, value: Range<Int>)], _ callee: [String], _ open: Int
    ) -> Range<Int>? {
        guard let found = arguments.first(where: { Self.messageLabels.contains($0.label) }) else { return nil }
        let labels = Set(arguments.map(\.label))
        let isRequest = !labels.isDisjoint(with: Self.requestLabels)
        let caller = code.isSymbol(open, "{") ? enclosingCallee(open) : callee
        let isCall = isModel(caller)
        switch found.label {
        case "messages", "contents": return isRequest || isCall ? found.value : nil
        case "input":
            let isResponse =
                caller.contains { $0.lowercased().contains(text: "responses") } || labels.contains("instructions")
                || labels.contains("previous_response_id")
            let isOther = caller.contains { Self.otherServices.contains($0.lowercased()) }
            return !isOther && (isResponse || isRequest && labels.contains("model") && isCall) ? found.value : nil
        default: return isRequest && labels.contains("model") || isCall ? found.value : nil
        }
    }

    /// `messages:` of a call that sends, asks or completes something, which nothing else shows to be a model's.
    private func likelyMessages(
        _ arguments: [(label: String, value: Range<Int>)], _ callee: [String], _ open: Int
    ) -> Range<Int>? {
        guard code.isSymbol(open, "(") || code.isSymbol(open, "{"),
            let found = arguments.first(where: { $0.label == "messages" || $0.label == "history" }),
            let last = (code.isSymbol(open, "{") ? enclosingCallee(open) : callee).last, facts.functions[last] == nil
        else { return nil }
        let words = IdentifierWords.split(last)
        guard words.contains(where: { Self.verbs.contains($0) }), !words.contains(where: { Self.deliveries.contains($0) })
        else { return nil }
        return found.value
    }

    private static let verbs: Set<String> = [
        "send", "ask", "complete", "completion", "chat", "generate", "stream", "respond", "reply", "answer", "infer",
        "invoke", "query", "predict", "prompt", "converse", "submit", "llm",
    ]
    /// What carries messages to people.
    private static let deliveries: Set<String> = [
        "mail", "email", "sms", "push", "notification", "socket", "ws", "event", "batch", "log", "json", "render",
        "save", "store",
    ]

    /// What is called with the object at `open` as an argument.
    private func enclosingCallee(_ open: Int) -> [String] {
        guard let around = code.bracket(around: open), code.isSymbol(around, "(") else { return [] }
        return code.callee(around)
    }

    /// Whether a call's path ends with what model libraries name their calls.
    private func isModel(_ callee: [String]) -> Bool {
        guard let last = callee.last else { return false }
        if Self.certainCalls.contains(last) { return true }
        if let first = callee.first, imported.contains(first), callee.count <= 2 || Self.likelyCalls.contains(last) {
            return first != last || !(first.first?.isUppercase ?? false)
        }
        if callee.count == 1, facts.functions[last] == nil, isModelVerb(last) { return true }
        let path = callee.dropLast().flatMap { IdentifierWords.split($0) }
        if last == "create" || last == "stream" || last == "parse" {
            return callee.dropLast().last.map { ["completions", "messages", "responses", "chat"].contains($0) } ?? false
        }
        guard Self.likelyCalls.contains(last) else { return false }
        // A client of anything sends, calls and queries.
        if ["send", "call", "query", "run"].contains(last), path.filter({ Self.modelWords.contains($0) }) == ["client"] {
            return false
        }
        return path.contains { Self.modelWords.contains($0) }
            || IdentifierWords.split(last).contains { Self.modelWords.contains($0) }
    }

    /// `send_prompt`, `askModel`, `get_ai_response`: a verb and what it is done to.
    private func isModelVerb(_ name: String) -> Bool {
        let words = IdentifierWords.split(name)
        guard words.count >= 2, words.count <= 5, let verb = words.first else { return false }
        return ["send", "ask", "call", "query", "run", "get", "generate", "request", "complete", "invoke", "prompt", "fetch"]
            .contains(verb)
            && words.dropFirst().contains {
                ["llm", "gpt", "claude", "openai", "gemini", "ai", "completion", "completions", "chatgpt", "ollama"]
                    .contains($0)
            } || words == ["send", "prompt"] || words == ["run", "prompt"]
    }

    private static let messageLabels: Set<String> = [
        "messages", "contents", "input", "prompt", "history", "chat_history", "message_history",
    ]

    private static let requestLabels: Set<String> = [
        "model", "max_tokens", "maxTokens", "temperature", "stream", "system", "tools", "max_completion_tokens",
        "modelId",
        "generationConfig", "config", "generation_config", "max_output_tokens", "maxOutputTokens", "top_p", "num_ctx",
        "model_name", "deployment", "tool_choice", "systemInstruction", "response_format", "engine",
    ]

    private static let certainCalls: Set<String> = [
        "streamText", "generateText", "generateObject", "streamObject", "generateContent", "generateContentStream",
        "generate_content", "generate_content_async", "generate_content_stream", "chat_completion", "chatCompletion",
        "createChatCompletion", "acompletion", "chat_complete", "chatCompletions", "getChatCompletions",
        "streamChatCompletions", "call_llm", "callLLM", "query_llm", "ask_llm", "invoke_model", "call_model",
        "callModel",
        "create_chat_completion", "chatStream", "llm_call", "converse", "converse_stream",
        "get_chat_message_content", "get_chat_message_contents", "get_streaming_chat_message_content",
        "get_streaming_chat_message_contents", "getChatMessageContent",
    ]

    private static let likelyCalls: Set<String> = [
        "invoke", "ainvoke", "stream", "astream", "predict", "apredict", "generate", "agenerate", "complete",
        "acomplete",
        "chat", "achat", "completion", "completions", "run", "arun", "run_sync", "run_stream", "query", "ask", "respond", "send",
        "chats", "call",
        "stream_chat", "astream_chat", "create_message", "createMessage", "apredict_messages", "predict_messages",
        "text_completion", "forward", "llm", "model", "generate_response", "get_response", "getResponse",
        "generateResponse",
    ]

    private static let modelWords: Set<String> = [
        "llm", "model", "chat", "gpt", "claude", "openai", "anthropic", "gemini", "client", "ollama", "litellm", "groq",
        "mistral", "cohere", "bedrock", "completion", "completions", "ai", "bot", "genai", "lm", "azure", "deepseek",
        "qwen",
        "runnable", "llama", "together", "runner", "agent", "agents", "assistant", "chain",
    ]

    private static let otherServices: Set<String> = [
        "embeddings", "embedding", "moderations", "moderation", "speech", "audio", "images", "image", "embed",
    ]

    /// Calls whose arguments may look like a request's and are not sent.
    private static let notModels: Set<String> = [
        "print", "log", "info", "debug", "warning", "error", "len", "dumps", "count_tokens", "countTokens",
        "num_tokens_from_messages", "token_counter", "cast", "isinstance", "validate", "assert_called_with",
        "apply_chat_template", "setState", "set_state", "update",
    ]

    // MARK: Wrappers

    /// Adds calls of functions of the file that hand a parameter on to a model.
    private func addingWrappers(_ direct: [ModelCall]) -> [ModelCall] {
        var all = direct
        var fresh = Array(direct.prefix(HistoryFlow.mostCalls))
        var seen = Set(direct.map(\.open))
        for _ in 0..<3 {
            var found: [ModelCall] = []
            for call in fresh { found += callers(of: call) }
            found = found.filter { seen.insert($0.open).inserted }
            if found.isEmpty || all.count > HistoryFlow.mostCalls { break }
            all += found
            fresh = found
        }
        return all.sorted { $0.value.lowerBound < $1.value.lowerBound }
    }

    private func callers(of call: ModelCall) -> [ModelCall] {
        let scope = code.function(around: call.open)
        guard let function = facts.functionOfScope[scope], !function.name.isEmpty, !function.parameters.isEmpty,
            function.name != "init", function.name != "__init__"
        else { return [] }
        guard (facts.functions[function.name]?.count ?? 0) <= CodeFacts.mostNamesakes else { return [] }
        // A parameter of which only a part is sent is bounded here, whatever the callers hand over.
        let origins = CodeOrigins(code: code, facts: facts).read(call.value)
        let bounded = Set(origins.filter { $0.bound != nil }.map(\.place.path))
        let used = Set(call.value.compactMap { code.place(at: $0)?.path }).subtracting(bounded)
        guard let position = function.parameters.firstIndex(where: { used.contains($0) }) else { return [] }
        let parameter = function.parameters[position]
        return (facts.calls[function.name] ?? []).prefix(200).compactMap { open in
            guard code.function(around: open) != scope || code.name(open - 2) == nil,
                code.name(open - 2) != "def", code.name(open - 2) != "func", code.name(open - 2) != "function"
            else { return nil }
            let arguments = code.arguments(open)
            let labelled = arguments.lazy.compactMap { code.labelled($0, in: open) }.first { $0.label == parameter }
            if let labelled { return ModelCall(value: labelled.value, open: open) }
            guard position < arguments.count, code.labelled(arguments[position], in: open) == nil else { return nil }
            return ModelCall(value: arguments[position], open: open)
        }
    }
}
