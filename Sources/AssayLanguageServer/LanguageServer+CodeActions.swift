import AssayJSON
import AssayLinting

/// The kinds of code action that the server offers.
enum CodeActionKind: String {
    case quickFix = "quickfix"
    case fixAll = "source.fixAll.assay"

    /// Whether a client that asks for some kinds asks for this one: a kind stands for those below it too.
    func isWanted(_ only: [String]?) -> Bool {
        guard let only else { return true }
        return only.contains { $0.isEmpty || rawValue == $0 || rawValue.hasPrefix($0 + ".") }
    }
}

extension LanguageServer {
    /// The fixes of the findings in a range, a comment that silences each of them, and one action for all safe fixes.
    func codeActions(_ id: RequestID, _ parameters: JSONValue?) {
        guard object(parameters?["textDocument"]) != nil, object(parameters?["range"]) != nil else {
            return send(OutgoingMessage.error(id, .invalidParameters, "'textDocument' or 'range' is missing"))
        }
        guard client.codeActions, let document = document(parameters),
            let range = range(parameters?["range"], in: document)
        else { return send(OutgoingMessage.response(id) { $0.array { _ in } }) }
        lint(document)
        guard case .linted(_, let setup, let findings) = document.state else {
            return send(OutgoingMessage.response(id) { $0.array { _ in } })
        }
        let asked = object(parameters?["context"])?["only"]
        let only = asked?.kind == .array ? asked?.elements.compactMap(\.string) : nil
        send(
            OutgoingMessage.response(id) { writer in
                writer.array { writer in
                    if CodeActionKind.quickFix.isWanted(only) {
                        for finding in findings where Self.touches(finding.span, range) {
                            writeQuickFixes(finding, findings, document, setup, &writer)
                        }
                    }
                    if CodeActionKind.fixAll.isWanted(only) { writeFixAll(findings, document, &writer) }
                }
            })
    }

    private static func touches(_ span: Range<Int>, _ range: Range<Int>) -> Bool {
        span.lowerBound <= range.upperBound && range.lowerBound <= span.upperBound
    }

    private func writeQuickFixes(
        _ finding: Finding, _ findings: [Finding], _ document: OpenDocument, _ setup: DocumentSetup,
        _ writer: inout JSONWriter
    ) {
        if let fix = finding.fix, !fix.edits.isEmpty {
            let isSafe = fix.safety == .safe
            writer.object { writer in
                writer.member("title", fix.title + (isSafe ? "" : " (unsafe: the meaning may change)"))
                writer.member("kind", CodeActionKind.quickFix.rawValue)
                writer.member("isPreferred", isSafe)
                writer.key("diagnostics")
                writer.array { write(finding, document, setup, &$0) }
                writeEdit(fix.edits, document, &writer)
            }
        }
        if let action = SuppressionAction.action(for: finding, among: findings, in: document, setup) {
            writer.object { writer in
                writer.member("title", action.title)
                writer.member("kind", CodeActionKind.quickFix.rawValue)
                writer.key("diagnostics")
                writer.array { write(finding, document, setup, &$0) }
                writeEdit([action.edit], document, &writer)
            }
        }
    }

    private func writeFixAll(_ findings: [Finding], _ document: OpenDocument, _ writer: inout JSONWriter) {
        let result = FixApplier.apply(findings, to: document.text.bytes, allowsUnsafe: false)
        let edits = result.fixed.compactMap(\.fix).flatMap(\.edits)
        guard !edits.isEmpty else { return }
        writer.object { writer in
            writer.member("title", "Make all safe fixes of Assay")
            writer.member("kind", CodeActionKind.fixAll.rawValue)
            writeEdit(edits.sorted { $0.span.lowerBound < $1.span.lowerBound }, document, &writer)
        }
    }

    /// `WorkspaceEdit`, with the version where the client understands it, so that it is not made in a later text.
    private func writeEdit(_ edits: [Fix.Edit], _ document: OpenDocument, _ writer: inout JSONWriter) {
        func writeEdits(_ writer: inout JSONWriter) {
            writer.array(of: edits) { writer, edit in
                writer.object { writer in
                    writer.key("range")
                    writeRange(edit.span, document, &writer)
                    writer.key("newText")
                    writer.value(utf8: edit.replacement)
                }
            }
        }
        writer.key("edit")
        writer.object { writer in
            guard client.documentChanges else {
                writer.key("changes")
                return writer.object { writer in
                    writer.key(document.uri)
                    writeEdits(&writer)
                }
            }
            writer.key("documentChanges")
            writer.array { writer in
                writer.object { writer in
                    writer.key("textDocument")
                    writer.object { writer in
                        writer.member("uri", document.uri)
                        writer.member("version", document.version)
                    }
                    writer.key("edits")
                    writeEdits(&writer)
                }
            }
        }
    }
}
