import AssayJSON
import AssayLinting
import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayLanguageServer

/// An editor for tests: it sends messages and reads what the server says.
final class Editor {
    let server: LanguageServer
    let host = Host()

    final class Host: LanguageServerHost {
        var failure: String?
        var rules: [Linter.ActiveRule]?

        func setup(path: String?, name: String, bytes: [UInt8]) throws(LanguageServerError) -> DocumentSetup? {
            if let failure { throw LanguageServerError(failure) }
            guard let vocabulary = try? VocabularyRegistry.vocabulary(named: "o200k_base") else { return nil }
            let tokenizer = Tokenizer(vocabulary)
            let meter = TokenMeter(name: "model") { text in
                (try? tokenizer.count(text)).map { TokenMeter.Count(low: $0, point: $0, high: $0) }
            } dollars: {
                "0.\($0)"
            }
            return DocumentSetup(
                linter: Linter(tokenizer: tokenizer, rules: rules), format: FormatDetector.detect(bytes, name: name),
                meters: [meter])
        }
    }

    /// - Parameter capabilities: JSON; everything that the server knows of by default.
    init(_ capabilities: String = Editor.all, rulePages: String? = "https://example.org/rules") {
        server = LanguageServer(host: host, version: "1.2.3", rulePages: rulePages)
        send(#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":\#(capabilities)}}"#)
        send(#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#)
    }

    static let all = """
        {"textDocument":{"publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true,\
        "versionSupport":true},"codeAction":{"codeActionLiteralSupport":{}}},\
        "workspace":{"workspaceEdit":{"documentChanges":true}}}
        """

    func send(_ message: String) { server.receive(FrameDecoder.frame(Array(message.utf8))) }

    func open(_ uri: String, _ text: String, language: String = "plaintext") {
        var writer = JSONWriter()
        writer.value(text)
        send(
            #"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"\#(uri)","languageId":"\#(language)","#
                + #""version":1,"text":\#(writer.string)}}}"#)
    }

    /// Lets the server answer and lint, and returns what it says.
    func answers() throws -> [JSONValue] {
        server.answerAll()
        while server.waitMilliseconds != nil { server.work() }
        var decoder = FrameDecoder()
        decoder.append(server.takeOutput())
        var result: [JSONValue] = []
        while case .message(let bytes) = decoder.next() { result.append(try JSONDocument(bytes).root) }
        return result
    }

    func result(of request: String) throws -> JSONValue {
        _ = try answers()
        send(request)
        return try #require(try answers().first { $0["id"] != nil }?["result"])
    }
}

/// A prompt that says the same twice.
let repeatedRule = "Answer from the documents alone, and name the document that each single statement comes from."
