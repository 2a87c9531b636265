import AssayPrompts
import AssayText
import AssayTokenization

/// The section that Qwen's templates append to the system message where tools are offered: an instruction, the
/// definitions as JSON, one a line, and how to call them.
///
/// Source: the chat templates that Qwen publishes with the weights of Qwen 2.5 and 3. Those of Qwen 1.5 and 2 have no
/// tools, and those of Qwen 3 Coder and later ones write them in another way; there the section is an estimate.
struct QwenTools {
    private let meter: TextMeter
    private let name: String

    /// The instruction without its first `#`, to the name of the mark that opens the list, and from the name of the
    /// mark that closes it to the end, in the vocabulary `qwen2`. Nothing merges across their ends.
    private static let instruction = 33 + 41

    init(_ meter: TextMeter, name: String) {
        self.meter = meter
        self.name = name
    }

    /// - Parameter opening: what stands in the system message before the section; nil where the section is all of it.
    func section(_ tools: [ToolDefinition], after opening: [UInt8]?) throws(TokenizationError) -> ScaledCount {
        let start = Array("system\n".utf8) + (opening ?? [])
        let gap: [UInt8] = opening == nil ? [] : [0x0A, 0x0A]
        let joint = try meter.tokens(start + gap + [UInt8(ascii: "#")]) - meter.tokens(start)
        var list: [UInt8] = [UInt8(ascii: ">")]
        for tool in tools { list += [0x0A] + (CanonicalJSON.text(tool.json) ?? tool.bytes) }
        list += Array("\n</".utf8)
        let count = try meter.measure(list).plus(Self.instruction + joint, meter)
        return isKnown ? count.atMost(.exactWithTemplate) : count.halfAndHalf(.heuristic)
    }

    /// Whether the template is one of those that the section was read from. A vocabulary alone stands for them.
    private var isKnown: Bool {
        if name.isEmpty { return true }
        return (name.hasPrefix("qwen2.5") || name.hasPrefix("qwen3-") || name == "qwen3" || name.hasPrefix("qwq-"))
            && !["-coder", "-vl", "-omni"].contains { name.contains(text: $0) }
    }
}
