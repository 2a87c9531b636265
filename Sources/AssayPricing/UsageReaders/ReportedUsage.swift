/// What a provider's response says was used, in this library's exclusive meters.
public struct ReportedUsage: Sendable, Hashable {
    public var usage: Usage
    public var format: UsageFormat
    /// The model the response names, if it does.
    public var model: String?
    /// What the response says about how the request was served: tier, speed, batch, residency.
    public var options: PriceOptions
    /// How the provider's numbers became these, one remark a line.
    public var notes: [String]

    init(format: UsageFormat, model: String?) {
        usage = Usage()
        self.format = format
        self.model = model
        options = PriceOptions()
        notes = []
    }
}

/// The shapes in which providers report usage.
public enum UsageFormat: String, Sendable, CaseIterable {
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case anthropic
    case gemini
    case deepSeek = "deepseek"
    case mistral
    case openRouter = "openrouter"
    case xAI = "x-ai"
}

/// Why a JSON value is not a usage.
public struct UsageReadError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable { case notAUsage, notACount, inconsistent }

    public let code: Code
    public let reason: String
    public var description: String { reason }
}
