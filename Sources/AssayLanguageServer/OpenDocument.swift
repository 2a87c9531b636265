import AssayLinting
import AssayPrompts

/// A document that the client has open, with what is known about its present text.
final class OpenDocument {
    let uri: String
    let language: String
    var version: Int?
    var text: TextDocument {
        didSet { isWaiting = true }
    }
    /// Whether the text has changed since it was linted.
    var isWaiting = true
    /// What was found in the text when it was last linted.
    private(set) var state = State.leftAlone

    enum State {
        case linted(DocumentAnalysis, DocumentSetup, [Finding])
        /// A problem with the document as a whole: it, or its configuration, cannot be read.
        case failed(offset: Int, message: String)
        /// No prompt, or excluded.
        case leftAlone
    }

    init(uri: String, language: String, version: Int?, text: [UInt8]) {
        self.uri = uri
        self.language = language
        self.version = version
        self.text = TextDocument(text)
    }

    var path: String? { DocumentURI.path(uri) }

    /// The name that decides the format.
    var name: String { path ?? DocumentURI.name(ofLanguage: language) }

    var isConfiguration: Bool {
        guard let path else { return false }
        return path.hasSuffix("/.assay.yml") || path.hasSuffix("/.assay.yaml")
    }

    /// Lints the present text.
    func lint(_ host: any LanguageServerHost) {
        isWaiting = false
        state = isConfiguration ? checkConfiguration() : analyze(host)
    }

    private func checkConfiguration() -> State {
        do throws(ConfigurationError) {
            _ = try ConfigurationReader.read(text.bytes)
            return .leftAlone
        } catch {
            let position = TextPosition(line: error.line - 1, character: error.column - 1)
            return .failed(offset: text.offset(of: position, .utf32), message: error.message)
        }
    }

    private func analyze(_ host: any LanguageServerHost) -> State {
        let setup: DocumentSetup?
        do throws(LanguageServerError) {
            setup = try host.setup(path: path, name: name, bytes: text.bytes)
        } catch {
            return .failed(offset: 0, message: error.description)
        }
        guard let setup else { return .leftAlone }
        do throws(ReadError) {
            let analysis = try analysis(of: text.bytes, setup)
            let findings = setup.linter.analyze(analysis).findings.filter { $0.severity >= setup.severity }
            return .linted(analysis, setup, findings)
        } catch {
            return .failed(
                offset: error.offset, message: "cannot be read as \(setup.format.summary): \(error.message)")
        }
    }

    /// A text that stands, or would stand, in the document.
    func analysis(of bytes: [UInt8], _ setup: DocumentSetup) throws(ReadError) -> DocumentAnalysis {
        let source = LintSource(path: name, bytes: bytes, format: setup.format, neighbour: setup.neighbour)
        return DocumentAnalysis(
            try PromptReader.read(bytes, name: name, as: setup.format), source: source,
            tokenizer: setup.linter.tokenizer, context: setup.linter.context)
    }
}
