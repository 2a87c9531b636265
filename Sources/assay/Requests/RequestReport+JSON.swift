import AssayEstimation
import AssayJSON

extension RequestReport {
    func writeJSON(_ output: OutputWriter) {
        output.writeReport { writer in
            writer.key("requests")
            writer.array(of: rows) { writer, row in Self.write(row, &writer) }
            writer.objects("total", of: zip(labels, totals)) { writer, pair in
                writer.member("column", pair.0)
                writer.members(pair.1)
            }
            writer.errors(failures)
        }
    }

    private static func write(_ row: RequestRun.Row, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("path", row.path.text)
            writer.member("name", row.name)
            writer.member("format", row.format.rawValue)
            writer.key("counts")
            writer.array(of: row.entries) { writer, entry in write(entry, &writer) }
        }
    }

    private static func write(_ entry: RequestEntry, _ writer: inout JSONWriter) {
        let count = entry.count
        writer.object { writer in
            writer.member("vocabulary", entry.column.vocabulary)
            writer.member("model", entry.column.model)
            writer.members(count.total)
            writer.member("layout", count.layout.rawValue)
            writer.objects("parts", of: count.parts) { writer, part in
                writer.member("name", part.name)
                writer.members(part.tokens)
            }
            writer.key("messages")
            writer.array(of: count.messages) { writer, message in write(message, &writer) }
            writer.member("notes", count.notes)
        }
    }

    private static func write(_ message: MessageCount, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("role", message.role.name)
            if let name = message.name { writer.member("name", name) }
            writer.members(message.tokens)
            writer.member("text", message.text.point)
            writer.member("framing", message.framing.point)
            guard !message.media.isEmpty else { return }
            writer.objects("media", of: message.media) { writer, media in
                writer.member("kind", media.kind.rawValue)
                writer.members(media.tokens)
                writer.member("basis", media.basis)
            }
        }
    }
}
