import AssayText

/// The models that a program names for what it sends: `create(model="gpt-4o", messages=[…])`, `ChatOpenAI(model=MODEL)`.
///
/// A wrong model is worse than none: what takes its model from anywhere but a literal or a constant has none, and what is not in a
/// call has the only model of the function or the program, if each place that names one names this one.
extension PromptFinder {
    /// A place that names a model.
    struct ModelMention {
        /// Index of the token of its value.
        var value: Int
        /// Index of the bracket that holds it with what is sent to it.
        var bracket: Int?
    }

    private static let modelKeys: Set<String> = ["model", "modelId", "modelName", "model_id", "model_name"]
    /// What is given a model first, without a name.
    private static let modelCallers: Set<String> = ["GenerativeModel", "init_chat_model", "initChatModel"]
    private static let addresses: Set<String> = ["api_base", "baseURL", "baseUrl", "base_url"]

    /// Remembers a place that may name a model.
    mutating func noteModel(at index: Int) {
        // Most tokens end here, by their length; the text of a string is put together anew each time it is asked for.
        guard (5...24).contains(tokens[index].range.count), let sign = reader.symbol(index + 1),
            ":=(,}]".utf8.contains(sign), reader.symbol(index + 2) != UInt8(ascii: "=") || sign == UInt8(ascii: "]"),
            let name = reader.name(index) ?? reader.string(index)?.text
        else { return }
        if sign == UInt8(ascii: "(") {
            // `ChatOpenAI()` has one that the program does not name.
            let hasOwn = name.hasPrefix("Chat") && reader.symbol(index + 2) == UInt8(ascii: ")")
            if hasOwn || Self.modelCallers.contains(name) { models.append(ModelMention(value: reader.skipNewlines(index + 2))) }
        } else if Self.addresses.contains(name) {
            let text = reader.string(reader.skipNewlines(index + 2))?.text ?? ""
            if ["localhost", "127.0.0.1", "0.0.0.0"].contains(where: { text.contains(text: $0) }) { hasLocalModels = true }
        } else if Self.modelKeys.contains(name) {
            noteModel(at: index, sign)
        }
    }

    private mutating func noteModel(at index: Int, _ sign: UInt8) {
        switch sign {
        case UInt8(ascii: "]"):
            // `payload["model"] = …`
            if reader.symbol(index + 2) == UInt8(ascii: "=") { models.append(ModelMention(value: index + 3)) }
        case UInt8(ascii: ","), UInt8(ascii: "}"):
            if reader.name(index - 2) == "setdefault" { return models.append(ModelMention(value: index + 2)) }
            // `{ model, messages }`
            guard !reader.joinsAdjacent, brackets.last == UInt8(ascii: "{"), reader.name(index) == "model" else { return }
            models.append(ModelMention(value: index, bracket: bracketStarts.last))
        default:
            // `model: str = "…"`
            let typed = sign == UInt8(ascii: ":") ? reader.equalsBehindType(index + 2) : nil
            let value = reader.skipNewlines((typed ?? index + 1) + 1)
            // `model: string` of a type or a parameter.
            guard !["str", "string", "String"].contains(reader.name(value)) else { return }
            // In Python an argument has an equals sign, too.
            let bracket = bracketStarts.last
            let isArgument = reader.joinsAdjacent && bracket.map { !areParameters($0) } ?? false
            if typed != nil || sign == UInt8(ascii: "=") && !isArgument {
                // `model = ChatOpenAI(model="…")`: the call says it.
                guard !isClient(value) else { return }
                models.append(ModelMention(value: value))
            } else if let bracket, reader.symbol(bracket) == UInt8(ascii: "(") || isRequestObject(bracket) {
                models.append(ModelMention(value: value, bracket: bracket))
            }
        }
    }

    /// Whether a call stands there that is given a model.
    private func isClient(_ index: Int) -> Bool {
        var callee = reader.name(index) == "new" ? index + 1 : index
        while reader.symbol(callee + 1) == UInt8(ascii: "."), reader.name(callee + 2) != nil { callee += 2 }
        guard let name = reader.name(callee), reader.symbol(callee + 1) == UInt8(ascii: "(") else { return false }
        let bracket = reader.symbol(callee + 2) == UInt8(ascii: "{") ? callee + 2 : callee + 1
        return Self.modelCallers.contains(name) || parts(of: bracket).contains { Self.modelKeys.contains($0.key) }
    }

