import AssayJSON
import Testing

@testable import AssayLanguageServer

struct ProtocolTests {
    @Test(
        "what is no proper request is answered with its error, and the server goes on",
        arguments: [
            ("{", -32700), ("[]", -32600), ("[{}]", -32600), ("7", -32600), ("{}", -32600), (#"{"id":1}"#, -32600),
            (#"{"id":1,"method":7}"#, -32600), (#"{"id":[],"method":"textDocument/hover"}"#, -32600),
            (#"{"id":1.5,"method":"shutdown"}"#, -32600), (#"{"id":1,"method":"no/such"}"#, -32601),
            (#"{"id":1,"method":"$/what"}"#, -32601), (#"{"id":1,"method":"initialize"}"#, -32600),
            (#"{"id":1,"method":"textDocument/hover"}"#, -32602),
            (#"{"id":"a","method":"textDocument/codeAction","params":[]}"#, -32602),
            (#"{"id":1,"method":"textDocument/hover","params":{"textDocument":7,"position":{}}}"#, -32602),
            ("\u{0}", -32700), (String(repeating: "[", count: 100_000), -32700),
        ])
    func errors(message: String, code: Int) throws {
        let editor = Editor()
        _ = try editor.answers()
        editor.send(message)
        let answers = try editor.answers()
        #expect(answers.count == 1 && answers.first?["error"]?["code"]?.int == code)
        #expect(try editor.result(of: #"{"id":2,"method":"shutdown"}"#).isNull)
    }

    @Test(
        "notifications that say nothing are ignored",
        arguments: ["didOpen", "didChange", "didSave", "didClose"],
        [
            "null", "[]", "{}", #"{"textDocument":null}"#, #"{"textDocument":{"uri":7,"text":7}}"#,
            #"{"textDocument":{"uri":"file:///x"},"contentChanges":{}}"#,
            #"{"textDocument":{"uri":"file:///x"},"contentChanges":[null,{"text":"a","range":{"start":7}}]}"#,
        ])
    func empty(method: String, parameters: String) throws {
        let editor = Editor()
        _ = try editor.answers()
        editor.send(#"{"method":"textDocument/\#(method)","params":\#(parameters)}"#)
        #expect(try editor.answers().isEmpty && editor.server.exitStatus == nil)
    }

    @Test("requests that wait can be cancelled; later ones of the same id are answered")
    func cancelling() throws {
        let editor = Editor()
        _ = try editor.answers()
        let hover = """
            {"id":"h","method":"textDocument/hover","params":{"textDocument":{"uri":"x"},\
            "position":{"line":0,"character":0}}}
            """
        editor.send(hover)
        editor.send(#"{"method":"$/cancelRequest","params":{"id":"h"}}"#)
        #expect(try editor.answers().first?["error"]?["code"]?.int == -32800)
        editor.send(#"{"method":"$/cancelRequest","params":{"id":"h"}}"#)
        editor.send(hover)
        #expect(try editor.answers().first?["result"]?.isNull == true)
    }

    @Test("how it ends says whether it was asked to")
    func ends() throws {
        let polite = Editor()
        polite.send(#"{"id":1,"method":"shutdown"}"#)
        polite.send(#"{"id":2,"method":"textDocument/hover"}"#)
        #expect(try polite.answers().last?["error"]?["code"]?.int == -32600)
        polite.send(#"{"method":"exit"}"#)
        _ = try polite.answers()
        #expect(polite.server.exitStatus == 0)
        let rude = Editor()
        rude.send(#"{"method":"exit"}"#)
        _ = try rude.answers()
        #expect(rude.server.exitStatus == 1)
        let gone = Editor()
        gone.server.end()
        #expect(gone.server.exitStatus == 1)
    }

    @Test("nothing is done before it is initialized")
    func early() throws {
        let server = LanguageServer(host: Editor.Host(), version: "1")
        server.receive(FrameDecoder.frame(Array(#"{"id":1,"method":"textDocument/hover"}"#.utf8)))
        server.answerAll()
        #expect(String(decoding: server.takeOutput(), as: UTF8.self).contains("-32002"))
    }

    @Test("a client that can watch files is asked to")
    func watching() throws {
        let editor = Editor(#"{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}"#)
        #expect(try editor.answers().last?["method"]?.string == "client/registerCapability")
        editor.send(#"{"id":"assay-watch","result":null}"#)
        #expect(try editor.answers().isEmpty)
    }
}
