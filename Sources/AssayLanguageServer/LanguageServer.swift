import AssayJSON

/// A language server for prompts: bytes of the client in, bytes for the client out.
///
/// It does nothing by itself. The program around it hands over what arrives (``receive(_:)``), lets it answer
/// (``step()``), and lets it lint when nothing has arrived for ``waitMilliseconds`` (``work()``). Whatever the client
/// sends, the server goes on; how it ends is in ``exitStatus``.
public final class LanguageServer {
    let host: any LanguageServerHost
    private let version: String
    private var decoder = FrameDecoder()
    /// What has arrived and is not answered, from `inboxStart` on.
    private var inbox: [Incoming] = []
    private var inboxStart = 0
    private var cancelled: Set<RequestID> = []
    private var output: [UInt8] = []
    private var phase = Phase.new
    /// By URI.
    var documents: [String: OpenDocument] = [:]
    var client = ClientCapabilities()
    /// Where the pages of the rules are, unless the client says something else.
    let rulePages: String?

    /// The status that the process is to end with: 0 when the client has asked for it properly, 1 when it has not
    /// asked to shut down before; nil as long as the server runs.
    public private(set) var exitStatus: Int32?

    private enum Phase { case new, running, shutDown }

    private enum Incoming {
        case message(JSONDocument)
        case malformed(ResponseError, String)
    }

    /// - Parameter rulePages: the address of a folder with a page `<ID>.md` a rule.
    public init(host: any LanguageServerHost, version: String, rulePages: String? = nil) {
        self.host = host
        self.version = version
        self.rulePages = rulePages
    }

    // MARK: Bytes

    /// Takes what the client has sent; messages are kept until ``step()`` answers them.
    public func receive(_ bytes: [UInt8]) {
        decoder.append(bytes)
        while let event = decoder.next() {
            switch event {
            case .malformed(let problem): inbox.append(.malformed(.parseError, problem))
            case .message(let bytes):
                do throws(JSONError) {
                    let options = JSONDocument.Options(loneSurrogates: .replace)
                    keep(try JSONDocument(bytes, options: options))
                } catch {
                    inbox.append(.malformed(.parseError, "the message is not JSON: \(error)"))
                }
            }
        }
    }

    /// What is to be sent to the client since the last time.
    public func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    /// The input has ended without a word.
    public func end() {
        if exitStatus == nil { exitStatus = phase == .shutDown ? 0 : 1 }
    }

    func send(_ message: [UInt8]) { output += FrameDecoder.frame(message) }

    private func keep(_ message: JSONDocument) {
        let root = message.root
        if root.kind == .object, root["method"]?.string == "$/cancelRequest" {
            // Only what is still waiting can be cancelled.
            if let id = RequestID(root["params"]?["id"]), isWaiting(id) { cancelled.insert(id) }
            return
        }
        inbox.append(.message(message))
    }

    private func isWaiting(_ id: RequestID) -> Bool {
        inbox[inboxStart...].contains { incoming in
            guard case .message(let message) = incoming else { return false }
            return message.root.kind == .object && RequestID(message.root["id"]) == id
        }
    }

    // MARK: Messages

    /// Whether messages wait to be answered.
    public var hasMessages: Bool { inboxStart < inbox.count }

    /// Answers every message that has arrived.
    public func answerAll() { while step() {} }

    /// Answers the next message. Returns whether there was one.
    public func step() -> Bool {
        guard exitStatus == nil, hasMessages else { return false }
        let incoming = inbox[inboxStart]
        inboxStart += 1
        if inboxStart == inbox.count {
            inbox.removeAll()
            inboxStart = 0
        }
        switch incoming {
        case .malformed(let code, let problem): send(OutgoingMessage.error(nil, code, problem))
        case .message(let message): handle(message.root)
        }
        return true
    }

