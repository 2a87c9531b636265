import AssayPrompts

/// Names that a program imports from modules whose path speaks of language models: `from services.llm import ask`,
/// `import { ask } from "../lib/llm"`, `const { ask } = require("./openai")`.
enum ModelImports {
    /// Complexity: O(n) in the tokens.
    static func names(_ code: CodeModel) -> Set<String> {
        switch code.language {
        case .python: python(code)
        case .javaScript: javaScript(code)
        case .swift: []
        }
    }

    private static let words: Set<String> = [
        "llm", "llms", "model", "openai", "anthropic", "claude", "gpt", "chatgpt", "gemini", "ollama", "completion",
        "completions", "inference", "bedrock", "groq", "mistral", "ai",
    ]

    private static func speaksOfModels(_ path: some StringProtocol) -> Bool {
        IdentifierWords.split(path).contains { words.contains($0) }
    }

    private static func python(_ code: CodeModel) -> Set<String> {
        var names: Set<String> = []
        for index in code.tokens.indices where code.name(index) == "from" {
            guard index == 0 || code.isNewline(index - 1) else { continue }
            var path = ""
            var next = index + 1
            while next < code.tokens.count, let part = code.name(next), part != "import" || code.isSymbol(next - 1, ".") {
                path += part + "."
                next += 1
                while code.isSymbol(next, ".") { next += 1 }
            }
            guard code.name(next) == "import", speaksOfModels(path) else { continue }
            next += 1
            while next < code.tokens.count, !code.isNewline(next), next - index < 200 {
                if let name = code.name(next), code.name(next + 1) != "as" { names.insert(name) }
                next += 1
            }
        }
        // Classes are made, not called.
        return names.filter { $0.first?.isLowercase ?? false }
    }

    private static func javaScript(_ code: CodeModel) -> Set<String> {
        var names: Set<String> = []
        for index in code.tokens.indices {
            guard let path = code.string(index), !path.isEmpty else { continue }
            let isImport = code.name(index - 1) == "from"
            let isRequire = code.name(index - 2) == "require" && code.isSymbol(index - 1, "(")
            guard isImport || isRequire, speaksOfModels(path) else { continue }
            var start = index - (isImport ? 2 : 4)
            let limit = max(0, index - 200)
            while start >= limit, let name = code.name(start) ?? (code.symbol(start).map { _ in "" } ?? newline(start, code)),
                !["import", "const", "let", "var"].contains(name)
            {
                if !name.isEmpty, name != "type", name != "as", code.name(start + 1) != "as" { names.insert(name) }
                start -= 1
            }
        }
        return names.filter { $0.first?.isLowercase ?? false }
    }

    private static func newline(_ index: Int, _ code: CodeModel) -> String? { code.isNewline(index) ? "" : nil }
}
