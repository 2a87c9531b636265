extension ModelCatalogue {
    /// Models whose weights, and so whose vocabulary, are published.
    static let openWeights: [ModelFamily] = mistral + deepSeek + qwen + llama

    /// The map of models in the PyPI wheel mistral-common 1.13.1, `tokens/tokenizers/mistral.py`. Its v2 vocabulary
    /// has the same pieces as v3; only control tokens differ.
    private static let mistral: [ModelFamily] = [
        ModelFamily(
            ["mistral-medium-2312", "open-mistral-7b", "open-mixtral-8x7b", "mixtral-8x7b"]
                // Names of the published weights.
                + ["mistral-7b-v0.1", "mistral-7b-instruct-v0.1", "mistral-7b-instruct-v0.2"],
            prefixes: ["mixtral-8x7b-"], .exact("mistral-v1", mistralMap)),
        ModelFamily(
            ["mistral-tiny-2312", "mistral-small-2312", "mistral-small-2402", "mistral-large-2402"]
                + ["mistral-tiny-2407", "open-mixtral-8x22b-2404", "open-mixtral-8x22b", "mixtral-8x22b"]
                + ["mistral-large-2407", "codestral-2405", "codestral-mamba-2407"]
                + ["mistral-7b-v0.3", "mistral-7b-instruct-v0.3"],
            prefixes: ["mixtral-8x22b-instruct"],
            .exact("mistral-v3", mistralMap)),
        ModelFamily(["mistral-large-2411", "pixtral-large-2411"], .exact("mistral-v7", mistralMap)),
        ModelFamily(
            ["ministral-8b-2410", "open-mistral-nemo-2407", "open-mistral-nemo", "mistral-nemo", "mistral-small-2409"]
                + ["pixtral-12b-2409"],
            prefixes: ["mistral-nemo-", "pixtral-12b"], .exact("mistral-tekken", mistralMap)),
        ModelFamily(
            ["mistral-large", "mistral-large-2512", "mistral-large-4", "mistral-medium-latest", "mistral-medium-3-5"]
                + ["mistral-small-latest", "mistral-small-2603", "ministral-3b-2512", "ministral-8b-latest"]
                + ["codestral", "codestral-2508", "devstral-2512", "devstral-small", "magistral-medium"]
                + ["magistral-small", "pixtral-large"],
            prefixes: [
                "mistral-large-", "mistral-medium-", "mistral-small-", "ministral-", "codestral-", "devstral-",
                "magistral-", "pixtral-large-",
            ],
            .heuristic(
                on: "mistral-tekken", "not in mistral-common 1.13.1's map of models; tekken, which it names since 2024")
        ),
    ]

    private static let deepSeek: [ModelFamily] = [
        ModelFamily(
            ["deepseek-v3", "deepseek-r1", "deepseek-v3.1", "deepseek-v3.1-terminus", "deepseek-v3.2"]
                + ["deepseek-v3.2-exp"],
            prefixes: ["deepseek-v3", "deepseek-r1"],
            .exact("deepseek-v3", "the tokenizer.json published with the weights of DeepSeek V3")),
        ModelFamily(
            ["deepseek-chat", "deepseek-reasoner"],
            .vendorMapped("deepseek-v3", "DeepSeek's API serves its V3 models under this name")),
        ModelFamily(
            ["deepseek-flash", "deepseek-v4-flash", "deepseek-v4-pro"], prefixes: ["deepseek-v4"],
            .vendorMapped("deepseek-v4", "the file that was imported as deepseek-v4"),
            .heuristic(on: "deepseek-v3", "the vocabulary of DeepSeek V4 is not embedded; that of V3 stands in")),
    ]

    private static let qwen: [ModelFamily] = [
        ModelFamily(
            ["qwen2", "qwen2.5", "qwen3", "qwen2.5-coder-32b-instruct", "qwen3-next-80b-a3b-instruct", "qwq-32b"],
            // The open weights; the service's own names follow.
            prefixes: ["qwen1.5", "qwen2-", "qwen2.5-", "qwen3-", "qwq-"],
            .exact("qwen2", "the tokenizer published with the weights of Qwen 1.5 to 3")),
        ModelFamily(
            [
                "qwen3-max", "qwen3-coder-plus", "qwen3-coder-flash", "qwen-flash", "qwen-plus", "qwen-turbo",
                "qwen-max",
            ],
            prefixes: ["qwen3-max", "qwen3-coder-plus", "qwen3-coder-flash", "qwen-"],
            .heuristic(on: "qwen2", "the service's models are not published; the vocabulary of Qwen 2 and 3 stands in")),
        ModelFamily(
            ["qwen3.5-plus", "qwen3.7-plus", "qwen3.7-max", "qwen3.8-flash", "qwen3.8-max", "qwen3.8-27b"],
            prefixes: ["qwen3.", "qwen-3."],
            .vendorMapped("qwen3.5", "the file that was imported as qwen3.5"),
            .heuristic(on: "qwen2", "the vocabulary since Qwen 3.5 is not embedded; that of Qwen 2 and 3 stands in")),
    ]

    /// Under Meta's own licence: imported, never embedded.
    private static let llama: [ModelFamily] = [
        ModelFamily(
            ["llama3", "llama-3-8b", "llama-3-70b", "llama-3.1-8b-instant", "llama-3.1-405b-instruct"]
                + ["llama-3.3-70b-versatile", "llama-3.3-70b-instruct", "llama3-3-70b-instruct", "meta-llama-3-8b"],
            prefixes: ["llama3", "llama-3", "llama-v3", "meta-llama-3"],
            .exact("llama3", "the tokenizer published with the weights of Llama 3")),
        ModelFamily(
            ["llama4", "llama-4-scout", "llama-4-maverick", "llama4-maverick-17b-instruct"],
            prefixes: ["llama4", "llama-4", "llama-v4"],
            .exact("llama4", "the tokenizer published with the weights of Llama 4")),
    ]

    private static let mistralMap = "mistral-common 1.13.1, tokens/tokenizers/mistral.py"
}
