import Testing

@testable import AssayPrompts

/// What code does to a text before it is sent. Expected texts are what Python and JavaScript give.
@Suite struct CodeTransformTests {
    private func text(_ source: String, as format: PromptFormat = .python) throws -> String {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        let unit = try #require(document.units.first, "\(source)")
        return unit.segments.map { $0.kind == .variable ? "<\($0.expression)>" : document.text(of: $0).string }.joined()
    }

    private static let body =
        "\"\"\"\\\n    You are a helper of people.\n      Indented.\n\n  \t \n    Last line.\n    \"\"\""

    @Test(arguments: [
        ("P_PROMPT = dedent(\(body))", "You are a helper of people.\n  Indented.\n\n\nLast line.\n"),
        ("P_PROMPT = textwrap.dedent(\(body)).strip()", "You are a helper of people.\n  Indented.\n\n\nLast line."),
        ("P_PROMPT = dedent(\(body).rstrip())", "You are a helper of people.\n  Indented.\n\n\nLast line."),
        (
            "P_PROMPT = inspect.cleandoc(\"\"\"  You are a helper of people.\n    Second.\n      Third.\n\n\"\"\")",
            "You are a helper of people.\nSecond.\n  Third."
        ),
        ("P_PROMPT = '  You are a helper of people. '.lstrip()", "You are a helper of people. "),
        ("P_PROMPT = 'xxYou are a helper of people.xx'.strip('x')", "xxYou are a helper of people.xx"),
        (
            "P_PROMPT = ('You are a helper ' 'of people.\\n' + ' And more. '.strip())",
            "You are a helper of people.\nAnd more."
        ),
        ("P_PROMPT = f'  You are {who} of people.  '.strip()", "You are <who> of people."),
        ("P_PROMPT = f'{who}  You are of many people. '.strip()", "<who>  You are of many people."),
        (
            "P_PROMPT = dedent(f'''\n    You are {who}\n    {what} and all\n    of these people''')",
            "\nYou are <who>\n<what> and all\nof these people"
        ),
        ("PROMPTS['a'] = 'You are a helper of people.'", "You are a helper of people."),
        ("P_PROMPT = RichPromptTemplate('You are a helper of {x} people.')", "You are a helper of <x> people."),
    ])
    func python(source: String, expected: String) throws {
        #expect(try text(source) == expected)
    }

    @Test(arguments: [
        ("const prompt = `\n  You are a helper of people.\n`.trim();", "You are a helper of people."),
        (
            "const prompt = dedent`\n  You are a helper of people.\n    More ${x}.\n`;",
            "You are a helper of people.\n  More <x>."
        ),
        ("const prompt = ' You are a helper of people. '.trimEnd();", " You are a helper of people."),
    ])
    func javaScript(source: String, expected: String) throws {
        #expect(try text(source, as: .javascript) == expected)
    }

    @Test func swiftTrimmed() throws {
        let source = "let prompt = \"  You are a helper of people. \".trimmingCharacters(in: .whitespacesAndNewlines)"
        #expect(try text(source, as: .swift) == "You are a helper of people.")
    }

    @Test func positionsSurvive() throws {
        let source = "P_PROMPT = dedent('''\n    You are a helper.\n    Be kind to people.\n''')"
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        let segment = try #require(document.units.first?.segments.first)
        let decoded = document.text(of: segment)
        let kind = try #require(PythonStrings.find(Array("kind".utf8), in: decoded.bytes, from: 0))
        let place = document.lineIndex().position(at: decoded.map.source(of: kind))
        #expect(place == LineIndex.Position(line: 3, column: 8))
    }
}
