/// Text that is sent together in one request: one constant, one template, or one message list.
public struct PromptUnit: Sendable {
    /// The constant's name, the key path in a configuration, the line's id in a log, or empty for a whole file.
    public var name: String
    /// The part of the file the unit was read from, front matter not included.
    public var span: Range<Int>
    /// How variables and blocks are written in its text.
    public var syntax: TemplateSyntax
    /// Messages in the order they are sent.
    public var messages: [PromptMessage]
    /// Loops, branches and definitions; segments refer to them by index.
    public var blocks: [PromptBlock]
    /// What the reader learned beside the text.
    public var facts: UnitFacts
    /// The Jinja templates the unit was read from, for rendering.
    var templates: [UnitTemplate]

    public init(name: String, span: Range<Int>, syntax: TemplateSyntax = .none) {
        self.name = name
        self.span = span
        self.syntax = syntax
        self.messages = []
        self.blocks = []
        self.facts = UnitFacts()
        self.templates = []
    }

    /// All segments in order.
    public var segments: [Segment] {
        messages.flatMap(\.segments)
    }

    /// Whether two segments can never be sent in the same request because they stand in different arms of one branch.
    /// Complexity: O(depth of nesting squared).
    public func areExclusive(_ first: Segment, _ second: Segment) -> Bool {
        let arms = enclosingBlocks(of: first)
        for other in enclosingBlocks(of: second) {
            for block in arms
            where blocks[block].group == blocks[other].group && blocks[block].arm != blocks[other].arm {
                return true
            }
        }
        return false
    }

    /// Indices of the blocks around `segment`, innermost first.
    public func enclosingBlocks(of segment: Segment) -> [Int] {
        var result: [Int] = []
        var next = segment.block
        while let index = next, blocks.indices.contains(index), result.count <= blocks.count {
            result.append(index)
            next = blocks[index].parent
        }
        return result
    }
}

/// A Jinja template of a unit as it stands in the file, strings decoded.
struct UnitTemplate: Sendable {
    var text: DecodedText
    /// The role of what it renders; nil when role lines inside it divide it into messages.
    var role: Role?
}

/// One message of a unit.
public struct PromptMessage: Sendable {
    /// Who speaks.
    public var role: Role
    /// The part of the file it was read from.
    public var span: Range<Int>
    /// The `name` of the message, where the format has one.
    public var name: String?
    /// Its parts in the order of the file; they never overlap.
    public var segments: [Segment]

    public init(role: Role, span: Range<Int>, name: String? = nil, segments: [Segment] = []) {
        self.role = role
        self.span = span
        self.name = name
        self.segments = segments
    }
}

/// Who speaks in a message.
public enum Role: Sendable, Hashable {
    case system, developer, user, assistant, tool
    /// Text with no role: a completion prompt, a constant, an agent file.
    case unspecified
    /// A role computed when the template is rendered, with its expression.
    case variable(String)
    /// A role of another name.
    case other(String)

    /// Reads a role's name in any provider's spelling (`model` is Gemini's assistant, `human` and `ai` are LangChain's).
    public init(name: String) {
        switch name.lowercased() {
        case "system": self = .system
        case "developer": self = .developer
        case "user", "human": self = .user
        case "assistant", "model", "ai": self = .assistant
        case "tool", "function": self = .tool
        case "": self = .unspecified
        default: self = .other(name)
        }
    }

    /// Whether what it holds is sent beside the messages: tools, and the schema of the answer.
    public var isBesideMessages: Bool { self == .other("tools") || self == .other("schema") }

    /// The usual lower-case name; empty when there is none.
    public var name: String {
        switch self {
        case .system: "system"
        case .developer: "developer"
        case .user: "user"
        case .assistant: "assistant"
        case .tool: "tool"
        case .unspecified: ""
        case .variable(let expression): expression
        case .other(let name): name
        }
    }
}

/// How variables and blocks are written in a text.
public enum TemplateSyntax: String, Sendable, Hashable, CaseIterable {
    /// The text is sent as it stands.
    case none
    case jinja, mustache, handlebars
    /// `{name}` with `{{` for a brace: `str.format`, f-strings, LangChain's default.
    case braces
    /// `$name` and `${name}`.
    case dollar
    /// `%s` and `%(name)s`.
    case percent
    /// Template literals and Swift interpolation, read with their host language.
    case interpolation
    /// `{{$name}}` and `{{plugin.function $name}}`.
    case semanticKernel
}
