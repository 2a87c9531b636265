import AssayText

/// The models that a program names for what it sends: `create(model="gpt-4o", messages=[…])`, `ChatOpenAI(model=MODEL)`.
extension PromptFinder {
    /// A place that names a model.
    struct ModelMention {
        var key: String
        /// Index of the token of its value.
        var value: Int
        /// Index of the bracket that holds it with what is sent to it; nil where it gives a name a value, as a parameter's
        /// default and `self.model = "…"` do.
        var bracket: Int?
        var isBinding = false
    }

    private static let modelKeys: Set<String> = ["model", "modelId", "modelName", "model_id", "model_name"]
    /// What is given a model first, without a name.
    private static let modelCallers: Set<String> = ["GenerativeModel", "init_chat_model", "initChatModel"]

    /// Remembers a place that may name a model.
    mutating func noteModel(at index: Int) {
        // Most tokens end here, by their length; the text of a string is put together anew each time it is asked for.
        guard (5...15).contains(tokens[index].range.count), let sign = reader.symbol(index + 1), ":=(,}".utf8.contains(sign),
            reader.symbol(index + 2) != UInt8(ascii: "="), let name = reader.name(index) ?? reader.string(index)?.text
        else { return }
        if sign == UInt8(ascii: "(") {
            guard Self.modelCallers.contains(name) else { return }
            return models.append(ModelMention(key: name, value: reader.skipNewlines(index + 2)))
        }
        guard Self.modelKeys.contains(name) else { return }
        if sign == UInt8(ascii: ",") || sign == UInt8(ascii: "}") {
            // `{ model, messages }`
            guard !reader.joinsAdjacent, brackets.last == UInt8(ascii: "{"), reader.name(index) == "model" else { return }
            return models.append(ModelMention(key: name, value: index, bracket: bracketStarts.last))
        }
        // `model: str = "…"`
        let typed = sign == UInt8(ascii: ":") ? reader.equalsBehindType(index + 2) : nil
        let value = reader.skipNewlines((typed ?? index + 1) + 1)
        // `model: string` of a type or a parameter.
        guard !["str", "string", "String"].contains(reader.name(value)) else { return }
        // In Python an argument has an equals sign, too.
        let bracket = bracketStarts.last
        let isArgument = reader.joinsAdjacent && bracket.map { !areParameters($0) } ?? false
        if typed != nil || sign == UInt8(ascii: "=") && !isArgument {
            models.append(ModelMention(key: name, value: value, isBinding: true))
        } else if let bracket, reader.symbol(bracket) == UInt8(ascii: "(") || isRequestObject(bracket) {
            models.append(ModelMention(key: name, value: value, bracket: bracket))
        }
    }

    /// Whether an object is handed to a call, or has what is sent to a model beside its name: what is logged is none.
    private func isRequestObject(_ bracket: Int) -> Bool {
        if reader.symbol(bracket - 1) == UInt8(ascii: "(") { return true }
        return parts(of: bracket).contains { Self.modelCompanions.contains($0.key) }
    }

    private static let modelCompanions: Set<String> = [
        "messages", "input", "prompt", "contents", "system", "instructions", "temperature", "max_tokens", "maxTokens",
    ]

    /// Gives each unit the model that the call or the object around it names, or else the only one that the function around
    /// it names, or the only one of the program. Where the call takes its model from elsewhere, as from the environment, the
    /// unit has none.
    ///
    /// Complexity: O(n log n) in the units and the places that name a model.
    mutating func assignModels() {
        guard !units.isEmpty else { return }
        let bindings = modelBindings()
        // Names that are not known are among them: they say that it is not the only one.
        var named: [(token: Int, name: String?)] = []
        var around: [(Range<Int>, String?)] = []
        for mention in models {
            let name = model(at: mention.value, bindings)
            if isForOthers(mention, name) { continue }
            named.append((mention.value, name))
            if let bracket = mention.bracket { around.append((range(bracket, reader.skipBrackets(bracket)), name)) }
        }
        guard let first = named.first else { return }
        let sole = named.allSatisfy { $0.name == first.name } ? first.name : nil
        var places = InnermostModels(around)
        // Several of one function leave open which one it is.
        var functions = InnermostModels(all.functions(around: named, range))
        for index in units.indices.sorted(by: { units[$0].span.lowerBound < units[$1].span.lowerBound }) {
            let span = units[index].span
            guard let name = places.innermost(around: span) ?? functions.innermost(around: span) ?? sole else { continue }
            units[index].facts.model = name
            units[index].facts.isModelOfProgram = true
        }
    }

