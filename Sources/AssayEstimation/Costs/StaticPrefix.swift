import AssayPrompts

/// The part of a unit that is the same in every call.
struct StaticPrefix {
    /// The unit with only that part.
    var unit: PromptUnit
    /// Where it ends, and why there.
    var reason: String

    /// - Complexity: O(segments x depth of blocks).
    init(of unit: PromptUnit) {
        self.unit = unit
        reason = ""
        if !unit.facts.cacheBreakpoints.isEmpty {
            reason = "up to the request's last cache breakpoint"
            cutAtBreakpoint()
            // Whatever a breakpoint says, a variable before it is another value in the next call.
            if cut(Self.varies) { reason = "up to the first variable, which stands before the cache breakpoint" }
            return
        }
        if cut(Self.varies) {
            reason = "up to the first variable"
        } else if unit.messages.count > 1, let last = unit.messages.last, last.role == .user {
            self.unit.messages.removeLast()
            reason = "all but the last message of the user, which is taken to differ from call to call"
        } else {
            reason = "the whole prompt, which has no variables"
        }
    }

    /// Ends the unit behind the last block that a breakpoint marks. Providers read tools first, then the system prompt,
    /// then the messages, whatever the order in the file.
    private mutating func cutAtBreakpoint() {
        if let system = unit.messages.firstIndex(where: { $0.role == .system }) {
            unit.messages.insert(unit.messages.remove(at: system), at: 0)
        }
        let marks = unit.facts.cacheBreakpoints
        var last: (message: Int, segment: Int)?
        for (index, message) in unit.messages.enumerated() where !message.role.isBesideMessages {
            let segment = message.segments.lastIndex { segment in
                segment.kind != .toolDefinition && marks.contains { $0.span.overlaps(segment.span) }
            }
            if let segment { last = (index, segment + 1) }
        }
        if let last {
            _ = end(message: last.message, segment: last.segment)
        } else {
            // Only tools are marked.
            unit.messages = unit.messages.compactMap { message in
                var message = message
                if !message.role.isBesideMessages { message.segments.removeAll { $0.kind != .toolDefinition } }
                return message.segments.isEmpty ? nil : message
            }
        }
    }

    /// Ends the unit before the first segment that a rule names; false where there is none.
    @discardableResult
    private mutating func cut(_ rule: (PromptUnit, Segment) -> Bool) -> Bool {
        for (index, message) in unit.messages.enumerated() {
            // Tools and schemas are sent before all messages.
            if message.role.isBesideMessages { continue }
            if case .variable = message.role { return end(message: index, segment: 0) }
            if let segment = message.segments.firstIndex(where: { rule(unit, $0) }) {
                return end(message: index, segment: segment)
            }
        }
        return false
    }

    private mutating func end(message: Int, segment: Int) -> Bool {
        let rest = unit.messages[(message + 1)...].filter(\.role.isBesideMessages)
        unit.messages = Array(unit.messages[...message]) + rest
        let tools = unit.messages[message].segments[segment...].filter { $0.kind == .toolDefinition }
        unit.messages[message].segments = Array(unit.messages[message].segments[..<segment]) + tools
        if unit.messages[message].segments.isEmpty { unit.messages.remove(at: message) }
        return true
    }

    /// Whether a segment is another text in another call: a value that is filled in, or text in a loop or a branch.
    private static func varies(_ unit: PromptUnit, _ segment: Segment) -> Bool {
        switch segment.kind {
        case .variable: return segment.isOpenValue
        case .loop, .branch: return true
        case .toolDefinition, .comment, .directive: return false
        case .text, .example, .image:
            return segment.isSent
                && unit.enclosingBlocks(of: segment).contains {
                    unit.blocks[$0].kind == .loop || unit.blocks[$0].kind == .branch
                }
        }
    }
}
