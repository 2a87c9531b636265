import AssayJSON
import AssayLinting
import Testing

@testable import AssayLanguageServer

struct LanguageServerTests {
    private static let uri = "file:///p/a.jinja2"
    private static let prompt = "\(repeatedRule)\n\n😀 {{ documents }}\n\n😀 \(repeatedRule)\n"

    private func place(_ line: Int, _ character: Int) -> String { #"{"line":\#(line),"character":\#(character)}"# }

    private func request(_ method: String, _ rest: String, uri: String = uri) -> String {
        #"{"id":7,"method":"\#(method)","params":{"textDocument":{"uri":"\#(uri)"},\#(rest)}}"#
    }

    @Test("findings are told with rule, link, related place and saving")
    func diagnostics() throws {
        let editor = Editor()
        editor.open(Self.uri, Self.prompt)
        let told = try #require(try editor.answers().last?["params"])
        #expect(told["uri"]?.string == Self.uri && told["version"]?.int == 1)
        let finding = try #require(told["diagnostics"]?[0])
        #expect(finding["code"]?.string == "PB001" && finding["severity"]?.int == 2)
        #expect(finding["codeDescription"]?["href"]?.string == "https://example.org/rules/PB001.md")
        #expect(finding["range"]?["start"]?["line"]?.int == 4)
        #expect(finding["relatedInformation"]?[0]?["location"]?["range"]?["start"]?["line"]?.int == 0)
        #expect(finding["message"]?.string?.contains("a request, $0.") == true)
    }

    @Test("a client that knows little is told little")
    func plainClient() throws {
        let editor = Editor("{}")
        editor.open(Self.uri, Self.prompt)
        let told = try #require(try editor.answers().last?["params"])
        let finding = try #require(told["diagnostics"]?[0])
        #expect(told["version"] == nil && finding["codeDescription"] == nil && finding["relatedInformation"] == nil)
        let actions = try editor.result(
            of: request("textDocument/codeAction", #""range":{"start":\#(place(4, 9)),"end":\#(place(4, 9))}"#))
        #expect(actions.count == 0)
    }

    @Test("characters are counted as was agreed", arguments: [("utf-8", 5), ("utf-16", 3)])
    func encoding(name: String, character: Int) throws {
        let editor = Editor(#"{"general":{"positionEncodings":["utf-32","\#(name)"]}}"#)
        let start = try #require(try editor.answers().first?["result"]?["capabilities"])
        #expect(start["positionEncoding"]?.string == name)
        editor.open(Self.uri, Self.prompt)
        let finding = try #require(try editor.answers().last?["params"]?["diagnostics"]?[0])
        #expect(finding["range"]?["start"]?["character"]?.int == character)
    }

    @Test("edits change the text as the client has changed it")
    func edits() throws {
        let editor = Editor()
        editor.open(Self.uri, "one\r\ntwo 😀!\nthree")
        _ = try editor.answers()
        for changes in [
            #"{"range":{"start":\#(place(1, 4)),"end":\#(place(1, 6))},"text":"x"}"#,
            #"{"range":{"start":\#(place(0, 3)),"end":\#(place(1, 0))},"text":" "},{"text":null},7"#,
            #"{"range":{"start":\#(place(9, 9)),"end":\#(place(1, 5))},"text":"\ud83d"}"#,
        ] {
            editor.send(
                #"{"method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(Self.uri)","version":2},"#
                    + #""contentChanges":[\#(changes)]}}"#)
        }
        _ = try editor.answers()
        let text = try #require(editor.server.documents[Self.uri]?.text.bytes)
        #expect(String(decoding: text, as: UTF8.self) == "one two x!\nthree\u{FFFD}")
        editor.send(
            #"{"method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(Self.uri)","version":3},"#
                + #""contentChanges":[{"text":"new"}]}}"#)
        #expect(try editor.answers().last?["params"]?["version"]?.int == 3)
        editor.send(#"{"method":"textDocument/didClose","params":{"textDocument":{"uri":"\#(Self.uri)"}}}"#)
        #expect(try editor.answers().last?["params"]?["diagnostics"]?.count == 0)
    }

    @Test("the cursor shows the finding, and the prompt with tokens and cost")
    func hover() throws {
        let editor = Editor()
        editor.open(Self.uri, Self.prompt)
        let shown = try editor.result(of: request("textDocument/hover", #""position":\#(place(4, 9))"#))
        let text = try #require(shown["contents"]?["value"]?.string)
        #expect(text.contains("**PB001 repeated-block**") && text.contains("saves 17 tokens a request"))
        #expect(text.contains("tokens with model, $0.") && text.contains("variables not counted"))
        let elsewhere = try editor.result(
            of: request("textDocument/hover", #""position":\#(place(0, 0))"#, uri: "file:///none"))
        #expect(elsewhere.isNull)
    }

    @Test(
        "a finding can be silenced where a comment is not sent, and only there",
        arguments: [
            ("a.jinja2", "{# assay-ignore PB001: #}", "%"), ("a.hbs", "{{! assay-ignore PB001: }}", "%"),
            ("a.py", "# assay-ignore-file PB001:\n", "SYSTEM_PROMPT = \"\"\"\n%\"\"\"\n"), ("a.txt", nil, "%"),
            ("CLAUDE.md", nil, "%"),
        ] as [(String, String?, String)])
    func suppression(file: String, comment: String?, frame: String) throws {
        let editor = Editor()
        let prompt = "\(repeatedRule)\n\nBe kind.\n\n\(repeatedRule)\n"
        let text = frame.split(separator: "%", omittingEmptySubsequences: false).joined(separator: prompt)
        editor.open("file:///p/\(file)", text)
        let all = #""range":{"start":\#(place(0, 0)),"end":\#(place(99, 0))}"#
        let actions = try editor.result(of: request("textDocument/codeAction", all, uri: "file:///p/\(file)"))
        let titles = actions.elements.compactMap { $0["title"]?.string }
        #expect(titles.contains("Remove the second copy (unsafe: the meaning may change)"), "\(titles)")
        let ignoring = actions.elements.first { $0["title"]?.string?.hasPrefix("Ignore PB001") == true }
        let edit = ignoring?["edit"]?["documentChanges"]?[0]?["edits"]?[0]?["newText"]?.string
        #expect(edit == comment)
    }

    @Test("clients get the kinds of action they ask for", arguments: [("quickfix", true), ("refactor", false), ("", true)])
    func kinds(only: String, isOffered: Bool) throws {
        let editor = Editor()
        editor.open(Self.uri, Self.prompt)
        let rest = #""range":{"start":\#(place(4, 9)),"end":\#(place(4, 9))},"context":{"only":["\#(only)"]}"#
        let actions = try editor.result(of: request("textDocument/codeAction", rest))
        #expect((actions.count > 0) == isOffered)
    }

    @Test("mistakes in the configuration are shown where they are; those of the host in the document")
    func configuration() throws {
        let editor = Editor()
        editor.open("file:///p/.assay.yml", "models: [gpt-4o]\nrulez: {}\n", language: "yaml")
        let mistake = try #require(try editor.answers().last?["params"]?["diagnostics"]?[0])
        #expect(mistake["range"]?["start"]?["line"]?.int == 1)
        #expect(mistake["message"]?.string?.contains("rules") == true)
        editor.host.failure = "no model is called 'x'"
        editor.open(Self.uri, Self.prompt)
        let failure = try #require(try editor.answers().last?["params"]?["diagnostics"]?[0])
        #expect(failure["message"]?.string == "no model is called 'x'" && failure["severity"]?.int == 1)
        editor.host.failure = nil
        editor.send(#"{"method":"workspace/didChangeWatchedFiles","params":{"changes":[]}}"#)
        let codes = try editor.answers().compactMap { $0["params"]?["diagnostics"]?[0]?["code"]?.string }
        #expect(codes == ["PB001"])
    }
}
