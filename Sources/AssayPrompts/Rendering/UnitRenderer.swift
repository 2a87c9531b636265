/// What a unit becomes when its variables are filled in.
public struct RenderedUnit: Sendable {
    public struct Message: Sendable, Hashable {
        public var role: Role
        public var text: String
    }

    public var messages: [Message]
    /// Names that had no value, in order, each once; they were rendered as nothing.
    public var missing: [String]
    /// Why parts could not be rendered; such parts stand as their static text.
    public var notes: [String]
}

/// Fills a unit's variables from values that exist beside it or are given.
///
/// ```swift
/// let rendered = UnitRenderer(document).render(unit, values: unit.facts.fixtures[0].values)
/// ```
public struct UnitRenderer: Sendable {
    private let document: PromptDocument
    private let limits: JinjaTemplate.Limits
    private let now: CivilTime?
    private let loader: (@Sendable (String) -> [UInt8]?)?

    /// - Parameters:
    ///   - now: the time for templates that ask for it.
    ///   - loader: reads a template that another includes, by the name it is included under.
    public init(
        _ document: PromptDocument, limits: JinjaTemplate.Limits = JinjaTemplate.Limits(), now: CivilTime? = nil,
        loader: (@Sendable (String) -> [UInt8]?)? = nil
    ) {
        self.document = document
        self.limits = limits
        self.now = now
        self.loader = loader
    }

    /// Renders a unit with the values of a mapping. Inputs that `values` lacks render as nothing and are listed.
    public func render(_ unit: PromptUnit, values: DataNode) -> RenderedUnit {
        render(unit, values: values.members.map { ($0.key.text.string, JinjaValue($0.value)) })
    }

    /// Renders a unit with named values.
    public func render(_ unit: PromptUnit, values: [(name: String, value: JinjaValue)]) -> RenderedUnit {
        guard unit.syntax == .jinja, !unit.templates.isEmpty else {
            var renderer = SegmentRenderer(document, unit, values, limits)
            return renderer.run()
        }
        // Tools are no part of the template.
        let tools = unit.messages.filter(\.role.isBesideMessages).map { message in
            RenderedUnit.Message(role: message.role, text: message.segments.map { document.text(of: $0).string }.joined())
        }
        let areLast = unit.messages.last?.role.isBesideMessages ?? false
        var result = RenderedUnit(messages: areLast ? [] : tools, missing: [], notes: [])
        for template in unit.templates { render(template, values, into: &result, unit) }
        if areLast { result.messages += tools }
        return result
    }

    private func render(
        _ template: UnitTemplate, _ values: [(name: String, value: JinjaValue)], into result: inout RenderedUnit,
        _ unit: PromptUnit
    ) {
        do throws(JinjaError) {
            let parsed = try JinjaTemplate(template.text.bytes, environment: .promptflow)
            let output = try parsed.render(
                JinjaTemplate.Context(
                    values: values, limits: limits, now: now, environment: .promptflow, loader: loader))
            result.missing += output.missing.filter { !result.missing.contains($0) }
            if template.role == .unspecified, let messages = Self.chatMessages(output.text) {
                result.messages += messages
            } else if let role = template.role {
                result.messages.append(.init(role: role, text: output.text))
            } else {
                result.messages += Self.divide(output.text)
            }
        } catch {
            let offset = template.text.map.source(of: min(error.offset, template.text.bytes.count))
            let line = document.lineIndex().line(at: offset)
            result.notes.append("line \(line): \(error.message)")
            result.messages += staticMessages(unit)
        }
    }

    /// The messages of a text that is a list of them in JSON, as templates for promptfoo make it; nil for other texts.
    private static func chatMessages(_ text: String) -> [RenderedUnit.Message]? {
        let bytes = Array(text.utf8)
        guard bytes.first(where: { !ByteClass.isWhitespace($0) }) == UInt8(ascii: "["),
            let list = try? DataNode.json(bytes), !list.elements.isEmpty
        else { return nil }
        var messages: [RenderedUnit.Message] = []
        for element in list.elements {
            guard let role = element["role"]?.string, let content = element["content"]?.string else { return nil }
            messages.append(.init(role: Role(name: role), text: content))
        }
        return messages
    }

    /// Divides rendered text at its role lines, as promptflow does.
    private static func divide(_ text: String) -> [RenderedUnit.Message] {
        let bytes = Array(text.utf8)
        let markers = RoleMarker.find(bytes, [.text(0..<bytes.count)])
        var messages: [RenderedUnit.Message] = []
        var start = 0
        var role = Role.unspecified
        func close(_ end: Int) {
            let body = PythonStrings.strip(String(decoding: bytes[start..<end], as: UTF8.self), nil, .both)
            if role != .unspecified || !body.isEmpty { messages.append(.init(role: role, text: body)) }
        }
        for marker in markers {
            close(marker.line.lowerBound)
            role = marker.role
            start = marker.line.upperBound
        }
        close(bytes.count)
        return messages
    }

    /// The text that is certain, when a template cannot be rendered.
    private func staticMessages(_ unit: PromptUnit) -> [RenderedUnit.Message] {
        unit.messages.filter { !$0.role.isBesideMessages }.map { message in
            let texts = message.segments.filter { $0.isSent && $0.kind == .text }.map { document.text(of: $0).string }
            return .init(role: message.role, text: texts.joined())
        }
    }
}
