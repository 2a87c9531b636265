import Testing

@testable import AssayPrompts

/// What a JSON request has that is not as providers take it is said once a file.
@Suite struct RequestOddityTests {
    private func read(_ source: String, as format: PromptFormat = .openaiChat) throws -> PromptDocument {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        return document
    }

    private func texts(_ document: PromptDocument) -> [String] {
        document.units.flatMap(\.segments).filter { $0.kind == .text }.map { document.text(of: $0).string }
    }

    @Test(
        "of a key that comes twice the last one counts",
        arguments: [
            (#"{"messages":[{"role":"user","content":"one","content":"two"}]}"#, ["two"]),
            (#"{"messages":[{"role":"user","content":"one"}],"messages":[{"role":"user","content":"two"}]}"#, ["two"]),
            (#"{"messages":[{"role":"user","content":"one","\u0063ontent":"two"}]}"#, ["two"]),
            (
                #"{"messages":[{"role":"user","content":"one","a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"content":"two"}]}"#,
                ["two"]
            ),
            (#"{"messages":[{"content":"a","content":"b","content":"c"},{"content":"d","content":"e"}]}"#, ["c", "e"]),
        ])
    func repeatedKeys(source: String, sent: [String]) throws {
        let document = try read(source)
        #expect(texts(document) == sent)
        #expect(document.omissions.count == 1)
        #expect(document.omissions.first?.message.contains("stands in this object twice; the last one is taken") == true)
    }

    @Test("one key twice in several lines is said once") func lines() throws {
        let line = #"{"messages":[{"role":"user","content":"one","content":"two"}]}"#
        let document = try read("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}\n\(line)\n\(line)\n", as: .openaiBatch)
        #expect(texts(document) == ["x", "two", "two"])
        #expect(document.omissions.map { document.lineIndex().line(at: $0.offset) } == [2])
        #expect(document.problems.isEmpty)
    }

    @Test(
        "what is no text where one is to be is said",
        arguments: [
            (#"{"role":5,"content":"a"}"#, "the role of this message is a number"),
            (#"{"role":["user"],"content":"a"}"#, "the role of this message is a list"),
            (#"{"role":"user","content":42}"#, "the content of this message is a number, which is not counted"),
            (#"{"role":"user","content":true}"#, "the content of this message is true, which is not counted"),
            (#"{"role":"user","content":{"a":"b"}}"#, "the content of this message is an object, of which only the text"),
            (#"{"role":"user","content":["a",7]}"#, "the content of this message has a number, which is not counted"),
        ])
    func kinds(message: String, note: String) throws {
        let document = try read(#"{"messages":[{"role":"system","content":"Hi"},\#(message),\#(message)]}"#)
        #expect(document.omissions.count == 1)
        #expect(document.omissions.first?.message.hasPrefix(note) == true, "\(document.omissions)")
    }

    @Test(
        "what providers take is not said",
        arguments: [
            #"{"role":"assistant","content":null,"tool_calls":[]}"#, #"{"role":"user","content":"a"}"#,
            #"{"role":"user","content":["a",{"type":"text","text":"b"}]}"#, #"{"role":"user","content":[]}"#,
        ])
    func nothing(message: String) throws {
        #expect(try read(#"{"messages":[{"role":"system","content":"Hi"},\#(message)]}"#).omissions.isEmpty)
    }
}
