import AssayEstimation
import AssayJSON

extension RequestReport {
    func writeJSON(_ output: OutputWriter) {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.key("requests")
            writer.array(of: rows) { writer, row in Self.write(row, &writer) }
            writer.key("total")
            writer.array(of: zip(labels, totals)) { writer, pair in
                writer.object { writer in
                    writer.member("column", pair.0)
                    Self.write(pair.1, &writer)
                }
            }
        }
        output.write(writer.bytes)
        output.write("\n")
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
            write(count.total, &writer)
            writer.member("layout", count.layout.rawValue)
            writer.key("parts")
            writer.array(of: count.parts) { writer, part in
                writer.object { writer in
                    writer.member("name", part.name)
                    write(part.tokens, &writer)
                }
            }
            writer.key("messages")
            writer.array(of: count.messages) { writer, message in write(message, &writer) }
            writer.key("notes")
            writer.array(of: count.notes) { writer, note in writer.value(note) }
        }
    }

    private static func write(_ message: MessageCount, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("role", message.role.name)
            if let name = message.name { writer.member("name", name) }
            write(message.tokens, &writer)
            writer.member("text", message.text.point)
            writer.member("framing", message.framing.point)
            guard !message.media.isEmpty else { return }
            writer.key("media")
            writer.array(of: message.media) { writer, media in
                writer.object { writer in
                    writer.member("kind", media.kind.rawValue)
                    write(media.tokens, &writer)
                    writer.member("basis", media.basis)
                }
            }
        }
    }

    private static func write(_ count: TokenCount, _ writer: inout JSONWriter) {
        writer.member("tokens", count.point)
        writer.member("low", count.low)
        writer.member("high", count.high)
        writer.member("method", count.method.rawValue)
    }
}