    private func handle(_ message: JSONValue) {
        guard message.kind == .object else {
            return send(OutgoingMessage.error(nil, .invalidRequest, "a message is a JSON object"))
        }
        guard let method = message["method"]?.string else {
            // An answer to a request of the server.
            if message["result"] != nil || message["error"] != nil { return }
            return send(
                OutgoingMessage.error(RequestID(message["id"]), .invalidRequest, "a message has a method or a result"))
        }
        let parameters = message["params"].flatMap { $0.kind == .object ? $0 : nil }
        guard let value = message["id"] else { return notice(method, parameters) }
        guard let id = RequestID(value) else {
            return send(OutgoingMessage.error(nil, .invalidRequest, "an id is a whole number or a string"))
        }
        if cancelled.remove(id) != nil {
            return send(OutgoingMessage.error(id, .requestCancelled, "cancelled"))
        }
        switch (phase, method) {
        case (.new, "initialize"): initialize(id, parameters)
        case (.new, _): send(OutgoingMessage.error(id, .notInitialized, "'initialize' comes first"))
        case (.shutDown, _): send(OutgoingMessage.error(id, .invalidRequest, "the server is shut down"))
        case (.running, "initialize"):
            send(OutgoingMessage.error(id, .invalidRequest, "the server is initialized already"))
        case (.running, "shutdown"):
            phase = .shutDown
            documents = [:]
            send(OutgoingMessage.response(id) { $0.null() })
        case (.running, "textDocument/hover"): hover(id, parameters)
        case (.running, "textDocument/codeAction"): codeActions(id, parameters)
        case (.running, _): send(OutgoingMessage.error(id, .methodNotFound, "there is no method '\(method)' here"))
        }
    }

    private func notice(_ method: String, _ parameters: JSONValue?) {
        if method == "exit" { return end() }
        guard phase == .running else { return }
        switch method {
        case "initialized": watchConfiguration()
        case "textDocument/didOpen": didOpen(parameters)
        case "textDocument/didChange": didChange(parameters)
        case "textDocument/didSave": didSave(parameters)
        case "textDocument/didClose": didClose(parameters)
        case "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration": lintAllAgain()
        default: break
        }
    }

    // MARK: Lifecycle

    private func initialize(_ id: RequestID, _ parameters: JSONValue?) {
        phase = .running
        client = ClientCapabilities(parameters)
        send(
            OutgoingMessage.response(id) { writer in
                writer.object { writer in
                    writer.key("capabilities")
                    writer.object { writer in writeCapabilities(&writer) }
                    writer.key("serverInfo")
                    writer.object { writer in
                        writer.member("name", "assay")
                        writer.member("version", version)
                    }
                }
            })
    }

    private func writeCapabilities(_ writer: inout JSONWriter) {
        writer.member("positionEncoding", client.encoding.rawValue)
        writer.key("textDocumentSync")
        writer.object { writer in
            writer.member("openClose", true)
            // Incremental.
            writer.member("change", 2)
            writer.member("save", true)
        }
        writer.member("hoverProvider", true)
        writer.key("codeActionProvider")
        writer.object { writer in
            writer.key("codeActionKinds")
            writer.array(of: [CodeActionKind.quickFix, .fixAll]) { $0.value($1.rawValue) }
        }
    }

    /// Asks the client to tell when a configuration changes on disk.
    private func watchConfiguration() {
        guard client.watchesFiles else { return }
        send(
            OutgoingMessage.request("assay-watch", "client/registerCapability") { writer in
                writer.key("registrations")
                writer.array { writer in
                    writer.object { writer in
                        writer.member("id", "assay-configuration")
                        writer.member("method", "workspace/didChangeWatchedFiles")
                        writer.key("registerOptions")
                        writer.object { writer in
                            writer.key("watchers")
                            writer.array(of: ["**/.assay.yml", "**/.assay.yaml"]) { writer, pattern in
                                writer.object { $0.member("globPattern", pattern) }
                            }
                        }
                    }
                }
            })
    }
}
