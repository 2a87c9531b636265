import AssayJSON
import AssayLinting

extension LanguageServer {
    /// Tells the client what is known about a document.
    func publish(_ document: OpenDocument) {
        publish(uri: document.uri, version: document.version) { writer in
            switch document.state {
            case .linted(_, let setup, let findings):
                for finding in findings { self.write(finding, document, setup, &writer) }
            case .failed(let offset, let message): self.writeProblem(offset, message, document, &writer)
            case .leftAlone: break
            }
        }
    }

    func publish(uri: String, version: Int?, _ diagnostics: (inout JSONWriter) -> Void) {
        send(
            OutgoingMessage.notification("textDocument/publishDiagnostics") { writer in
                writer.member("uri", uri)
                if let version, client.diagnosticVersion { writer.member("version", version) }
                writer.key("diagnostics")
                writer.array(diagnostics)
            })
    }

    func write(_ finding: Finding, _ document: OpenDocument, _ setup: DocumentSetup, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("range")
            writeRange(finding.span, document, &writer)
            writer.member("severity", severity(finding.severity))
            writer.member("code", finding.rule)
            if client.codeDescription, let pages = client.rulePages ?? rulePages {
                writer.key("codeDescription")
                writer.object { $0.member("href", pages + (pages.hasSuffix("/") ? "" : "/") + "\(finding.rule).md") }
            }
            writer.member("source", "assay")
            let saving = finding.tokens.flatMap { $0 > 0 ? setup.meters.first?.saving($0) : nil }
            writer.member("message", finding.message + (saving.map { " (\($0))" } ?? ""))
            // What stands in other files cannot be turned into lines here.
            let related = finding.related.filter { $0.path == nil || $0.path == finding.path }
            guard client.relatedInformation, !related.isEmpty else { return }
            writer.key("relatedInformation")
            writer.array(of: related) { writer, place in
                writer.object { writer in
                    writer.key("location")
                    writer.object { writer in
                        writer.member("uri", document.uri)
                        writer.key("range")
                        writeRange(place.span, document, &writer)
                    }
                    writer.member("message", place.message)
                }
            }
        }
    }

    private func writeProblem(
        _ offset: Int, _ message: String, _ document: OpenDocument, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.key("range")
            writeRange(offset..<offset, document, &writer)
            writer.member("severity", severity(.error))
            writer.member("source", "assay")
            writer.member("message", message)
        }
    }

    func writeRange(_ span: Range<Int>, _ document: OpenDocument, _ writer: inout JSONWriter) {
        writer.object { writer in
            for (key, offset) in [("start", span.lowerBound), ("end", span.upperBound)] {
                let position = document.text.position(of: offset, client.encoding)
                writer.key(key)
                writer.object { writer in
                    writer.member("line", position.line)
                    writer.member("character", position.character)
                }
            }
        }
    }

    /// `DiagnosticSeverity`.
    private func severity(_ severity: Severity) -> Int {
        switch severity {
        case .error: 1
        case .warning: 2
        case .info: 3
        }
    }
}
