import AssayPrompts
import Testing

@testable import AssayLinting

/// Scopes of statements without braces.
struct BareStatementTests {
    private struct Example: Sendable, CustomTestStringConvertible {
        var source: String
        /// The scopes around the token `X`, innermost first, without the module.
        var scopes: [String]
        var testDescription: String { source }
    }

    private static let examples = [
        Example(source: "if (a) X = 1;", scopes: ["if"]),
        Example(source: "if (a) b = 1; X = 1;", scopes: []),
        Example(source: "if (a) b = 1\nX = 1", scopes: []),
        Example(source: "if (a) b++\nX = 1", scopes: []),
        Example(source: "if (a)\n  X = 1", scopes: ["if"]),
        Example(source: "if (a)\n{\n  X = 1\n}", scopes: ["", "if"]),
        Example(source: "if (a)\n{\n  b = 1\n}\nX = 1", scopes: []),
        Example(source: "if (a) b = 1; else X = 1;", scopes: ["else"]),
        Example(source: "if (a) b = 1; else c = 1; X = 1;", scopes: []),
        Example(source: "if (a) { b = 1 } else X = 1", scopes: ["else"]),
        Example(source: "if (a) b = 1; else if (c) X = 1; else d = 1;", scopes: ["else"]),
        Example(source: "if (a) if (b) X = 1;", scopes: ["if", "if"]),
        Example(source: "for (const a of b) if (a) c = 1; else X = 1;", scopes: ["else", "for"]),
        Example(source: "for (const a of b) if (a) c = 1; else d = 1;\nX = 1", scopes: []),
        Example(source: "for (const a of b) try { c() } catch { d() } finally { X = 1 }", scopes: ["finally", "for"]),
        Example(source: "for await (const a of b) X = 1", scopes: ["for"]),
        Example(source: "while (a) b(), X = 1;", scopes: ["while"]),
        Example(source: "while (a) b.\n  c(X)", scopes: ["while"]),
        Example(source: "while (a);\nX = 1", scopes: []),
        Example(source: "do { a() } while (b)\nX = 1", scopes: []),
        Example(source: "a.if(b)\nX = 1", scopes: []),
        Example(source: "if (a) { b = 1 }\nX = 1", scopes: []),
        Example(source: "if (a) b(() => { c() })\nX = 1", scopes: []),
        Example(source: "if (a) return\nX = 1", scopes: []),
        Example(source: "f(() => { if (a) X = 1 })", scopes: ["if", ""]),
        Example(source: "if (a)", scopes: []),
    ]

    @Test("a statement under a condition without braces has a scope of its own", arguments: examples)
    private func scopes(_ example: Example) throws {
        let document = try PromptReader.read(Array(example.source.utf8), name: "a.ts")
        let code = try #require(CodeModel(document))
        guard let token = code.tokens.indices.first(where: { code.name($0) == "X" }) else { return }
        #expect(code.scopes(around: token).dropLast().map { code.scopes[$0].name } == example.scopes)
    }

    @Test("statements in statements are read in time that grows with their number", arguments: ["if (a)\n", "if (a) b(); else "])
    func nested(_ statement: String) throws {
        let source = String(repeating: statement, count: 20_000) + "c();"
        #expect(CodeModel(try PromptReader.read(Array(source.utf8), name: "a.ts")) != nil)
    }

    @Test("an entry of a table is named as people write it")
    func written() {
        #expect(CodePlace.written("threads.[]") == "threads[…]")
        #expect(CodePlace.written("this.chats.[].messages") == "this.chats[…].messages")
        #expect(CodePlace.written("messages") == "messages")
    }
}
