/// A format that prompts are written in.
public enum PromptFormat: String, Sendable, Hashable, CaseIterable {
    case plain
    case markdown
    case jinja
    case mustache
    case handlebars
    case python
    case javascript
    case swift
    case prompty
    case promptflow
    case dotprompt
    case githubPrompt = "github-prompt"
    case promptfoo
    case langchain
    case baml
    case semanticKernel = "semantic-kernel"
    case agentConfig = "agent-config"
    case openaiChat = "openai-chat"
    case openaiResponses = "openai-responses"
    case openaiBatch = "openai-batch"
    case openaiFineTune = "openai-fine-tune"
    case anthropic
    case gemini
    case session
    case openTelemetry = "opentelemetry"

    /// What the format is, in a few words.
    public var summary: String {
        switch self {
        case .plain: "plain text, sent as it stands"
        case .markdown: "Markdown and agent files (CLAUDE.md, AGENTS.md, .cursorrules, .mdc)"
        case .jinja: "Jinja2 template"
        case .mustache: "Mustache template"
        case .handlebars: "Handlebars template"
        case .python: "prompts in Python source"
        case .javascript: "prompts in JavaScript or TypeScript source"
        case .swift: "prompts in Swift source"
        case .prompty: "Prompty file"
        case .promptflow: "promptflow flow.dag.yaml"
        case .dotprompt: "dotprompt file"
        case .githubPrompt: "GitHub .prompt.yml"
        case .promptfoo: "promptfoo configuration"
        case .langchain: "LangChain prompt in JSON or YAML"
        case .baml: "BAML functions"
        case .semanticKernel: "Semantic Kernel skprompt.txt"
        case .agentConfig: "prompts in YAML or JSON: agents, tasks, tables of prompts"
        case .openaiChat: "OpenAI chat completions request"
        case .openaiResponses: "OpenAI Responses request"
        case .openaiBatch: "OpenAI batch JSONL"
        case .openaiFineTune: "OpenAI fine-tuning JSONL"
        case .anthropic: "Anthropic Messages request"
        case .gemini: "Gemini request"
        case .session: "agent session JSONL"
        case .openTelemetry: "OpenTelemetry GenAI spans or events"
        }
    }
}
