/// Whose models are whose: makers sell each other's models too, and a bare name means the one from its own maker.
enum ModelFamilies {
    /// How close a provider is to a model: a maker that sells another maker's model is no closer than a cloud.
    static func closeness(of provider: ProviderPrices, to model: String) -> ProviderPrices.Kind {
        guard provider.kind == .maker, let maker = maker(of: model), maker != provider.id else { return provider.kind }
        return .cloud
    }

    /// The maker of a family of models; nil when the name starts like none of them.
    static func maker(of model: String) -> String? {
        let name = model.lowercased()
        return families.first { name.hasPrefix($0.prefix) }?.maker
    }

    private static let families: [(prefix: String, maker: String)] = [
        ("claude", "anthropic"), ("deepseek", "deepseek"), ("gemini", "google"), ("gemma", "google"),
        ("gpt-", "openai"),
        ("grok", "x-ai"), ("mistral", "mistral"), ("mixtral", "mistral"), ("ministral", "mistral"),
        ("codestral", "mistral"), ("magistral", "mistral"), ("pixtral", "mistral"), ("qwen", "alibaba"), ("glm", "zai"),
        ("kimi", "moonshotai"), ("llama", "meta"), ("minimax", "minimax"), ("command", "cohere"),
    ]
}
