import AssayJSON
import AssayText

/// Reads the usage of a provider's response: the whole response, only its usage object, or a line of a batch's results.
///
/// Providers count in opposite directions. OpenAI, Google, DeepSeek, Mistral and OpenRouter count cached tokens inside
/// the prompt, Anthropic beside it; reasoning is inside the output except at Google and xAI. The readers subtract or
/// leave alone accordingly, and say so in ``ReportedUsage/notes``. Numbers that contradict each other are an error.
public enum UsageReader {
    /// - Parameter format: nil to recognise it.
    public static func read(_ value: JSONValue, format: UsageFormat? = nil) throws(UsageReadError) -> ReportedUsage {
        if let response = batchedResponse(value) {
            var report = try read(response, format: format)
            report.options.batch = true
            return report
        }
        let response = UsageFields(value)
        try response.requireUniqueKeys()
        guard let format = format ?? recognise(response) else {
            throw UsageReadError(
                code: .notAUsage,
                reason: "this is no usage of a known provider: there is no usage, usageMetadata, prompt_tokens or "
                    + "input_tokens in it")
        }
        switch format {
        case .openAIChat, .deepSeek, .mistral, .openRouter, .xAI: return try OpenAIUsage.chat(response, format: format)
        case .openAIResponses: return try OpenAIUsage.responses(response)
        case .anthropic: return try AnthropicUsage.read(response)
        case .gemini: return try GeminiUsage.read(response)
        }
    }

    /// The response in a line of a batch's results, as OpenAI (`response.body`) and Anthropic (`result.message`) write
    /// them; nil for anything else, a response inside a response included.
    private static func batchedResponse(_ value: JSONValue) -> JSONValue? {
        guard value.kind == .object, value["custom_id"] != nil, value["usage"] == nil else { return nil }
        let inner =
            value["response"].flatMap { $0.kind == .object ? $0["body"] : nil }
            ?? value["result"].flatMap { $0.kind == .object ? $0["message"] : nil }
        guard let inner, inner.kind == .object, inner["custom_id"] == nil else { return nil }
        return inner
    }

    /// The format that a response's own fields give away.
    static func recognise(_ response: UsageFields) -> UsageFormat? {
        if response.has("usageMetadata") || response.has("promptTokenCount") || response.has("usage_metadata")
            || response.has("prompt_token_count")
        {
            return .gemini
        }
        let usage = response.usageObject
        let model = response.text("model")?.lowercased() ?? ""
        if usage.has("prompt_tokens") {
            if usage.has("prompt_cache_hit_tokens") { return .deepSeek }
            if usage.has("cost") || response.has("provider") { return .openRouter }
            if model.hasPrefix("grok") || usage.has("num_sources_used") { return .xAI }
            let isMistral = ["mistral", "ministral", "codestral", "magistral", "pixtral", "open-mi"].contains {
                model.hasPrefix($0)
            }
            return isMistral ? .mistral : .openAIChat
        }
        guard usage.has("input_tokens") else { return nil }
        let isAnthropic =
            usage.has("cache_creation_input_tokens") || usage.has("cache_read_input_tokens")
            || response.text("type") == "message" || model.contains(text: "claude")
        return isAnthropic ? .anthropic : .openAIResponses
    }
}

/// A JSON object whose members are counts and texts.
struct UsageFields {
    private let value: JSONValue?

    init(_ value: JSONValue?) { self.value = value?.kind == .object ? value : nil }

    func has(_ key: String) -> Bool { value?[key].map { !$0.isNull } ?? false }

    func text(_ key: String) -> String? { value?[key]?.string }

    func object(_ key: String) -> UsageFields { UsageFields(value?[key]) }

    func elements(_ key: String) -> [UsageFields] { value?[key]?.elements.map { UsageFields($0) } ?? [] }

    /// Refuses a usage that says something twice: JSON does not say which of the two counts. What the response holds
    /// besides its usage, such as the arguments of a tool, is not looked into.
    func requireUniqueKeys() throws(UsageReadError) {
        guard let value else { return }
        let isUsage = !UsageFields.usageKeys.contains { has($0) }
        try UsageFields.requireUniqueKeys(value, inUsage: isUsage)
    }

    private static let usageKeys = ["usage", "usageMetadata", "usage_metadata"]

    /// The parser limits how deep values can be nested.
    private static func requireUniqueKeys(_ value: JSONValue, inUsage: Bool) throws(UsageReadError) {
        if value.kind == .array {
            for element in value.elements { try requireUniqueKeys(element, inUsage: inUsage) }
        }
        guard value.kind == .object else { return }
        var seen: Set<String> = []
        for (key, member) in value.members {
            let name = key.string ?? ""
            guard seen.insert(name).inserted else {
                throw UsageReadError(
                    code: .inconsistent,
                    reason: "'\(name)' is there twice in one object, and JSON does not say which counts; keep one")
            }
            if inUsage || usageKeys.contains(name) { try requireUniqueKeys(member, inUsage: true) }
        }
    }

    /// A number as written, for money.
    func numberText(_ key: String) -> String? { value?[key]?.numberText }

    /// The `usage` member, or the object itself when it is the usage.
    var usageObject: UsageFields { has("usage") ? object("usage") : self }

    /// No request uses more of anything; sums of a few such counts still fit.
    private static let largestCount = 1 << 53

    /// A count of things; zero when the member is missing or null.
    func count(_ key: String) throws(UsageReadError) -> Int {
        guard let value = value?[key], !value.isNull else { return 0 }
        guard let count = value.int, (0...UsageFields.largestCount).contains(count) else {
            let text = String(decoding: value.rawBytes.prefix(40), as: UTF8.self)
            throw UsageReadError(
                code: .notACount, reason: "\(key) is \(text); a count is a whole number from 0 to 2^53")
        }
        return count
    }
}

extension ReportedUsage {
    /// Adds a count to a meter.
    mutating func add(_ count: Int, to meter: Meter) throws(UsageReadError) {
        do { try usage.add(count, to: meter) } catch {
            throw UsageReadError(code: .notACount, reason: error.description)
        }
    }

    /// A part taken out of a whole, or an error when it is larger.
    func remainder(
        of whole: Int, _ wholeName: String, without part: Int, _ partName: String
    ) throws(UsageReadError) -> Int {
        guard part <= whole else {
            throw UsageReadError(
                code: .inconsistent, reason: "\(partName) is \(part), more than \(wholeName), which is \(whole)")
        }
        return whole - part
    }
}
