import Testing

@testable import AssayPrompts

/// Where a program's string is not closed, what is lost is said once.
@Suite struct UnclosedStringTests {
    private static let prompt = "\"You are a kind helper of many people.\"\n"

    private func problems(_ source: String, as format: PromptFormat) throws -> [String] {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        let lines = document.lineIndex()
        return document.problems.map { "\(lines.line(at: $0.offset)): \($0.message)" }
    }

    private static let line = "the string that begins here is not closed on its line, and was not read"
    private static let end = "the string that begins here has no end that was found: what follows was not read"

    @Test(arguments: [
        ("A = \(prompt)B = \"You are\nC = 'x\n", PromptFormat.python, line),
        ("A = \(prompt)B = f\"\"\"You are\nC = 1\n", .python, end),
        ("const a = \(prompt)const b = `You are\nlet c\n", .javascript, end),
        ("const a = \(prompt)const b = {content: 'You are\n}\nlet c = '\n", .javascript, line),
        ("let a = \(prompt)let b = \"\"\"\n  You are\n", .swift, end),
        ("let a = \(prompt)let b = \"You are\nlet c = 1\n", .swift, line),
    ])
    func said(source: String, format: PromptFormat, message: String) throws {
        #expect(try problems(source, as: format) == ["2: \(message)"])
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(document.units.first.map { document.text(of: $0.segments[0]).string } == "You are a kind helper of many people.")
    }

    @Test(arguments: [
        ("A = 'one \\\r\n two'\nB = \"it's\"  # don't\n", PromptFormat.python),
        ("const a = 'one \\\n two'; // don't\nconst b = /[\"']/.test(x);\n", .javascript),
        ("return <p title=\"one\n two\">Don't: 'say\n it'</p>;\n", .javascript),
        ("const a = `it's ${b ? '`' : \"\"}`;\n", .javascript),
        ("let a = \"it's\" // don't\nlet b = /\"[^\"]*\"x\"/\n", .swift),
        ("let a = #\"a \"quoted\" one\"#\nlet b = [#\"\"\"\"#, #\"\"\"a\"#]\nlet c = #\"\"\"\n  a \"\"\"\n  \"\"\"#\n", .swift),
    ])
    func notSaid(source: String, format: PromptFormat) throws {
        #expect(try problems(source, as: format) == [])
    }
}
