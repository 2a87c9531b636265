import AssayEstimation
import AssayPrompts

extension DocumentCounter {
    // MARK: Units and messages

    func addRows(_ context: UnitContext, _ way: Way, _ messages: [Message], to count: inout DocumentCount) {
        func row(_ part: DocumentRow.Part, _ offset: Int, _ messages: [Message]) -> DocumentRow {
            var scripts = ScriptTally()
            for message in messages { scripts.add(message.text) }
            let bounds = messages.reduce(columns.zero) { columns.sum($0, $1.bounds) }
            return DocumentRow(
                part: part, unit: context.unit.unit.name, source: context.unit.path,
                position: context.position(at: offset), fixture: way.fixture,
                bytes: messages.reduce(0) { $0 + $1.text.count }, counts: columns.counts(bounds, scripts: scripts))
        }
        let start = context.unit.unit.span.lowerBound
        switch grouping {
        case .unit: count.rows.append(row(.unit, start, messages))
        case .message:
            for message in messages {
                count.rows.append(row(.message(message.role), message.offset ?? start, [message]))
            }
        default: break
        }
    }

    // MARK: Segments

    func addSegments(_ context: UnitContext, to count: inout DocumentCount) throws {
        let (document, unit) = (context.unit.document, context.unit.unit)
        for message in unit.messages {
            let bounds = try counters.map { try $0.countSegments(of: message, in: document) }
            for (index, segment) in message.segments.enumerated() where segment.isSent {
                let isText = segment.kind != .variable && segment.kind != .image
                let text = segment.constant ?? (isText ? document.text(of: segment).bytes : [])
                var scripts = ScriptTally()
                scripts.add(text)
                let tokens = columns.counts(bounds.map { $0[index] }, scripts: scripts)
                let shown = isText ? text[...] : document.source[segment.span.clamped(to: 0..<document.source.count)]
                let row = DocumentRow(
                    part: grouping == .kind ? .kind(segment.kind) : .segment(segment.kind, excerpt: Excerpt.of(shown)),
                    unit: grouping == .kind ? "" : unit.name, source: context.unit.path,
                    position: grouping == .kind ? nil : context.position(at: segment.span.lowerBound),
                    bytes: text.count, counts: tokens)
                count.rows.append(row)
                for (column, tokens) in tokens.enumerated() { count.counts[column] += tokens }
            }
        }
        if unit.openParts > 0 { count.openUnits += 1 }
    }

    // MARK: Languages

    /// The text of a unit by language: filled with the first set of values, where there is one.
    func addLanguages(_ context: UnitContext, _ way: Way, to count: inout DocumentCount) throws {
        let texts =
            way.rendered.map { $0.messages.map { Array($0.text.utf8) } }
            ?? context.unit.unit.sentTexts(in: context.unit.document)
        if way.rendered == nil, context.unit.unit.openParts > 0 { count.openUnits += 1 }
        for text in texts {
            let spans = text.withUnsafeBufferPointer { LanguageSpans.spans(of: $0) }
            let tokens = try counters.map { try $0.count(spans, of: text) }
            for (index, span) in spans.enumerated() {
                var letters = ScriptTally()
                letters.add(Array(text[span.range]))
                let counts = columns.counts(tokens.map { TokenBounds($0[index]) }, scripts: letters)
                let part = DocumentRow.Part.language(span.language, script: span.script)
                count.rows.append(DocumentRow(part: part, bytes: span.range.count, counts: counts))
                for (column, tokens) in counts.enumerated() { count.counts[column] += tokens }
            }
        }
    }
}

extension DocumentRow {
    /// Rows of the same label as one each, the longest first.
    static func merged(_ rows: [DocumentRow]) -> [DocumentRow] {
        var places: [String: Int] = [:]
        var result: [DocumentRow] = []
        for row in rows {
            let key = row.label + " " + (row.script ?? "")
            if let place = places[key] {
                result[place].bytes += row.bytes
                for (column, count) in row.counts.enumerated() { result[place].counts[column] += count }
            } else {
                places[key] = result.count
                var row = row
                row.source = nil
                result.append(row)
            }
        }
        return result.sorted { left, right in
            let (first, second) = (left.counts.first?.point ?? 0, right.counts.first?.point ?? 0)
            return first == second ? left.label < right.label : first > second
        }
    }
}

/// The start of a text on one line.
enum Excerpt {
    static func of(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(200), as: UTF8.self)
        var result = ""
        var count = 0
        var isSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.value < 0x20 {
                isSpace = !result.isEmpty
                continue
            }
            if isSpace { result += " " }
            isSpace = false
            result.unicodeScalars.append(scalar)
            count += 1
            if count == 40 { return result + "…" }
        }
        return result
    }
}