    /// The values that the program gives `model` and the like as names of its own, where each is a name of a model.
    private mutating func modelBindings() -> [String: String] {
        var result: [String: String?] = [:]
        // What one of them hands to another, `self.model = model`, is no value of its own.
        for mention in models where mention.isBinding && !isOwnName(mention.value) {
            let name = model(at: mention.value, [:])
            result[mention.key] = .some(result[mention.key].map { $0 == name ? name : nil } ?? name)
        }
        return result.compactMapValues { $0 }
    }

    /// `model`, `self.model`.
    private func isOwnName(_ index: Int) -> Bool {
        guard let name = reader.name(index) else { return false }
        if endsValue(index + 1) { return Self.modelKeys.contains(name) }
        return ["self", "this"].contains(name) && reader.symbol(index + 1) == UInt8(ascii: ".") && endsValue(index + 3)
    }

    // MARK: Names

    /// The name that stands at a token, or that a constant has which does; nil where it is more than a name.
    ///
    /// - Parameter bindings: what names have that are no constants, `model` and `self.model`.
    private mutating func model(at index: Int, _ bindings: [String: String], depth: Int = 0) -> String? {
        if let string = reader.string(index) { return endsValue(index + 1) ? Self.modelName(string) : nil }
        guard let name = reader.name(index) else { return nil }
        if endsValue(index + 1) {
            guard depth < 4, let start = constants.bindings.onlyValue(of: name, at: index) else { return bindings[name] }
            return model(at: reader.skipNewlines(start), bindings, depth: depth + 1)
        }
        if ["self", "this"].contains(name), reader.symbol(index + 1) == UInt8(ascii: "."), endsValue(index + 3) {
            return reader.name(index + 2).flatMap { bindings[$0] }
        }
        // `openai("gpt-4o")`, `openai.chat("gpt-4o")`; what `getenv("MODEL")` is given is no model.
        var callee = index
        while reader.symbol(callee + 1) == UInt8(ascii: "."), reader.name(callee + 2) != nil, callee < index + 8 { callee += 2 }
        guard reader.symbol(callee + 1) == UInt8(ascii: "("), let string = reader.string(callee + 2),
            reader.symbol(callee + 3) == UInt8(ascii: ")") || reader.symbol(callee + 3) == UInt8(ascii: ","),
            Self.lookups.isDisjoint(with: PromptHeuristic.words(reader.path(endingAt: callee)))
        else { return nil }
        return Self.modelName(string)
    }

    private static let lookups: Set<String> = [
        "argument", "config", "env", "environ", "get", "getenv", "option", "secret", "setting", "settings",
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
    private static let otherCalls = ["audio", "embed", "image", "moderation", "rerank", "speech", "transcri"]
}

/// Ranges that lie inside each other, with a model each, asked about places that go on.
private struct InnermostModels {
    private let ranges: [(range: Range<Int>, name: String?)]
    private var next = 0
    private var open: [(range: Range<Int>, name: String?)] = []

    init(_ ranges: [(Range<Int>, String?)]) {
        // Of those that begin at the same place the outer first.
        self.ranges = ranges.map { (range: $0.0, name: $0.1) }.sorted {
            ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
        }
    }

    /// The model of the innermost range around a place, nil where it is not known or one of several; nil without such a range.
    mutating func innermost(around place: Range<Int>) -> String?? {
        while next < ranges.count, ranges[next].range.lowerBound <= place.lowerBound {
            close(before: ranges[next].range.lowerBound)
            open.append(ranges[next])
            next += 1
        }
        close(before: place.lowerBound)
        return open.last { $0.range.upperBound >= place.upperBound }?.name
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
