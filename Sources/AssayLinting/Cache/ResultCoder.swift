/// Writes and reads what a file's linting gave, as bytes of this program's own: numbers in groups of seven bits, texts
/// behind their length. What cannot be read is no result, and the file is linted again.
public enum ResultCoder {
    public static func encode(_ result: Linter.Result) -> [UInt8] {
        var writer = Writer()
        writer.list(result.findings) { $0.finding($1) }
        writer.list(result.notes.sorted { $0.key < $1.key }) { writer, entry in
            writer.text(entry.key)
            writer.list(entry.value) { writer, note in
                writer.number(UInt64(bitPattern: Int64(truncatingIfNeeded: note.key)))
                writer.span(note.span)
                writer.count(note.unit)
                writer.count(note.tokens)
            }
        }
        writer.list(result.neighbours) { $0.text($1) }
        writer.list(result.models) { $0.text($1) }
        return writer.bytes
    }

    /// - Parameter path: the file that the findings are about.
    public static func decode(_ bytes: UnsafeRawBufferPointer, path: String) -> Linter.Result? {
        var reader = Reader(bytes: bytes)
        guard let findings = reader.list({ $0.finding(path) }) else { return nil }
        let notes = reader.list { reader -> (String, [RunNote])? in
            guard let rule = reader.text(),
                let notes = reader.list({ reader -> RunNote? in
                    guard let key = reader.number(), let span = reader.span(), let unit = reader.count(),
                        let tokens = reader.count()
                    else { return nil }
                    return RunNote(key: key, span: span, unit: unit, tokens: tokens)
                })
            else { return nil }
            return (rule, notes)
        }
        guard let notes, let neighbours = reader.list({ $0.text() }), let models = reader.list({ $0.text() }),
            reader.isAtEnd
        else { return nil }
        var result = Linter.Result(findings: findings, notes: Dictionary(notes) { first, _ in first })
        (result.neighbours, result.models) = (neighbours, models)
        return result
    }

    // MARK: Writing

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func number(_ value: UInt64) {
            var rest = value
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }

        mutating func count(_ value: Int) { number(UInt64(max(0, value))) }

        mutating func text(_ text: String) {
            count(text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        }

        mutating func span(_ span: Range<Int>) {
            count(span.lowerBound)
            count(span.count)
        }

        mutating func list<Element>(_ elements: [Element], _ body: (inout Writer, Element) -> Void) {
            count(elements.count)
            for element in elements { body(&self, element) }
        }

        mutating func finding(_ finding: Finding) {
            text(finding.rule)
            text(finding.severity.rawValue)
            text(finding.unit)
            span(finding.span)
            text(finding.message)
            list(finding.related) { writer, related in
                writer.text(related.path ?? "")
                writer.span(related.span)
                writer.text(related.message)
            }
            count(finding.tokens.map { $0 + 1 } ?? 0)
            count(finding.size.map { $0 + 1 } ?? 0)
            text(finding.fingerprint)
            list(finding.fix.map { [$0] } ?? []) { writer, fix in
                writer.text(fix.title)
                writer.text(fix.safety.rawValue)
                writer.list(fix.edits) { writer, edit in
                    writer.span(edit.span)
                    writer.count(edit.replacement.count)
                    writer.bytes += edit.replacement
                }
            }
        }
    }

    // MARK: Reading

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var offset = 0

        var isAtEnd: Bool { offset == bytes.count }

        mutating func number() -> UInt64? {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while offset < bytes.count, shift < 64 {
                let byte = bytes[offset]
                offset += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            return nil
        }

        mutating func count() -> Int? { number().flatMap { Int(exactly: $0) } }

        mutating func raw() -> UnsafeRawBufferPointer? {
            guard let count = count(), count <= bytes.count - offset else { return nil }
            defer { offset += count }
            return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
        }

        mutating func text() -> String? { raw().map { String(decoding: $0, as: UTF8.self) } }

        mutating func span() -> Range<Int>? {
            guard let start = count(), let length = count() else { return nil }
            let (end, overflow) = start.addingReportingOverflow(length)
            return overflow ? nil : start..<end
        }

        mutating func list<Element>(_ body: (inout Reader) -> Element?) -> [Element]? {
            guard let count = count(), count <= bytes.count else { return nil }
            var result: [Element] = []
            for _ in 0..<count {
                guard let element = body(&self) else { return nil }
                result.append(element)
            }
            return result
        }

        mutating func finding(_ path: String) -> Finding? {
            guard let rule = text(), let severity = text().flatMap(Severity.init(rawValue:)), let unit = text(),
                let span = span(), let message = text(),
                let related = list({ reader -> RelatedSpan? in
                    guard let path = reader.text(), let span = reader.span(), let message = reader.text() else {
                        return nil
                    }
                    return RelatedSpan(span, message, path: path.isEmpty ? nil : path)
                }),
                let tokens = count(), let size = count(), let fingerprint = text(), let fixes = list({ $0.fix() })
            else { return nil }
            return Finding(
                rule: rule, severity: severity, path: path, unit: unit, span: span, message: message, related: related,
                tokens: tokens == 0 ? nil : tokens - 1, size: size == 0 ? nil : size - 1, fix: fixes.first,
                fingerprint: fingerprint)
        }

        mutating func fix() -> Fix? {
            guard let title = text(), let safety = text().flatMap(FixSafety.init(rawValue:)),
                let edits = list({ reader -> Fix.Edit? in
                    guard let span = reader.span(), let replacement = reader.raw() else { return nil }
                    return Fix.Edit(span, Array(replacement))
                })
            else { return nil }
            return Fix(title, safety, edits)
        }
    }
}
