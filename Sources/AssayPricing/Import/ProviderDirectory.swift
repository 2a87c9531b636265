import AssayText

/// What the two sources don't say about providers: which tags are one provider, what it is, what it is called.
enum ProviderDirectory {
    /// The provider of a `litellm` tag.
    static func provider(ofTag tag: String) -> String {
        if tag.hasPrefix("vertex_ai") { return "vertex" }
        if tag.hasPrefix("fireworks_ai") { return "fireworks" }
        return ProviderNames.common[tag] ?? tag.replacing(text: "_", with: "-").lowercased()
    }

    /// A model's name without the provider's name before it.
    static func identifier(_ key: String, tag: String, provider: String) -> String {
        guard let slash = key.firstIndex(of: "/") else { return key }
        let prefix = key[..<slash]
        guard prefix == tag || prefix == provider || self.provider(ofTag: String(prefix)) == provider else {
            return key
        }
        return String(key[key.index(after: slash)...])
    }

    /// Fills in what is known of a provider.
    static func complete(_ provider: inout ProviderPrices) {
        if let known = titles[provider.id] { provider.title = known }
        provider.kind =
            makers.contains(provider.id)
            ? .maker : clouds.contains(provider.id) ? .cloud : routers.contains(provider.id) ? .router : .host
        provider.aliases = ProviderNames.common.filter { $0.value == provider.id && $0.key != provider.id }.map(\.key)
            .sorted()
        if ["anthropic"].contains(provider.id) {
            provider.cachedInsideInput = false
        } else if ["openai", "google", "deepseek", "mistral", "openrouter", "x-ai", "azure", "groq"].contains(
            provider.id)
        {
            provider.cachedInsideInput = true
        }
    }

    private static let titles: [String: String] = [
        "alibaba": "Alibaba Cloud Model Studio", "azure-ai": "Azure AI Foundry", "vertex": "Google Vertex AI",
        "stability": "Stability AI", "ai21": "AI21 Labs", "deepgram": "Deepgram", "assemblyai": "AssemblyAI",
        "black-forest-labs": "Black Forest Labs", "runwayml": "Runway", "fal-ai": "fal.ai", "deepinfra": "DeepInfra",
        "volcengine": "Volcano Engine", "oci": "Oracle Cloud", "watsonx": "IBM watsonx", "snowflake": "Snowflake",
    ]

    private static let makers: Set<String> = [
        "ai21", "alibaba", "anthropic", "arcee", "assemblyai", "black-forest-labs", "cognition", "cohere", "deepgram",
        "deepseek", "elevenlabs", "gigachat", "google", "inception", "meta", "minimax", "mistral", "moonshotai",
        "morph",
        "openai", "perplexity", "recraft", "runwayml", "sarvam", "soniox", "stability", "tencent", "typesafe",
        "volcengine", "voyageai", "x-ai", "xiaomi-mimo", "zai", "zhipuai",
    ]

    private static let clouds: Set<String> = [
        "aws", "azure", "azure-ai", "databricks", "oci", "snowflake", "vertex", "watsonx",
    ]

    private static let routers: Set<String> = [
        "aihubmix", "aiml", "chatgpt", "clf-ai-gateway", "cursor", "github-copilot", "gradient-ai", "hostinger-router",
        "inferenceapis", "kyma", "llamagate", "microsoft-365-copilot", "opencode-go", "openrouter", "quicksilverpro",
        "vercel-ai-gateway",
    ]
}
