extension ModelCatalogue {
    /// OpenAI's own map of models, `tiktoken/model.py` of the PyPI wheel tiktoken 0.14.0. A name in it, and a dated
    /// version of such a name, is exact; a name that only its open-ended `gpt-5` rule covers is vendor-mapped.
    static let openAI: [ModelFamily] = [
        ModelFamily(
            ["o1", "o3", "o4-mini", "gpt-5", "gpt-4.1", "gpt-4o", "gpt-4.5-preview", "chatgpt-4o-latest"]
                + [
                    "o1-mini", "o1-preview", "o1-pro", "o3-mini", "o3-pro", "gpt-4.1-mini", "gpt-4.1-nano",
                    "gpt-4o-mini",
                ],
            prefixes: ["o1-", "o3-", "o4-mini-", "gpt-5-", "gpt-4.5-", "gpt-4.1-", "gpt-4o-", "chatgpt-4o-"],
            .exact("o200k_base", map)),
        ModelFamily(
            ["gpt-5.1", "gpt-5.2", "gpt-5.3", "gpt-5.4", "gpt-5.4-mini", "gpt-5.5", "gpt-5.6-sol"],
            prefixes: ["gpt-5"], .vendorMapped("o200k_base", map)),
        ModelFamily(
            ["gpt-oss-20b", "gpt-oss-120b"], prefixes: ["gpt-oss-"], .exact("o200k_harmony", map)),
        ModelFamily(
            ["gpt-4", "gpt-4-turbo", "gpt-3.5-turbo", "gpt-3.5", "gpt-35-turbo", "davinci-002", "babbage-002"]
                + ["text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large"],
            prefixes: ["gpt-4-", "gpt-3.5-turbo-", "gpt-35-turbo-"], .exact("cl100k_base", map)),
        ModelFamily(
            ["text-davinci-003", "text-davinci-002", "code-davinci-002", "code-davinci-001", "code-cushman-002"]
                + ["code-cushman-001", "davinci-codex", "cushman-codex"]
                // p50k_edit: p50k_base with three more special tokens, the same ids for text.
                + ["text-davinci-edit-001", "code-davinci-edit-001"],
            .exact("p50k_base", map)),
        ModelFamily(
            ["text-davinci-001", "text-curie-001", "text-babbage-001", "text-ada-001", "davinci", "curie", "babbage"]
                + ["ada", "text-similarity-davinci-001", "text-similarity-curie-001", "text-similarity-babbage-001"]
                + ["text-similarity-ada-001", "text-search-davinci-doc-001", "text-search-curie-doc-001"]
                + ["text-search-babbage-doc-001", "text-search-ada-doc-001", "code-search-babbage-code-001"]
                // The encoding "gpt2": r50k_base under its first name.
                + ["code-search-ada-code-001", "gpt2", "gpt-2"],
            .exact("r50k_base", map)),
        ModelFamily(
            ["gpt-6-astra", "gpt-6-luna", "gpt-6-sol", "gpt-6.1-sol", "gpt-6.1-terra", "gpt-chat-latest"],
            prefixes: ["gpt-6"],
            .heuristic("not in OpenAI's published map; o200k_base, the vocabulary of every chat model since gpt-4o")),
    ]

    private static let map = "tiktoken 0.14.0, tiktoken/model.py"
}
