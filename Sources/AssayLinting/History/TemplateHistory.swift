import AssayPrompts
import AssayText

/// The places where a template renders the conversation so far.
struct TemplateHistory {
    struct Place {
        /// The tag or variable.
        var span: Range<Int>
        /// The name or expression that holds the history.
        var name: String
        /// What keeps it from growing, if anything does.
        var bound: String?
        /// Index of the loop's block; nil for a variable.
        var block: Int?
        /// Whether the loop writes what both sides said of each entry.
        var holdsBothSides = false
    }

    private(set) var places: [Place] = []
    private let unit: PromptUnit
    private let source: [UInt8]
    private let declared: Set<String>
    private let isProgram: Bool
    private var loops: [Int: LoopContent] = [:]
    private let turnVariables: [Range<Int>]
    private var historyLoops: Set<Int> = []
    private var branchesByParent: [Int: [Int]] = [:]

    /// What a loop writes for each turn.
    private struct LoopContent {
        var sends = false
        var roles: Set<Role> = []
        /// The role of each turn is written too.
        var hasRole = false
        /// Who speaks in what is written of every turn, outside branches.
        var speakers: Set<Role> = []
        var holdsBothSides: Bool { speakers.isSuperset(of: [.user, .assistant]) }
    }

    /// Deeper nesting is no template that a person wrote; the limit keeps hostile files linear.
    private static let deepest = 32

    /// Complexity: O(segments x depth of blocks).
    init(_ unit: PromptUnit, source: [UInt8], isProgram: Bool = false) {
        self.isProgram = isProgram
        turnVariables = Self.turnVariables(unit)
        self.unit = unit
        self.source = source
        declared = Set(unit.facts.inputs.filter(\.isHistory).map(\.name))
        let limit = HistoryBound.inSettings(unit.facts.settings).map { "`\($0.path): \($0.value)`" }
        readLoops()
        for index in unit.blocks.indices where unit.blocks[index].kind == .loop { addLoop(index, limit) }
        for message in unit.messages {
            for segment in message.segments where segment.kind == .variable && segment.isSent { add(segment, limit) }
        }
        addBareNames(limit)
        places.sort { $0.span.lowerBound < $1.span.lowerBound }
    }

    // MARK: Loops

    private mutating func readLoops() {
        for (index, block) in unit.blocks.enumerated() where block.kind == .branch {
            if let parent = block.parent { branchesByParent[parent, default: []].append(index) }
        }
        for message in unit.messages {
            for segment in message.segments where segment.kind == .variable || segment.kind == .directive {
                for index in ancestors(segment.block) where unit.blocks[index].kind == .loop {
                    var content = loops[index] ?? LoopContent()
                    content.hasRole = content.hasRole || isRole(segment.expression, unit.blocks[index].targets)
                    if segment.kind == .variable, segment.isSent {
                        content.sends = true
                        content.roles.insert(message.role)
                        if segment.block == index { content.speakers.insert(speaker(segment) ?? message.role) }
                    }
                    loops[index] = content
                }
            }
        }
    }

    /// Whose words a value is named after: `turn.question`, `turn.answer`.
    private func speaker(_ segment: Segment) -> Role? {
        let words = IdentifierWords.split(segment.references.first?.split(separator: ".").last ?? "")
        if !Self.asking.isDisjoint(with: words) { return .user }
        return Self.answering.isDisjoint(with: words) ? nil : .assistant
    }

    private static let asking: Set<String> = ["user", "human", "question", "query", "input", "request"]
    private static let answering: Set<String> = ["assistant", "ai", "bot", "answer", "output", "response", "reply"]

    /// A block and those around it, innermost first.
    private func ancestors(_ block: Int?) -> [Int] {
        var result: [Int] = []
        var next = block
        while let index = next, result.count < Self.deepest {
            result.append(index)
            next = unit.blocks[index].parent
        }
        return result
    }

    private mutating func addLoop(_ index: Int, _ limit: String?) {
        let block = unit.blocks[index]
        guard loops[index]?.sends == true else { return }
        // A loop inside a loop over the history walks through the parts of one turn.
        guard !isInsideHistory(block.parent) else { return }
        let names = block.references.compactMap { name in read(name).map { (name, $0) } }
        guard let (name, found) = names.first ?? conversational(block, index) else { return }
        var bound = block.bound ?? (found.isBounded ? "`\(name)`" : nil) ?? limit
        if bound == nil, HistoryBound.inExpression(block.expression) { bound = "`\(block.expression)`" }
        if bound == nil { bound = condition(around: block.parent, within: index) }
        let holdsBothSides = loops[index]?.holdsBothSides ?? false
        places.append(
            Place(span: block.header, name: name, bound: bound, block: index, holdsBothSides: holdsBothSides))
        historyLoops.insert(index)
    }

    private func isInsideHistory(_ parent: Int?) -> Bool {
        ancestors(parent).contains { historyLoops.contains($0) }
    }

    private func read(_ name: String) -> HistoryName? {
        if declared.contains(name) { return HistoryName(certainty: .certain, isBounded: false) }
        return HistoryName.read(name)
    }

