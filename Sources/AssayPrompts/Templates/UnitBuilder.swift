/// Builds a unit from segments, messages and blocks as a reader meets them.
struct UnitBuilder {
    let source: [UInt8]
    var unit: PromptUnit
    private(set) var problems: [ReadProblem] = []
    /// The blocks that are open, the outermost first; those that are nested too deep count as the one around them.
    private var open: [Int] = []
    private var isTooDeep = false
    private var isExplicit = false
    private var groups = 0
    private var arms: [Int: Int] = [:]

    init(_ source: [UInt8], name: String, span: Range<Int>, syntax: TemplateSyntax = .none) {
        self.source = source
        unit = PromptUnit(name: name, span: span, syntax: syntax)
    }

    // MARK: Messages

    /// Starts a message. Tags before the first role belong to the first message.
    mutating func beginMessage(_ role: Role, at offset: Int, name: String? = nil) {
        if let last = unit.messages.indices.last, !isExplicit, unit.messages[last].segments.allSatisfy(isBlank) {
            unit.messages[last].segments.removeAll { $0.isSent }
            unit.messages[last].role = role
            unit.messages[last].name = name
        } else {
            unit.messages.append(PromptMessage(role: role, span: offset..<offset, name: name))
        }
        isExplicit = true
    }

    /// Whether a segment sends nothing but white space.
    private func isBlank(_ segment: Segment) -> Bool {
        guard segment.isSent else { return true }
        return segment.kind == .text && segment.text(in: source).bytes.allSatisfy(ByteClass.isWhitespace)
    }

    /// Ends the message; what follows has no role until another one begins.
    mutating func endMessage() {
        isExplicit = false
        unit.messages.append(PromptMessage(role: .unspecified, span: unit.span.upperBound..<unit.span.upperBound))
    }

    // MARK: Segments

    mutating func add(_ segment: Segment) {
        if unit.messages.isEmpty {
            unit.messages.append(PromptMessage(role: .unspecified, span: segment.span))
        }
        var segment = segment
        segment.block = segment.block ?? open.last
        unit.messages[unit.messages.count - 1].segments.append(segment)
    }

    /// Adds text that stands in the file as it is.
    mutating func add(_ kind: Segment.Kind = .text, verbatim span: Range<Int>, expression: String = "") {
        guard !span.isEmpty else { return }
        add(Segment(kind: kind, span: span, expression: expression))
    }

    /// Adds text that was decoded.
    mutating func add(_ kind: Segment.Kind = .text, _ text: DecodedText, expression: String = "") {
        guard !text.bytes.isEmpty else { return }
        let range = 0..<text.bytes.count
        let content: Segment.Content = text.map.isVerbatim(range) ? .verbatim : .decoded(text)
        add(Segment(kind: kind, span: text.map.source(of: range), content: content, expression: expression))
    }

    mutating func report(_ problem: ReadProblem) {
        problems.append(problem)
    }

    // MARK: Blocks

    mutating func openBlock(
        _ kind: PromptBlock.Kind, header: Range<Int>, _ piece: TemplatePiece, targets: [String] = [], group: Int? = nil
    ) {
        guard open.count < ReadLimits.nesting else { return openTooDeep(at: header.lowerBound) }
        groups += 1
        let arm = group.map { arms[$0, default: 0] + 1 } ?? 0
        arms[group ?? groups] = arm
        unit.blocks.append(
            PromptBlock(
                kind: kind, parent: open.last, span: header, header: header, expression: piece.expression,
                targets: targets, references: piece.references, bound: piece.bound, group: group ?? groups, arm: arm))
        open.append(unit.blocks.count - 1)
    }

    /// Opens a block that is not told apart from the one around it.
    private mutating func openTooDeep(at offset: Int) {
        if !isTooDeep {
            report(
                ReadProblem(
                    offset: offset,
                    message: "more than \(ReadLimits.nesting) blocks inside each other: those inside are read as one"))
        }
        isTooDeep = true
        open.append(open[open.count - 1])
    }

    /// Closes the innermost block at `end`; gives its index.
    @discardableResult
    mutating func closeBlock(at end: Int) -> Int? {
        guard let index = open.popLast() else { return nil }
        let start = unit.blocks[index].span.lowerBound
        unit.blocks[index].span = start..<max(start, end)
        return index
    }

