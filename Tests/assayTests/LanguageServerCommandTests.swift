import Testing

struct LanguageServerCommandTests {
    private func frames(_ messages: [String]) -> [UInt8] {
        messages.flatMap { Array("Content-Length: \($0.utf8.count)\r\n\r\n\($0)".utf8) }
    }

    private static let start = #"{"id":1,"method":"initialize","params":{"capabilities":{}}}"#
    private static let end = [#"{"id":9,"method":"shutdown"}"#, #"{"method":"exit"}"#]
    private static let rule = "Answer from the documents alone, and name the document that each statement comes from."

    private func open(_ path: String) -> String {
        let text = #"\#(Self.rule)\n\n{{ documents }}\n\n\#(Self.rule)\n"#
        return #"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://\#(path)","text":"\#(text)"}}}"#
    }

    private func hover(_ path: String) -> String {
        #"{"id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file://\#(path)"},"#
            + #""position":{"line":4,"character":0}}}"#
    }

    @Test("it speaks over a pipe, with the configuration beside the file")
    func conversation() throws {
        let folder = try TemporaryFolder()
        try folder.write("models: [gpt-4o, claude-opus-4-6]\n", to: ".assay.yml")
        let path = folder.path("p/a.jinja2")
        let messages = [Self.start, open(path), hover(path)] + Self.end
        let result = try Tool.run(["lsp", "--stdio"], input: frames(messages), in: folder)
        #expect(result.status == 0 && result.errors == "")
        #expect(result.text.contains(#""code":"PB001""#))
        #expect(result.text.contains("tokens with gpt-4o, $0.00"))
        #expect(result.text.contains("about") && result.text.contains("tokens with claude-opus-4-6"))
    }

    @Test("what the configuration leaves out, and what is no prompt, has no findings")
    func leftOut() throws {
        let folder = try TemporaryFolder()
        try folder.write("exclude: [p/]\n", to: ".assay.yml")
        for name in ["p/a.jinja2", "README.md", "a.unknown"] {
            let path = folder.path(name)
            let result = try Tool.run(
                ["lsp"], input: frames([Self.start, open(path), hover(path)] + Self.end), in: folder)
            #expect(result.status == 0 && !result.text.contains("PB001"), "\(name)")
        }
    }

    @Test("an editor that goes away without a word ends it with 1")
    func goneAway() throws {
        let folder = try TemporaryFolder()
        #expect(try Tool.run(["lsp"], input: [], in: folder).status == 1)
        #expect(try Tool.run(["lsp"], input: Array("Content-Length: 10\r\n\r\n{".utf8), in: folder).status == 1)
        #expect(try Tool.run(["lsp"], input: frames([#"{"method":"exit"}"#]), in: folder).status == 1)
    }
}
