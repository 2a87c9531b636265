/// Reads a file of any prompt format into one positioned model.
///
/// ```swift
/// let document = try PromptReader.read(bytes, name: "chat.prompty")
/// for unit in document.units { print(unit.name, unit.messages.count) }
/// ```
public enum PromptReader {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - source: the file's bytes; ill-formed UTF-8 is kept as it is.
    ///   - name: the file's name or path, for detection and for formats that depend on it.
    ///   - format: the format to read as; detected from name and content when nil.
    /// - Throws: ``ReadError`` when the file as a whole is not of the format. Places that a reader could skip are
    ///   listed in the document's `problems` instead.
    /// - Complexity: O(n) in the size of the file.
    public static func read(
        _ source: [UInt8], name: String? = nil, as format: PromptFormat? = nil
    ) throws(ReadError) -> PromptDocument {
        let format = format ?? FormatDetector.detect(source, name: name)
        var document = PromptDocument(format: format, source: source)
        switch format {
        case .plain: PlainTextReader.read(into: &document)
        case .markdown: MarkdownReader.read(into: &document)
        case .jinja, .mustache, .handlebars, .semanticKernel: TemplateFileReader.read(into: &document)
        case .python: PythonReader.read(into: &document)
        case .javascript: JavaScriptReader.read(into: &document)
        case .swift: SwiftReader.read(into: &document)
        case .prompty: try PromptyReader.read(into: &document)
        case .promptflow: try PromptflowReader.read(into: &document)
        case .dotprompt: try DotpromptReader.read(into: &document)
        case .githubPrompt: try GitHubPromptReader.read(into: &document)
        case .promptfoo: try PromptfooReader.read(into: &document)
        case .langchain: try LangChainReader.read(into: &document)
        case .baml: BAMLReader.read(into: &document)
        case .agentConfig: try AgentConfigReader.read(into: &document)
        case .openaiChat, .openaiResponses, .anthropic, .gemini: try RequestReader.read(into: &document)
        case .openaiBatch, .openaiFineTune: RequestLinesReader.read(into: &document)
        case .session: SessionReader.read(into: &document)
        case .openTelemetry: try OpenTelemetryReader.read(into: &document)
        }
        return document
    }
}
