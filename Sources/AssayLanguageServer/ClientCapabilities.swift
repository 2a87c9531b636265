import AssayJSON

/// What the client understands, as it says when it starts the server.
struct ClientCapabilities {
    var encoding = PositionEncoding.utf16
    var relatedInformation = false
    var codeDescription = false
    var diagnosticVersion = false
    var codeActions = false
    var documentChanges = false
    var watchesFiles = false
    /// Where the pages of the rules are, from `initializationOptions.rulePages`.
    var rulePages: String?

    init() {}

    init(_ parameters: JSONValue?) {
        let capabilities = parameters?["capabilities"]
        let offered = capabilities?["general"]?["positionEncodings"]
        if offered?.kind == .array, let offered, offered.elements.contains(where: { $0.string == "utf-8" }) {
            encoding = .utf8
        }
        let document = capabilities?["textDocument"]
        let diagnostics = document?["publishDiagnostics"]
        relatedInformation = diagnostics?["relatedInformation"]?.bool ?? false
        codeDescription = diagnostics?["codeDescriptionSupport"]?.bool ?? false
        diagnosticVersion = diagnostics?["versionSupport"]?.bool ?? false
        codeActions = document?["codeAction"]?["codeActionLiteralSupport"]?.kind == .object
        let workspace = capabilities?["workspace"]
        documentChanges = workspace?["workspaceEdit"]?["documentChanges"]?.bool ?? false
        watchesFiles = workspace?["didChangeWatchedFiles"]?["dynamicRegistration"]?.bool ?? false
        rulePages = parameters?["initializationOptions"]?["rulePages"]?.string
    }
}
