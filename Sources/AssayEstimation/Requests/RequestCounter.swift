import AssayPrompts
import AssayText
import AssayTokenization

/// Counts the input tokens of whole requests: texts, what the provider puts around them, tools, and media.
///
/// ```swift
/// let document = try PromptReader.read(bytes, name: "request.json")
/// let way = try ModelCatalogue.tokenization(of: "gpt-4o", isAvailable: VocabularyRegistry.embeddedNames.contains)
/// let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: way.vocabulary))
/// let counter = RequestCounter(tokenizer, model: "gpt-4o", tokenization: way)
/// let count = try counter.count(document.units[0], in: document)
/// count.total.point  // input tokens; count.total.high for a budget
/// ```
public struct RequestCounter: Sendable {
    let tokenizer: Tokenizer
    private let model: String?
    private let tokenization: ModelTokenization?
    private let layout: ChatLayout
    private let assumptions: MediaAssumptions
    private let requestTokens: Int?

    /// - Parameters:
    ///   - tokenizer: the vocabulary to count with, that of `tokenization` where there is one.
    ///   - model: the model's name; rules for framing, tools and media depend on it.
    ///   - tokenization: what the vocabulary's count means for the model; nil where the vocabulary itself is meant.
    ///   - layout: how messages are framed; by the model's name where it is nil.
    ///   - assumptions: what to take for media whose size or length is not known.
    ///   - requestTokens: what a request of one question has beside its texts, where it was fitted on logs; it stands in
    ///     for the layout's own numbers.
    public init(
        _ tokenizer: Tokenizer, model: String? = nil, tokenization: ModelTokenization? = nil,
        layout: ChatLayout? = nil, assumptions: MediaAssumptions = MediaAssumptions(), requestTokens: Int? = nil
    ) {
        self.tokenizer = tokenizer
        self.model = model
        self.tokenization = tokenization
        self.layout = layout ?? ChatLayout(model: model, vocabulary: tokenizer.vocabulary.name)
        self.assumptions = assumptions
        self.requestTokens = requestTokens
    }

    /// Counts a unit as one request. Variables without a value count nothing and are named in the notes.
    ///
    /// Complexity: O(n) in the bytes of the unit.
    public func count(_ unit: PromptUnit, in document: PromptDocument) throws(TokenizationError) -> RequestCount {
        try count(RequestContent(unit, in: document), isRequest: document.format.isRequest)
    }

    /// Counts a unit whose variables are filled in: the texts are those of `rendered`, tools and media those of the
    /// unit.
    public func count(
        _ rendered: RenderedUnit, of unit: PromptUnit, in document: PromptDocument
    ) throws(TokenizationError) -> RequestCount {
        var content = RequestContent(unit, in: document)
        let media = content.messages.map(\.media)
        content.messages = rendered.messages.filter { !$0.role.isBesideMessages }
            .map { RequestContent.Message(role: $0.role, texts: [Array($0.text.utf8)]) }
        for (index, items) in media.enumerated() where !items.isEmpty {
            if content.messages.isEmpty { content.messages.append(RequestContent.Message(role: .user)) }
            content.messages[min(index, content.messages.count - 1)].media += items
        }
        content.variables = rendered.missing
        var count = try count(content, isRequest: false)
        count.notes += rendered.notes
        return count
    }

    /// Counts messages that consist of text.
    public func count(messages: [(role: Role, text: String)]) throws(TokenizationError) -> RequestCount {
        var content = RequestContent()
        content.messages = messages.map { RequestContent.Message(role: $0.role, texts: [Array($0.text.utf8)]) }
        return try count(content, isRequest: false)
    }

    // MARK: Counting

    private func count(_ content: RequestContent, isRequest: Bool) throws(TokenizationError) -> RequestCount {
        let meter = TextMeter(tokenizer, tokenization)
        var content = content
        // Parts of a message are values of their own for OpenAI's formula, and one text everywhere else.
        if !(isRequest && layout == .openAI) { content.joinTexts() }
        let (own, texts) = try measure(content, meter)
        var framing = try Framing.of(layout, content, texts: own, meter: meter, model: model)
        CallFraming(layout).add(content, to: &framing)
        if let requestTokens { framing.replaceFirstTurn(content, by: requestTokens) }
        return try assemble(content, texts: texts, framing, meter)
    }