    /// Adds the arms of a branch, of which one is sent; `add` adds what stands in the one at an index.
    ///
    /// - Parameter arms: what stands before each, and its condition; empty for the last resort.
    mutating func addChoice(
        _ arms: [(header: Range<Int>, condition: String)], end: Int, _ add: (_ index: Int, inout UnitBuilder) -> Void
    ) {
        var group: Int?
        for (index, arm) in arms.enumerated() {
            if index > 0 { closeBlock(at: arm.header.lowerBound) }
            let bytes = Array(arm.condition.utf8)
            let references = Identifiers.find(bytes, 0..<bytes.count)
            let piece = TemplatePiece(.arm, arm.header, expression: arm.condition, references: references)
            openBlock(.branch, header: arm.header, piece, group: group)
            group = group ?? innermost?.group
            self.add(Segment(kind: .branch, span: arm.header, expression: arm.condition, references: references))
            add(index, &self)
        }
        if !arms.isEmpty { closeBlock(at: end) }
    }

    var innermost: PromptBlock? { open.last.map { unit.blocks[$0] } }
    var innermostIndex: Int? { open.last }
    var openDepth: Int { open.count }

    /// Sets groups of arms aside for blocks that come from elsewhere; gives the number before their first.
    mutating func reserveGroups(_ count: Int) -> Int {
        defer { groups += count }
        return groups
    }

    // MARK: End

    /// The unit, with spans of messages and blocks closed.
    consuming func finish(trimsMessages: Bool = false) -> PromptUnit {
        while closeBlock(at: unit.span.upperBound) != nil {}
        if trimsMessages {
            for index in unit.messages.indices where unit.messages[index].role != .unspecified {
                MessageTrimmer.trim(&unit.messages[index], source)
            }
        }
        order()
        for index in unit.messages.indices {
            if let first = unit.messages[index].segments.first, let last = unit.messages[index].segments.last {
                let start = first.span.lowerBound
                unit.messages[index].span = start..<max(start, last.span.upperBound)
            }
        }
        unit.messages.removeAll { $0.role == .unspecified && $0.segments.isEmpty }
        return unit
    }
}

extension UnitBuilder {
    /// Formats that name their parts in any order are put into the order of the file.
    private mutating func order() {
        for index in unit.messages.indices {
            let starts = unit.messages[index].segments.map(\.span.lowerBound)
            if !zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }) {
                unit.messages[index].segments.sort { $0.span.lowerBound < $1.span.lowerBound }
            }
        }
        let starts = unit.messages.map(Self.start)
        if !zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }) {
            unit.messages.sort { Self.start($0) < Self.start($1) }
        }
    }

    private static func start(_ message: PromptMessage) -> Int {
        message.segments.first?.span.lowerBound ?? message.span.lowerBound
    }
}

/// Takes away the white space around a message whose role stands on a line of its own.
enum MessageTrimmer {
    static func trim(_ message: inout PromptMessage, _ source: [UInt8]) {
        if let last = message.segments.indices.last(where: { message.segments[$0].isSent }) {
            trim(&message, last, source, atStart: false)
        }
        if let first = message.segments.indices.first(where: { message.segments[$0].isSent }) {
            trim(&message, first, source, atStart: true)
        }
    }

    private static func trim(_ message: inout PromptMessage, _ index: Int, _ source: [UInt8], atStart: Bool) {
        guard message.segments[index].kind == .text else { return }
        let text = message.segments[index].text(in: source)
        let bytes = text.bytes
        let lower = atStart ? bytes.firstIndex { !ByteClass.isWhitespace($0) } ?? bytes.count : 0
        let upper = atStart ? bytes.count : bytes.lastIndex { !ByteClass.isWhitespace($0) }.map { $0 + 1 } ?? 0
        guard lower < upper else {
            message.segments.remove(at: index)
            return
        }
        guard upper - lower < bytes.count else { return }
        let part = text.sliced(lower..<upper)
        let range = 0..<part.bytes.count
        message.segments[index].span = part.map.source(of: range)
        message.segments[index].content = part.map.isVerbatim(range) ? .verbatim : .decoded(part)
    }
}
