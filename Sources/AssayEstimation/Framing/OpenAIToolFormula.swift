import AssayJSON
import AssayTokenization

/// OpenAI's formula for functions: 7 tokens each (10 for gpt-4 and gpt-3.5) and those of `name:description`; 3 where
/// it has properties, each of which has 3 and those of `name:type:description`; 3 less for an `enum` and 3 more for
/// each of its items, and theirs; 12 at the end. One `.` at the end of a description does not count.
///
/// Source: OpenAI's cookbook, "How to count tokens with tiktoken" (its tool calls section), checked there against the
/// service. It describes flat schemas; properties inside properties are counted in the same way, and what the formula
/// does not mention widens the interval by its own length.
struct OpenAIToolFormula {
    private let meter: TextMeter
    private let perFunction: Int
    private static let perProperties = 3
    private static let perProperty = 3
    private static let perEnum = -3
    private static let perItem = 3
    private static let end = 12

    init(_ meter: TextMeter, perFunction: Int) {
        self.meter = meter
        self.perFunction = perFunction
    }

    func tokens(_ tools: [ToolDefinition]) throws(TokenizationError) -> ScaledCount {
        var sum = meter.scaled(framing: Self.end)
        for tool in tools { sum += try tokens(tool) }
        return sum
    }

    private func tokens(_ tool: ToolDefinition) throws(TokenizationError) -> ScaledCount {
        guard let function = tool.function, let name = function["name"]?.string else {
            // A tool of the provider's own, or a definition that is no JSON.
            return try meter.measure(tool.bytes).atMost(.heuristic).widened(low: 0, high: 3)
        }
        var sum = meter.scaled(framing: perFunction)
        sum += try text(name + ":" + description(function))
        if let parameters = tool.parameters { sum += try properties(parameters, depth: 0) }
        return sum
    }

    private func properties(_ schema: JSONValue, depth: Int) throws(TokenizationError) -> ScaledCount {
        guard depth < 64, let properties = schema["properties"], properties.count > 0 else { return .zero }
        var sum = meter.scaled(framing: Self.perProperties)
        for (key, value) in properties.members { sum += try property(key.string ?? "", value, depth) }
        return sum
    }

    private func property(_ name: String, _ schema: JSONValue, _ depth: Int) throws(TokenizationError) -> ScaledCount {
        let type = schema["type"]?.string ?? ""
        var sum = meter.scaled(framing: Self.perProperty)
        sum += try text("\(name):\(type):\(description(schema))")
        if schema["type"]?.string == nil { sum += try openType(schema["type"]) }
        if let items = schema["enum"], items.kind == .array {
            sum += meter.scaled(framing: Self.perEnum)
            for item in items.elements {
                sum += meter.scaled(framing: Self.perItem)
                sum += try text(item.string ?? String(decoding: item.rawBytes, as: UTF8.self))
            }
        }
        var inner = try properties(schema, depth: depth + 1)
        if let items = schema["items"] { inner += try properties(items, depth: depth + 1) }
        sum += inner
        // What the published formula does not speak of.
        for (key, value) in schema.members where !Self.known.contains(key.string ?? "") {
            let tokens = try meter.tokens(Array(value.rawBytes)) + 2
            sum += ScaledCount(low: 0, point: 0, high: tokens, method: .calibrated)
        }
        return depth == 0 && inner == .zero ? sum : sum.atMost(.calibrated)
    }

    /// A type that is missing or a list of types, which the published formula does not speak of: most likely the list's
    /// types with a mark between two of them.
    private func openType(_ type: JSONValue?) throws(TokenizationError) -> ScaledCount {
        guard let type else { return ScaledCount(low: 0, point: 0, high: 1, method: .calibrated) }
        let names = type.elements.compactMap(\.string)
        let point = try meter.tokens(names.joined(separator: " | "))
        return ScaledCount(
            low: 0, point: point, high: max(point, try meter.tokens(Array(type.rawBytes))), method: .calibrated)
    }

    private static let known: Set<String> = ["type", "description", "enum", "properties", "required", "title"]

    private func description(_ schema: JSONValue) -> String {
        let text = schema["description"]?.string ?? ""
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private func text(_ text: String) throws(TokenizationError) -> ScaledCount { try meter.measure(Array(text.utf8)) }
}

extension ScaledCount {
    /// The number with its low end times `low` and its high end times `high`.
    func widened(low: Int, high: Int) -> ScaledCount {
        ScaledCount(
            millionths: (self.low.saturatingMultiply(low), point, self.high.saturatingMultiply(high)), method: method)
    }
}
