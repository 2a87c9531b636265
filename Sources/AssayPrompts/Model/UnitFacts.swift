/// What a reader learned beside the text of a unit.
public struct UnitFacts: Sendable {
    /// The model named in the configuration or request.
    public var model: String?
    /// Whether ``model`` is what a program names, which it may change when it runs, or may call so by itself.
    public var isModelOfProgram = false
    /// Further ones that the configuration sends the same prompt to.
    public var furtherModels: [String] = []
    /// The limit on output tokens, where one is set.
    public var maxOutputTokens: Int?
    /// Inputs that the file declares.
    public var inputs: [PromptInput] = []
    /// Values that exist beside the template and can fill it.
    public var fixtures: [PromptFixture] = []
    /// Scalars of the configuration around the text, as key paths (`model.parameters.temperature`).
    public var settings: [PromptSetting] = []
    /// Other files whose text becomes part of this one.
    public var includes: [PromptReference] = []
    /// What providers reported for responses in a log, each response once.
    public var usage: [ReportedUsage] = []
    /// Places where the request asks for its prefix to be cached.
    public var cacheBreakpoints: [CacheBreakpoint] = []
    /// Server-side conversation the request continues: what it holds is billed again.
    public var previousResponse: String?
    /// The front matter of the file, which is never sent.
    public var frontMatter: Range<Int>?
    /// Text that other units of the file send under the unit's name, and that is not sent alone: BAML's
    /// `template_string`, and a program's constant that only prompts of the file read.
    public var isFragment = false
    /// Tools that the configuration sends with a prompt of another file.
    var tools: PromptMessage?
    /// How often the file itself reads the constant the unit was assigned to; nil where that has no meaning.
    public var readsInFile: Int?

    public init() {}

    /// All models that are named, in the order of the file.
    public var models: [String] { (model.map { [$0] } ?? []) + furtherModels }

    /// The first setting whose path ends with `suffix` (whole components).
    public func setting(_ suffix: String) -> PromptSetting? {
        settings.first { $0.path == suffix || $0.path.hasSuffix("." + suffix) }
    }
}

/// A place where a request asks for its prefix to be cached.
public struct CacheBreakpoint: Sendable, Hashable {
    /// The block or tool that ends the prefix.
    public var span: Range<Int>
    /// How long the provider is asked to keep it, as it is written (`1h`); nil where that is left to the provider.
    public var lifetime: String?

    public init(span: Range<Int>, lifetime: String? = nil) {
        self.span = span
        self.lifetime = lifetime
    }
}

/// An input that a file declares.
public struct PromptInput: Sendable, Hashable {
    public var name: String
    /// The declared type (`string`, `list`), where there is one.
    public var type: String?
    /// The input holds the conversation so far: `kind: thread`, `is_chat_history: true`.
    public var isHistory: Bool
    public var span: Range<Int>

    public init(name: String, type: String? = nil, isHistory: Bool = false, span: Range<Int>) {
        self.name = name
        self.type = type
        self.isHistory = isHistory
        self.span = span
    }
}

/// Values that fill a template: `sample`, one entry of `testData`, one test's `vars`.
public struct PromptFixture: Sendable {
    public var name: String
    public var values: DataNode
    /// A file that holds the values, where the prompt only names it.
    public var file: String?
    /// The member that holds the values in each entry of such a file.
    var key: String?
    /// Each combination of the elements of values that are lists is a set of its own, as promptfoo takes them.
    var isMatrix = false
    /// Values for names that the set itself does not give.
    var defaults: DataNode?

    public init(name: String, values: DataNode, file: String? = nil) {
        self.name = name
        self.values = values
        self.file = file
    }
}

/// One scalar of a configuration.
public struct PromptSetting: Sendable, Hashable {
    public var path: String
    public var value: String
    public var span: Range<Int>

    public init(path: String, value: String, span: Range<Int>) {
        self.path = path
        self.value = value
        self.span = span
    }
}

/// Another file named by a prompt.
public struct PromptReference: Sendable, Hashable {
    public var path: String
    public var span: Range<Int>

    public init(path: String, span: Range<Int>) {
        self.path = path
        self.span = span
    }
}

/// Tokens that a provider reported for one response.
public struct ReportedUsage: Sendable, Hashable {
    /// The response's id; lines that repeat it are one response.
    public var id: String
    public var model: String?
    public var inputTokens: Int?
    public var outputTokens: Int?
    public var cacheReadTokens: Int?
    public var cacheWriteTokens: Int?
    public var reasoningTokens: Int?
    public var span: Range<Int>

    public init(id: String, model: String? = nil, span: Range<Int>) {
        self.id = id
        self.model = model
        self.span = span
    }
}
