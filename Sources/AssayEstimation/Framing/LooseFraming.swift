import AssayTokenization

/// Layouts of which nothing certain is published.
struct LooseFraming {
    private let meter: TextMeter

    init(_ meter: TextMeter) {
        self.meter = meter
    }

    /// Gemini: its own counts of a single text are those of the text alone, and two tokens more in the published
    /// example of two messages ("Hi my name is Bob" and "Hi Bob!" are 10).
    func gemini(_ content: RequestContent) throws(TokenizationError) -> Framing {
        let one = ScaledCount(low: 0, point: 1, high: 2, method: .calibrated)
        let count = content.messages.count
        var framing = Framing(messages: content.messages.map { _ in count > 1 ? one : .zero })
        framing.tools = try tools(content)
        return framing
    }

    /// Most public templates put 3 to 5 tokens around a message and 1 to 4 before the reply.
    func unknown(_ content: RequestContent) throws(TokenizationError) -> Framing {
        let one = ScaledCount(low: 0, point: 4, high: 10, method: .heuristic)
        var framing = Framing(
            messages: content.messages.map { _ in one },
            priming: ScaledCount(low: 0, point: 3, high: 60, method: .heuristic))
        framing.tools = try tools(content)
        framing.notes.append("how the model's messages are framed is not known; --chat-template FILE counts it")
        return framing
    }

    /// Definitions as JSON, from half of that where a provider shortens them to half as much again.
    func tools(_ content: RequestContent) throws(TokenizationError) -> ScaledCount {
        var sum = ScaledCount.zero
        guard content.toolChoice != .unsent else { return sum }
        for tool in content.tools {
            sum += try meter.measure(CanonicalJSON.text(tool.json) ?? tool.bytes).halfAndHalf(.heuristic)
        }
        return sum
    }
}

extension ScaledCount {
    /// The number with a band of half of it to either side.
    func halfAndHalf(_ method: CountMethod) -> ScaledCount {
        ScaledCount(millionths: (low / 2, point, high.saturatingAdd(high / 2)), method: max(self.method, method))
    }
}