    /// A loop that writes turns of both sides, or the role of each, is a conversation under any name but that of
    /// examples.
    private func conversational(_ block: PromptBlock, _ index: Int) -> (String, HistoryName)? {
        let name = block.references.first ?? block.expression
        let words = IdentifierWords.split(name)
        guard !words.contains(where: { LabelVocabulary.isExample($0) || exampleNames.contains($0) }) else { return nil }
        guard let content = loops[index],
            content.hasRole || content.roles.contains(.user) && content.roles.contains(.assistant)
        else { return nil }
        return (name, HistoryName(certainty: .certain, isBounded: false))
    }

    private var exampleNames: Set<String> { ["shots", "fewshot", "fewshots", "demos", "cases", "samples", "sampled"] }

    /// `item.role`, `this.role`, `role this.role`; `step.observation` of what an agent did.
    private func isRole(_ expression: String, _ targets: [String]) -> Bool {
        let path = expression.split(separator: " ").last.map(String.init) ?? expression
        let isSpeaker = ["role", "speaker", "observation"].contains { path.lowercased().hasSuffix($0) }
        guard isSpeaker else { return false }
        let root = path.split(separator: ".").first.map(String.init) ?? path
        return targets.contains(root) || root == "this" || targets.isEmpty
    }

    /// A branch around or inside the loop that lets only some turns through.
    private func condition(around parent: Int?, within loop: Int) -> String? {
        let outer = ancestors(parent).first { isBoundingBranch($0) }
        let inner = branchesByParent[loop]?.first { isBoundingBranch($0) }
        return (outer ?? inner).map { "`\(unit.blocks[$0].expression)`" }
    }

    private func isBoundingBranch(_ index: Int) -> Bool {
        unit.blocks[index].kind == .branch && HistoryBound.inCondition(unit.blocks[index].expression)
    }

    // MARK: Variables

    private mutating func add(_ segment: Segment, _ limit: String?) {
        guard !isInsideHistory(segment.block), isTemplateVariable(segment) else { return }
        var names = segment.references.isEmpty ? [segment.expression] : segment.references
        if isProgram, Self.isPlaceholder(segment.expression) {
            names = segment.expression.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            names.removeAll { $0 == "MessagesPlaceholder" || $0 == "placeholder" || $0 == "variable_name" }
        }
        // `messages[0].content` is one message.
        guard !HistoryBound.isElement(segment.expression) else { return }
        for name in names {
            guard let found = read(name), found.certainty == .certain || isLikely(name, segment) else { continue }
            var bound = segment.bound ?? (found.isBounded ? "`\(name)`" : nil) ?? limit
            let isBounded = HistoryBound.inExpression(segment.expression) || HistoryBound.inFunction(segment.expression)
            if bound == nil, isBounded { bound = "`\(segment.expression)`" }
            if bound == nil { bound = condition(around: segment.block, within: -1) }
            places.append(Place(span: segment.span, name: name, bound: bound, block: nil))
            return
        }
    }

    /// Values that a program interpolates are followed through the program instead; placeholders are filled in later.
    private func isTemplateVariable(_ segment: Segment) -> Bool {
        guard isProgram else { return true }
        if Self.isPlaceholder(segment.expression) { return true }
        return unit.syntax != .interpolation && segment.span.lowerBound < source.count
            && "{$<%".utf8.contains(source[segment.span.lowerBound])
    }

    /// `MessagesPlaceholder("history")`, `("placeholder", "{history}")`.
    private static func isPlaceholder(_ expression: String) -> Bool {
        expression.contains(text: "MessagesPlaceholder(") || expression.dropFirst(2).hasPrefix("placeholder")
    }

    /// A value that may be a conversation is one where the message of the turn is filled in beside it.
    private func isLikely(_ name: String, _ segment: Segment) -> Bool {
        guard !IdentifierWords.split(name).contains("transcript") else { return false }
        if Self.isPlaceholder(segment.expression) { return true }
        return turnVariables.contains { $0 != segment.span }
    }

    /// Up to two values that hold what is said in this turn.
    private static func turnVariables(_ unit: PromptUnit) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for message in unit.messages {
            for segment in message.segments where segment.kind == .variable && segment.isSent {
                let words = IdentifierWords.split(segment.references.last ?? segment.expression)
                if words.contains(where: {
                    ["question", "query", "input", "message", "utterance", "prompt"].contains($0)
                }) {
                    found.append(segment.span)
                    if found.count == 2 { return found }
                }
            }
        }
        return found
    }

    // MARK: Names in plain text

    /// `{chat_history}` in a file that is read as plain text: a template all the same.
    private mutating func addBareNames(_ limit: String?) {
        guard unit.syntax == .none else { return }
        for segment in unit.segments where segment.kind == .text && segment.isSent {
            let text = segment.text(in: source)
            var offset = 0
            while let open = text.bytes[offset...].firstIndex(of: UInt8(ascii: "{")) {
                offset = open + 1
                var end = offset
                while end < text.bytes.count, end - open < 48, Self.isNameByte(text.bytes[end]) { end += 1 }
                guard end > offset, end < text.bytes.count, text.bytes[end] == UInt8(ascii: "}") else { continue }
                let name = String(decoding: text.bytes[offset..<end], as: UTF8.self)
                guard let found = HistoryName.read(name), found.certainty == .certain else { continue }
                let span = text.map.source(of: open..<end + 1)
                places.append(Place(span: span, name: name, bound: found.isBounded ? "`\(name)`" : limit, block: nil))
            }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "_.-$".utf8.contains(byte)
        }
    }
}