    /// Counts what a chat template has rendered: its tokens are the total, and what is not in the texts is framing.
    func count(_ content: RequestContent, rendered: RenderedTokens) throws(TokenizationError) -> RequestCount {
        let meter = TextMeter(tokenizer, tokenization)
        var content = content
        content.joinTexts()
        let (own, texts) = try measure(content, meter)
        func template(_ tokens: Int) -> ScaledCount { meter.scaled(framing: tokens).atMost(.exactWithTemplate) }
        let around = rendered.withoutTools - own.reduce(0) { $0.saturatingAdd($1) }
        var framing = Framing(
            messages: [], request: template(around), priming: template(rendered.all - rendered.withoutPriming),
            tools: template(rendered.withoutPriming - rendered.withoutTools))
        if around < 0 {
            framing.notes.append("the chat template leaves out \(plural(-around, "token")) of the messages")
        }
        // A schema is for the server, which the template knows nothing of.
        return try assemble(content, texts: texts, framing, meter)
    }

    /// The tokens of each message's texts, in the vocabulary and for the model.
    private func measure(
        _ content: RequestContent, _ meter: TextMeter
    ) throws(TokenizationError) -> (own: [Int], texts: [ScaledCount]) {
        var own: [Int] = []
        var texts: [ScaledCount] = []
        own.reserveCapacity(content.messages.count)
        texts.reserveCapacity(content.messages.count)
        for message in content.messages {
            var tokens = 0
            var scaled = ScaledCount.zero
            for text in message.texts {
                let counted = try meter.tokens(text)
                tokens += counted
                scaled += meter.scaled(counted, text)
            }
            own.append(tokens)
            texts.append(scaled)
        }
        return (own, texts)
    }

    private func assemble(
        _ content: RequestContent, texts: [ScaledCount], _ framing: Framing, _ meter: TextMeter
    ) throws(TokenizationError) -> RequestCount {
        let media = MediaCounter(model: model, assumptions: assumptions)
        var unrounded = framing.request + framing.tools
        var around = framing.request
        var messages: [MessageCount] = []
        messages.reserveCapacity(content.messages.count)
        for (index, message) in content.messages.enumerated() {
            let items = message.media.map(media.count)
            let frame = framing.messages.indices.contains(index) ? framing.messages[index] : .zero
            unrounded = items.reduce(unrounded + texts[index] + frame) { $0 + ScaledCount($1.tokens) }
            around += frame
            messages.append(
                MessageCount(
                    role: message.role, name: message.name, text: texts[index].tokens, media: items,
                    framing: frame.tokens))
        }
        var schemas = ScaledCount.zero
        for schema in content.schemas {
            // How a schema is shown to the model is not published: its JSON stands in.
            schemas += try meter.measure(schema).halfAndHalf(.calibrated)
        }
        unrounded += schemas
        var count = RequestCount(
            total: (unrounded + framing.priming).tokens, messages: messages, tools: framing.tools.tokens,
            schemas: schemas.tokens, framing: around.tokens, priming: framing.priming.tokens, layout: layout,
            notes: framing.notes, openValues: content.variables, unrounded: unrounded)
        count.notes += MediaGap.notes(messages.lazy.flatMap(\.media))
        if !content.variables.isEmpty { count.notes.append(count.openValuesNote) }
        if content.continuesConversation {
            count.notes.append("the conversation that the provider keeps is billed again and is not in the count")
        }
        return count
    }
}

extension PromptFormat {
    /// Whether a file of the format holds requests as they are sent.
    var isRequest: Bool {
        switch self {
        case .openaiChat, .openaiResponses, .openaiBatch, .openaiFineTune, .anthropic, .gemini: true
        default: false
        }
    }
}
