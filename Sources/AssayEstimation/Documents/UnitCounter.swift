import AssayPrompts
import AssayTokenization

/// Counts the text of units in one vocabulary: what a request sends, without the framing a provider puts around it.
public struct UnitCounter: Sendable {
    private let tokenizer: Tokenizer
    private let special: SpecialTokenPolicy
    private let assumptions: OpenTextAssumptions
    /// Fragments that one unit sends, one inside the other at the worst.
    private static let maximumFragments = 200

    public init(
        _ tokenizer: Tokenizer, special: SpecialTokenPolicy = .plain,
        assumptions: OpenTextAssumptions = OpenTextAssumptions()
    ) {
        self.tokenizer = tokenizer
        self.special = special
        self.assumptions = assumptions
    }

    /// What a text counts as of which nothing is known.
    public var unknown: TokenBounds { assumptions.value }

    /// The tokens of each message as it stands in the file: exact where nothing is left open, else bounds in which each
    /// value, loop and branch counts as ``OpenTextAssumptions`` says. A fragment counts where it is called. Complexity: O(n) in the text.
    public func count(
        _ unit: PromptUnit, in document: PromptDocument
    ) throws(TokenizationError) -> [TokenBounds] {
        var fragments: [String: TokenBounds] = [:]
        return try count(unit, in: document, &fragments)
    }

    /// - Parameter fragments: what is known of fragments; one that is being counted stands for a value.
    private func count(
        _ unit: PromptUnit, in document: PromptDocument, _ fragments: inout [String: TokenBounds]
    ) throws(TokenizationError) -> [TokenBounds] {
        let tree = BlockTree(unit, assumptions)
        var result: [TokenBounds] = []
        for message in unit.messages {
            var parts: [(block: Int?, bounds: TokenBounds)] = []
            for run in SentRun.runs(of: message, in: document) {
                guard run.isValue else {
                    parts.append((run.block, TokenBounds(try tokenizer.count(run.bytes, special: special))))
                    continue
                }
                let fragment = run.parts.first.flatMap { document.fragment(called: message.segments[$0.segment]) }
                guard let fragment else {
                    parts.append((run.block, assumptions.value))
                    continue
                }
                if fragments[fragment.name] == nil {
                    // A fragment that calls itself, or a chain without end, stays a value.
                    fragments[fragment.name] = assumptions.value
                    if fragments.count <= Self.maximumFragments {
                        let messages = try count(fragment, in: document, &fragments)
                        fragments[fragment.name] = messages.reduce(.zero, +)
                    }
                }
                parts.append((run.block, fragments[fragment.name] ?? assumptions.value))
            }
            result.append(tree.sum(parts))
        }
        return result
    }

    /// The tokens of each message of a unit that was filled. What had no value is open, with the loops and branches over
    /// it: it counts in the last message.
    public func count(
        _ rendered: RenderedUnit, of unit: PromptUnit, in document: PromptDocument
    ) throws(TokenizationError) -> [TokenBounds] {
        var result: [TokenBounds] = []
        for message in rendered.messages {
            result.append(TokenBounds(try tokenizer.count(message.text, special: special)))
        }
        let end = document.source.count
        let segments = unit.segments(leftOpenBy: rendered.missing, end: end)
        guard !result.isEmpty, !segments.isEmpty else { return result }
        var open = unit
        open.messages = [PromptMessage(role: .unspecified, span: end..<end, segments: segments)]
        result[result.count - 1] += try count(open, in: document).reduce(.zero, +)
        return result
    }

    /// The tokens of each segment of a message, once each: loops and branches have no say. The sum over the segments of
    /// a text is the count of the text. Segments that send nothing, and images, have none.
    public func countSegments(
        of message: PromptMessage, in document: PromptDocument
    ) throws(TokenizationError) -> [TokenBounds] {
        var result = [TokenBounds](repeating: .zero, count: message.segments.count)
        for run in SentRun.runs(of: message, in: document) {
            if run.isValue {
                for part in run.parts where document.fragment(called: message.segments[part.segment]) == nil {
                    result[part.segment] += assumptions.value
                }
            } else if run.parts.count == 1 {
                result[run.parts[0].segment] += TokenBounds(try tokenizer.count(run.bytes, special: special))
            } else {
                var index = 0
                for token in try tokenizer.tokens(of: run.bytes, special: special) {
                    while index + 1 < run.parts.count, token.range.lowerBound >= run.parts[index].range.upperBound {
                        index += 1
                    }
                    result[run.parts[index].segment] += TokenBounds(1)
                }
            }
        }
        return result
    }

    /// The tokens of each span of a text, by where they start: the sum is the count of the text.
    ///
    /// - Parameter spans: lie end to end and cover the text, as ``LanguageSpans`` gives them.
    public func count(_ spans: [LanguageSpan], of text: [UInt8]) throws(TokenizationError) -> [Int] {
        guard spans.count > 1 else { return spans.isEmpty ? [] : [try tokenizer.count(text, special: special)] }
        var result = [Int](repeating: 0, count: spans.count)
        var index = 0
        for token in try tokenizer.tokens(of: text, special: special) {
            while index + 1 < spans.count, token.range.lowerBound >= spans[index].range.upperBound { index += 1 }
            result[index] += 1
        }
        return result
    }
}

extension PromptDocument {
    /// The fragment whose text stands in the place of a value: `{{ Name(…) }}`.
    func fragment(called segment: Segment) -> PromptUnit? {
        guard format == .baml, let open = segment.expression.firstIndex(of: "(") else { return nil }
        let name = segment.expression[..<open]
        // A file has a handful; one with thousands means no good.
        return units.prefix(1_000).first { $0.facts.isFragment && $0.name == name }
    }
}

extension PromptUnit {
    /// The texts that are known to be sent, in order, one a run between values and blocks.
    public func sentTexts(in document: PromptDocument) -> [[UInt8]] {
        messages.flatMap { SentRun.runs(of: $0, in: document) }.filter { !$0.isValue }.map(\.bytes)
    }

    /// Values, loops and branches whose text only a request makes known.
    public var openParts: Int {
        segments.count(where: \.isOpenValue) + blocks.count { $0.kind == .loop || $0.kind == .branch }
    }
}

extension PromptMessage {
    /// The text that is known to be sent, values left out.
    public func sentText(in document: PromptDocument) -> [UInt8] {
        SentRun.runs(of: self, in: document).flatMap(\.bytes)
    }
}
