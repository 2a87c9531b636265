/// A stretch of a template in decoded offsets, before it becomes a segment of a unit.
///
/// Each template syntax has a scanner that gives pieces in order, without overlap; ``TemplateAssembler`` maps them to
/// the file and builds messages and blocks from them.
struct TemplatePiece {
    enum Kind: Equatable {
        case text
        case comment
        case variable
        case image
        /// Sends nothing itself: an assignment, an include.
        case directive
        case loop(targets: [String])
        /// The first arm of a branch; `alternativeTo` names the section whose inverse it is.
        case branch(alternativeTo: String?)
        /// `else`, `elif`: the next arm.
        case arm
        /// A definition or any other block.
        case block(PromptBlock.Kind)
        case close
        /// What follows belongs to a message of this role.
        case role(Role)
    }

    var kind: Kind
    var range: Range<Int>
    var expression = ""
    var references: [String] = []
    var bound: String?
    /// Offsets inside a text's range that are not sent: the second of two braces that stand for one.
    var dropped: [Int] = []
    /// Another file whose text is put here.
    var include: String?

    init(
        _ kind: Kind, _ range: Range<Int>, expression: String = "", references: [String] = [], bound: String? = nil,
        include: String? = nil
    ) {
        self.kind = kind
        self.range = range
        self.expression = expression
        self.references = references
        self.bound = bound
        self.include = include
    }

    static func text(_ range: Range<Int>, dropped: [Int] = []) -> TemplatePiece {
        var piece = TemplatePiece(.text, range)
        piece.dropped = dropped
        return piece
    }
}

/// What a scanner gives.
struct TemplatePieces {
    var pieces: [TemplatePiece] = []
    /// Offsets are decoded offsets until the assembler maps them.
    var problems: [ReadProblem] = []
    /// Blocks without an end, and ends without a block: problems of a whole template, and none of a part of one.
    var unmatched: [ReadProblem] = []
    /// Names of macros and blocks that nothing in the template reads.
    var unread: Set<String> = []
}

extension TemplateSyntax {
    /// Scans `range` of `bytes`.
    func pieces(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        let opener = UInt8(ascii: self == .dollar ? "$" : self == .percent ? "%" : "{")
        let (part, problem) = ReadLimits.part(of: bytes, in: range, opener: opener)
        var result = scan(bytes, in: part)
        if let problem { result.problems.append(problem) }
        return result
    }

    private func scan(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        switch self {
        case .none, .interpolation:
            TemplatePieces(pieces: range.isEmpty ? [] : [.text(range)])
        case .jinja: JinjaScanner.pieces(bytes, in: range)
        case .mustache: MustacheScanner.pieces(bytes, in: range, dialect: .mustache)
        case .handlebars: MustacheScanner.pieces(bytes, in: range, dialect: .handlebars)
        case .semanticKernel: SemanticKernelScanner.pieces(bytes, in: range)
        case .braces: BraceScanner.pieces(bytes, in: range)
        case .dollar: DollarScanner.pieces(bytes, in: range)
        case .percent: PercentScanner.pieces(bytes, in: range)
        }
    }
}

extension DecodedText {
    /// The text of `range` without the bytes at `dropped` (increasing offsets inside the range).
    func sliced(_ range: Range<Int>, dropping dropped: [Int]) -> DecodedText {
        guard !dropped.isEmpty else { return sliced(range) }
        var bytes: [UInt8] = []
        var anchors: [OffsetMap.Anchor] = []
        var start = range.lowerBound
        for stop in dropped.filter({ range.contains($0) }) + [range.upperBound] {
            if start < stop {
                let part = map.sliced(start..<stop).anchors
                if let last = anchors.last, last.decoded == bytes.count { anchors.removeLast() }
                anchors += part.map {
                    OffsetMap.Anchor(decoded: $0.decoded + bytes.count, source: $0.source, isCopy: $0.isCopy)
                }
                bytes += self.bytes[start..<stop]
            }
            start = stop + 1
        }
        return DecodedText(bytes: bytes, map: OffsetMap(anchors: anchors))
    }
}
