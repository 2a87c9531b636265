/// The names by which tools call providers.
enum ProviderNames {
    /// The identifier of the provider that is called so; nil when there is none.
    static func identifier(_ name: String, in table: PriceTable) -> String? {
        let name = name.lowercased()
        let known = table.providers
        if known.contains(name) { return name }
        if let id = common[name], known.contains(id) { return id }
        return nil
    }

    /// Names in use besides the identifiers of the table. The provider files list the same names as aliases, and a test
    /// compares the two; they stand here too so that a name can be read without opening every file.
    static let common: [String: String] = [
        "bedrock": "aws", "bedrock_converse": "aws", "bedrock_mantle": "aws", "amazon": "aws", "amazon_nova": "aws",
        "gemini": "google", "google-ai": "google", "google_ai_studio": "google", "xai": "x-ai", "grok": "x-ai",
        "vertex": "vertex", "vertex_ai": "vertex", "google-vertex": "vertex", "moonshot": "moonshotai",
        "together_ai": "together", "togetherai": "together", "fireworks_ai": "fireworks", "dashscope": "alibaba",
        "qwen": "alibaba", "cohere_chat": "cohere", "voyage": "voyageai", "meta_llama": "meta", "azure_text": "azure",
        "azure-openai": "azure", "azure_openai": "azure", "azure_ai": "azure-ai", "azureai": "azure-ai",
        "github_copilot": "github-copilot", "copilot": "github-copilot", "z-ai": "zai", "z.ai": "zai",
        "bigmodel": "zhipuai", "codestral": "mistral", "text-completion-openai": "openai",
        "text-completion-codestral": "mistral", "mistralai": "mistral", "volcengine": "volcengine",
    ]
}