    /// Whether an object is handed to a call, or has what is sent to a model beside its name: what is logged is none.
    private func isRequestObject(_ bracket: Int) -> Bool {
        if reader.symbol(bracket - 1) == UInt8(ascii: "(") { return true }
        // `{**payload, "model": …}`
        if let sign = reader.symbol(reader.skipNewlines(bracket + 1)), "*.".utf8.contains(sign) { return true }
        return parts(of: bracket).contains { Self.modelCompanions.contains($0.key) }
    }

    private static let modelCompanions: Set<String> = [
        "messages", "input", "prompt", "contents", "system", "instructions", "temperature", "max_tokens", "maxTokens",
    ]

    /// Gives each unit its model.
    ///
    /// Complexity: O(n log n) in the units and the places that name a model.
    mutating func assignModels() {
        guard !units.isEmpty, !hasLocalModels else { return }
        // Names that are not known are among them: they say that it is not the only one.
        var named: [(token: Int, name: String?)] = []
        var known: [(bracket: Int, name: String?)] = []
        for mention in models {
            let name = model(at: mention.value)
            if isForOthers(mention, name) { continue }
            named.append((mention.value, name))
            if let bracket = mention.bracket { known.append((bracket, name)) }
        }
        guard let first = named.first else { return }
        let sole = named.allSatisfy { $0.name == first.name } ? first.name : nil
        let all = known.map { (range(of: $0.bracket), isKept($0.bracket) ? sole : $0.name) }
        // A call that names no model takes it from elsewhere: `create(messages=[…], **options)`.
        let others = Set(requests).subtracting(known.map(\.bracket)).map { range(of: $0) }
        var places = InnermostModels(named: all, others: others)
        // Several of one function leave open which one it is.
        var functions = InnermostModels(named: self.all.functions(around: named, range), others: [])
        for index in units.indices.sorted(by: { units[$0].span.lowerBound < units[$1].span.lowerBound }) {
            let span = units[index].span
            guard let name = places.innermost(around: span) ?? functions.innermost(around: span) ?? sole else { continue }
            units[index].facts.model = name
            units[index].facts.isModelOfProgram = true
        }
    }

    private func range(of bracket: Int) -> Range<Int> { range(bracket, reader.skipBrackets(bracket)) }

    /// Whether an object is kept under a name, so that its model may be changed before it is sent.
    private func isKept(_ bracket: Int) -> Bool {
        reader.symbol(bracket) == UInt8(ascii: "{") && reader.symbol(bracket - 1) != UInt8(ascii: "(")
    }

    // MARK: Names

    /// The name that stands at a token, or that a constant has which does; nil where it is more than a name.
    private mutating func model(at index: Int, depth: Int = 0) -> String? {
        if let string = reader.string(index) { return endsValue(index + 1) ? Self.modelName(string) : nil }
        guard let name = reader.name(index) else { return nil }
        if endsValue(index + 1) {
            guard depth < 4, let start = constants.bindings.onlyValue(of: name, at: index) else { return nil }
            return model(at: reader.skipNewlines(start), depth: depth + 1)
        }
        // `openai("gpt-4o")`, `openai.chat("gpt-4o")`; what `getenv("MODEL")` is given is no model.
        var callee = index
        while reader.symbol(callee + 1) == UInt8(ascii: "."), reader.name(callee + 2) != nil, callee < index + 8 { callee += 2 }
        guard Self.providers.contains(name), reader.symbol(callee + 1) == UInt8(ascii: "("),
            let string = reader.string(callee + 2),
            reader.symbol(callee + 3) == UInt8(ascii: ")") || reader.symbol(callee + 3) == UInt8(ascii: ",")
        else { return nil }
        return Self.modelName(string)
    }

    /// Providers of the libraries that are called with a model's name. Azure's names are those of deployments.
    private static let providers: Set<String> = [
        "anthropic", "bedrock", "cerebras", "cohere", "deepseek", "fireworks", "gateway", "google", "groq", "mistral",
        "openai", "openrouter", "perplexity", "togetherai", "vertex", "xai",
    ]

