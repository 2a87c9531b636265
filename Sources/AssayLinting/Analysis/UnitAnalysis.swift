import AssayPrompts
import AssayTokenization

/// A unit with what rules ask about it: its text as it is sent, its words, its tokens, its variables. Each is worked
/// out once and only when it is asked for.
public final class UnitAnalysis {
    public let unit: PromptUnit
    /// The unit's index in its document.
    public let index: Int
    public unowned let document: DocumentAnalysis

    init(unit: PromptUnit, index: Int, document: DocumentAnalysis) {
        self.unit = unit
        self.index = index
        self.document = document
    }

    /// The text as it is sent, variables left out, with the way back to the file.
    public private(set) lazy var text = UnitText(unit, source: document.source)

    /// The tokens of ``text``.
    public private(set) lazy var tokens = UnitTokens(text, tokenizer: document.tokenizer)

    /// The words of ``text`` and its variables, in order.
    private(set) lazy var words = UnitWords(text)

    /// The variables that are sent, in order.
    public private(set) lazy var variables: [Segment] = unit.segments.filter { $0.kind == .variable && $0.isSent }

    /// The worked examples in the unit, and how they compare.
    private(set) lazy var demonstrations = UnitDemonstrations(self)

    /// How many tokens the unit's own text has: what every request sends, whatever the variables hold.
    public var tokenCount: Int { tokens.count }

    /// How many tokens a part of ``text`` has.
    public func tokenCount(of range: Range<Int>) -> Int { tokens.count(in: range) }

    /// Where a part of ``text`` stands in the file.
    public func source(of range: Range<Int>) -> Range<Int> { text.source(of: range) }
}
