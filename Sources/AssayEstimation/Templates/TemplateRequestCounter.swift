import AssayJSON
import AssayPrompts
import AssayTokenization

/// Counts requests as a chat template renders them, with the tokens of the rendered text.
///
/// The text is tokenized as a model server does it: what spells a special token is one. The breakdown comes from
/// rendering without tools and without the start of the reply as well.
public struct TemplateRequestCounter: Sendable {
    private let template: ChatTemplate
    let tokenizer: Tokenizer
    private let model: String?
    private let tokenization: ModelTokenization?
    private let assumptions: MediaAssumptions
    private let now: CivilTime?

    /// - Parameters:
    ///   - now: the time for templates that show the date.
    public init(
        _ template: ChatTemplate, _ tokenizer: Tokenizer, model: String? = nil, tokenization: ModelTokenization? = nil,
        assumptions: MediaAssumptions = MediaAssumptions(), now: CivilTime? = nil
    ) {
        self.template = template
        self.tokenizer = tokenizer
        self.model = model
        self.tokenization = tokenization
        self.assumptions = assumptions
        self.now = now
    }

    /// Counts a unit as one request.
    ///
    /// - Throws: ``ChatTemplateError`` where the template refuses the messages, with its own words.
    public func count(_ unit: PromptUnit, in document: PromptDocument) throws(ChatTemplateError) -> RequestCount {
        let content = RequestContent(unit, in: document)
        let (messages, text) = try rendered(content, Self.request(unit, document))
        let whole = try tokens(text)
        let unprimed = try tokens(messages, hasPriming: false)
        var bare = messages
        bare.tools = []
        let untooled = messages.tools.isEmpty ? unprimed : try tokens(bare, hasPriming: false)
        let plain = RequestCounter(
            tokenizer, model: model, tokenization: tokenization, layout: .template, assumptions: assumptions)
        do throws(TokenizationError) {
            return try plain.count(
                content, rendered: RenderedTokens(all: whole, withoutPriming: unprimed, withoutTools: untooled))
        } catch {
            throw ChatTemplateError("\(error)")
        }
    }

    /// The text that the template makes of a unit, for looking at it.
    public func render(_ unit: PromptUnit, in document: PromptDocument) throws(ChatTemplateError) -> String {
        try rendered(RequestContent(unit, in: document), Self.request(unit, document)).text
    }

    // MARK: Rendering

    /// What the template is given, and what it makes of that. Where it cannot take arguments of calls as values, it
    /// gets them as the text that they are in the request.
    private func rendered(
        _ content: RequestContent, _ request: JSONValue?
    ) throws(ChatTemplateError) -> (messages: TemplateMessages, text: String) {
        let messages = TemplateMessages(content, request: request)
        do throws(ChatTemplateError) {
            return (messages, try render(messages, hasPriming: true))
        } catch {
            guard content.messages.contains(where: { $0.calls > 0 }) else { throw error }
            let plain = TemplateMessages(content, request: request, parsesArguments: false)
            guard let text = try? render(plain, hasPriming: true) else { throw error }
            return (plain, text)
        }
    }

    private func tokens(_ messages: TemplateMessages, hasPriming: Bool) throws(ChatTemplateError) -> Int {
        try tokens(render(messages, hasPriming: hasPriming))
    }

    private func tokens(_ text: String) throws(ChatTemplateError) -> Int {
        do throws(TokenizationError) {
            return try tokenizer.count(text, special: .allow)
        } catch {
            throw ChatTemplateError("\(error)")
        }
    }

    private func render(_ messages: TemplateMessages, hasPriming: Bool) throws(ChatTemplateError) -> String {
        var values: [(name: String, value: JinjaValue)] = [
            ("messages", .list(messages.messages)), ("add_generation_prompt", .bool(hasPriming)),
            ("tools", messages.tools.isEmpty ? .none : .list(messages.tools)), ("documents", .none),
        ]
        for token in specialTokens { values.append((token.name, .string(token.text))) }
        do throws(JinjaError) {
            return try template.jinja.render(
                JinjaTemplate.Context(
                    values: values, jsonStyle: .chatTemplate, now: now, environment: .chatTemplate)
            ).text
        } catch {
            throw ChatTemplateError("the chat template, line \(error.line): \(error.message)")
        }
    }

    /// The tokens that the template's file names, or those that the vocabulary has under a usual name.
    private var specialTokens: [(name: String, text: String)] {
        var tokens = template.tokens
        let known = Set(tokenizer.vocabulary.specialTokens.map(\.text))
        for (name, candidates) in Self.usualTokens where !tokens.contains(where: { $0.name == name }) {
            tokens.append((name, candidates.first(where: known.contains) ?? ""))
        }
        return tokens
    }

    private static let usualTokens: [(name: String, candidates: [String])] = [
        ("bos_token", ["<s>", "<|begin_of_text|>", "<｜begin▁of▁sentence｜>", "<bos>", "<|startoftext|>"]),
        (
            "eos_token",
            ["</s>", "<|eot_id|>", "<｜end▁of▁sentence｜>", "<|im_end|>", "<eos>", "<|return|>", "<|endoftext|>"]
        ),
    ]

    /// The request as JSON, where it is one in OpenAI's chat format.
    private static func request(_ unit: PromptUnit, _ document: PromptDocument) -> JSONValue? {
        guard [.openaiChat, .openaiBatch, .openaiFineTune].contains(document.format),
            let request = RequestJSON(unit, in: document), !request.keepsInstructionsApart
        else { return nil }
        return request.root
    }
}

/// The tokens of a request as a template renders it, in whole and with parts left out.
struct RenderedTokens {
    var all: Int
    /// Without the start of the reply.
    var withoutPriming: Int
    /// Without that and without tools.
    var withoutTools: Int
}
