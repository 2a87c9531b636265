import AssayPrompts

/// Where the part of a unit that is the same in every call differs from what it was: what a cache holds ends there.
public struct PrefixChange: Sendable {
    public enum Kind: String, Sendable {
        /// The text of the part is another one.
        case changed
        /// The part ends earlier: a value now stands where there was text.
        case shortened
        /// The part goes on where it ended.
        case extended
    }

    public var kind: Kind
    /// The first byte that differs, in the file as it is now.
    public var offset: Int
    /// The place of that byte; both from 1, columns in characters.
    public var line: Int
    public var column: Int
    /// Why the part ends where it does now.
    public var reason: String
    /// What is before the change.
    var kept: PromptUnit
    /// What is before the change up to the last cache breakpoint that the request sets there; nil where there is none.
    var keptToBreakpoint: PromptUnit?

    /// The change between two versions; nil where the part is what it was.
    ///
    /// - Complexity: O(n) in the text.
    init?(
        from before: PromptUnit, in old: PromptDocument, to after: PromptUnit, in file: ChangedFile
    ) {
        let new = file.document
        let earlier = StaticPrefix(of: before)
        let later = StaticPrefix(of: after)
        let one = SentForm(Self.ordered(earlier.unit), in: old)
        let unit = Self.ordered(later.unit)
        let other = SentForm(unit, in: new)
        guard one.bytes != other.bytes else { return nil }
        let length = SentForm.commonPrefix(one, other)
        kind = length == one.bytes.count ? .extended : length == other.bytes.count ? .shortened : .changed
        reason = later.reason
        let isWhole = length == other.bytes.count
        offset = isWhole ? Self.end(of: unit, in: after) : Self.source(of: length, other, unit, new)
        let place = file.places.position(at: offset)
        (line, column) = (place.line, place.column)
        kept = Self.kept(length, other, unit, new)
        let marked = other.parts.last { part in
            let span = unit.messages[part.message].segments[part.segment].span
            return part.range.upperBound < length && unit.facts.cacheBreakpoints.contains { $0.span.overlaps(span) }
        }
        keptToBreakpoint = marked.map { Self.kept($0.range.upperBound, other, unit, new) }
    }

    /// Providers read tools and schemas before the messages.
    private static func ordered(_ unit: PromptUnit) -> PromptUnit {
        var unit = unit
        let beside = unit.messages.filter(\.role.isBesideMessages)
        let rest = unit.messages.filter { !$0.role.isBesideMessages }
        unit.messages = beside + rest
        return unit
    }

    /// Where a byte of the form stands in the file.
    private static func source(
        of offset: Int, _ form: SentForm, _ unit: PromptUnit, _ document: PromptDocument
    ) -> Int {
        guard let part = form.parts.first(where: { $0.range.upperBound > offset }) else { return unit.span.upperBound }
        let segment = unit.messages[part.message].segments[part.segment]
        guard part.isText, offset > part.range.lowerBound else { return segment.span.lowerBound }
        return document.text(of: segment).map.source(of: offset - part.range.lowerBound)
    }

    /// Where the part ends: at the first segment of the unit that is sent and not in it.
    private static func end(of part: PromptUnit, in unit: PromptUnit) -> Int {
        let end = part.segments.map(\.span.upperBound).max() ?? unit.span.lowerBound
        return unit.segments.first { $0.span.lowerBound >= end && $0.kind != .comment }?.span.lowerBound ?? end
    }

    /// The unit up to a byte of its form.
    private static func kept(
        _ length: Int, _ form: SentForm, _ unit: PromptUnit, _ document: PromptDocument
    ) -> PromptUnit {
        var result = unit
        result.messages = unit.messages.map { message in
            var message = message
            message.segments = []
            return message
        }
        for part in form.parts where part.range.lowerBound < length {
            var segment = unit.messages[part.message].segments[part.segment]
            if part.range.upperBound > length {
                let count = length - part.range.lowerBound
                if let text = segment.constant {
                    segment.constant = Array(text.prefix(count))
                    result.messages[part.message].segments.append(segment)
                    break
                }
                guard part.isText else { break }
                let text = document.text(of: segment)
                segment.content = .decoded(
                    DecodedText(bytes: Array(text.bytes.prefix(count)), map: text.map.sliced(0..<count)))
            }
            result.messages[part.message].segments.append(segment)
        }
        result.messages.removeAll { $0.segments.isEmpty }
        return result
    }
}