    private func endsValue(_ index: Int) -> Bool {
        guard tokens.indices.contains(index) else { return true }
        if case .newline = tokens[index].kind { return true }
        return reader.symbol(index).map { ",;)]}".utf8.contains($0) } ?? false
    }

    /// A text that can be the name of a model: `gpt-4o`, `anthropic/claude-opus-4.6`, `llama3:8b`.
    private static func modelName(_ string: CodeString) -> String? {
        let text = string.text
        guard (2...80).contains(text.utf8.count), text.utf8.first.map(ByteClass.isIdentifier) == true,
            text.utf8.allSatisfy({ ByteClass.isIdentifier($0) || "-./:@".utf8.contains($0) }),
            string.parts.allSatisfy({ if case .text = $0 { true } else { false } })
        else { return nil }
        return text
    }

    /// Whether a model is for something else than prompts: embeddings, pictures, sound.
    private func isForOthers(_ mention: ModelMention, _ name: String?) -> Bool {
        if let name, Self.others.contains(where: { name.contains(text: $0) }) { return true }
        guard var bracket = mention.bracket else { return false }
        // `create({ model: "…" })`
        if reader.symbol(bracket) == UInt8(ascii: "{"), reader.symbol(bracket - 1) == UInt8(ascii: "(") { bracket -= 1 }
        guard reader.symbol(bracket) == UInt8(ascii: "(") else { return false }
        let path = reader.path(endingAt: bracket - 1).lowercased()
        return Self.otherCalls.contains { path.contains(text: $0) }
    }

    private static let others = ["embed", "whisper", "tts", "dall-e", "image", "moderation", "rerank", "transcribe"]
    /// What Ollama runs has no price.
    private static let otherCalls = ["audio", "embed", "image", "moderation", "ollama", "rerank", "speech", "transcri"]
}

/// Ranges that lie inside each other, some with a model, asked about places that go on.
private struct InnermostModels {
    private struct Entry {
        var range: Range<Int>
        var name: String?
        /// Whether it names a model, be that known or not.
        var isNamed = true
    }

    private let entries: [Entry]
    private var next = 0
    private var open: [Entry] = []

    init(named: [(Range<Int>, String?)], others: [Range<Int>]) {
        // Of those that begin at the same place the outer first.
        entries = (named.map { Entry(range: $0, name: $1) } + others.map { Entry(range: $0, name: nil, isNamed: false) })
            .sorted {
                ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
            }
    }

    /// The model of the innermost range around a place that names one, nil where it is not known or one of several, or where
    /// none of them names one; nil without any range.
    mutating func innermost(around place: Range<Int>) -> String?? {
        while next < entries.count, entries[next].range.lowerBound <= place.lowerBound {
            close(before: entries[next].range.lowerBound)
            open.append(entries[next])
            next += 1
        }
        close(before: place.lowerBound)
        let isAround = { (entry: Entry) in entry.range.upperBound >= place.upperBound }
        if let named = open.last(where: { $0.isNamed && isAround($0) }) { return .some(named.name) }
        return open.last.map(isAround) == true ? .some(nil) : nil
    }

    private mutating func close(before offset: Int) {
        while let last = open.last, last.range.upperBound <= offset { open.removeLast() }
    }
}

extension CodeScopes {
    /// The functions around some tokens, as ranges of the file, each with the only name that tokens in it have; nil where they
    /// have several.
    ///
    /// - Parameter names: in the order of the tokens; nil for one that is not known.
    fileprivate func functions(
        around names: [(token: Int, name: String?)], _ range: (Int, Int) -> Range<Int>
    ) -> [(Range<Int>, String?)] {
        var scopes = self
        var found: [Range<Int>: String?] = [:]
        for (token, name) in names {
            scopes.move(to: token)
            for function in scopes.functions {
                if let known = found[function] {
                    if known != name { found.updateValue(nil, forKey: function) }
                } else {
                    found[function] = .some(name)
                }
            }
        }
        return found.map { (range($0.key.lowerBound, $0.key.upperBound), $0.value) }
    }
}
