import AssayJSON
import AssayLinting

extension LanguageServer {
    /// What is under the cursor: the findings there with what they would save, and the prompt with its tokens and cost.
    func hover(_ id: RequestID, _ parameters: JSONValue?) {
        guard let position = position(parameters?["position"]), object(parameters?["textDocument"]) != nil else {
            return send(OutgoingMessage.error(id, .invalidParameters, "'textDocument' or 'position' is missing"))
        }
        guard let document = document(parameters) else { return send(OutgoingMessage.response(id) { $0.null() }) }
        lint(document)
        guard case .linted(let analysis, let setup, let findings) = document.state else {
            return send(OutgoingMessage.response(id) { $0.null() })
        }
        let offset = document.text.offset(of: position, client.encoding)
        let here = findings.filter { $0.span.contains(offset) || $0.span.lowerBound == offset }
        let unit = unit(at: offset, in: analysis)
        var paragraphs = here.map { text(of: $0, setup) }
        if let unit { paragraphs.append(text(of: unit, setup)) }
        guard !paragraphs.isEmpty, let span = here.first?.span ?? unit?.unit.span else {
            return send(OutgoingMessage.response(id) { $0.null() })
        }
        send(
            OutgoingMessage.response(id) { writer in
                writer.object { writer in
                    writer.key("contents")
                    writer.object { writer in
                        writer.member("kind", "markdown")
                        writer.member("value", paragraphs.joined(separator: "\n\n"))
                    }
                    writer.key("range")
                    writeRange(span, document, &writer)
                }
            })
    }

    /// The smallest prompt around an offset.
    private func unit(at offset: Int, in analysis: DocumentAnalysis) -> UnitAnalysis? {
        analysis.units.filter { $0.unit.span.contains(offset) || $0.unit.span.upperBound == offset }
            .min { $0.unit.span.count < $1.unit.span.count }
    }

    private func text(of finding: Finding, _ setup: DocumentSetup) -> String {
        let name = RuleRegistry.rule(finding.rule)?.description.name ?? ""
        var text = "**\(finding.rule) \(name)**: \(Self.plain(finding.message))"
        if let tokens = finding.tokens, tokens > 0, let meter = setup.meters.first {
            text += " (saves \(meter.saving(tokens)))"
        }
        return text
    }

    private func text(of unit: UnitAnalysis, _ setup: DocumentSetup) -> String {
        let name = unit.unit.name.isEmpty ? "Prompt" : "`\(unit.unit.name.filter { $0 != "`" })`"
        let lines = setup.meters.compactMap { $0.sentence(unit.text.bytes) }
        let isOpen = !unit.variables.isEmpty
        return "\(name): " + lines.joined(separator: "; ") + (isOpen ? ", variables not counted" : "")
    }

    /// Text that Markdown shows as it is.
    private static func plain(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "\\`*_[]<>#|".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
