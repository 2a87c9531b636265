import Testing

@testable import AssayPrompts

/// Texts that a program joins of the elements of a list.
@Suite struct ProgramJoinTests {
    /// What the only prompt of a program sends; values as `<expression>`.
    private func sent(_ source: String, as format: PromptFormat) throws -> String? {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        let units = document.units.filter { !$0.facts.isFragment }
        guard let unit = units.first else { return nil }
        #expect(units.count == 1, "\(source)")
        return unit.segments.map { segment in
            if let constant = segment.constant { return String(decoding: constant, as: UTF8.self) }
            return segment.kind == .variable ? "<\(segment.expression)>" : document.text(of: segment).string
        }.joined()
    }

    private static let first = "You are the porter of a small hotel."

    @Test(arguments: [
        "PROMPT = '\\n'.join(['\(first)', 'Be brief.'])",
        "PROMPT = '\\n'.join((\n    '\(first)',\n    'Be '\n    'brief.',\n))",
        "PROMPT = dedent('\\n'.join(['\(first)', 'Be brief.']))", "PROMPT = '\\n'.join(['\(first)', 'Be brief. ']).strip()",
        "PROMPT = ''.join(['\(first)'] ) + '\\nBe brief.'",
        "def build():\n    return '\\n'.join(['\(first)', 'Be brief.'])",
        "RULES = '\\n'.join(['\(first)', 'Be brief.'])\nask(messages=[{'role': 'system', 'content': RULES}])",
    ])
    func python(source: String) throws {
        #expect(try sent(source, as: .python) == "\(Self.first)\nBe brief.", "\(source)")
    }

    @Test(arguments: [
        "const prompt = ['\(first)', 'Be brief.'].join('\\n');",
        "const prompt = [\n  '\(first)',\n  'Be ' + 'brief.',\n].join(\"\\n\");",
        "const prompt = ['\(first)', 'Be brief.']\n  .join(`\n`).trim();",
        "ask({ messages: [{ role: 'system', content: ['\(first)', 'Be brief.'].join('\\n') }] });",
    ])
    func javaScript(source: String) throws {
        #expect(try sent(source, as: .javascript) == "\(Self.first)\nBe brief.", "\(source)")
    }

    @Test(arguments: [
        "let prompt = [\"\(first)\", \"Be brief.\"].joined(separator: \"\\n\")",
        "let prompt = [\"\(first)\\n\", \"Be brief.\"].joined()",
    ])
    func swift(source: String) throws {
        #expect(try sent(source, as: .swift) == "\(Self.first)\nBe brief.", "\(source)")
    }

    @Test func values() throws {
        let python = "PROMPT = '\\n'.join(['\(Self.first)', guest.name, f'Room {room}.'])"
        #expect(try sent(python, as: .python) == "\(Self.first)\n<guest.name>\nRoom <room>.")
        let script = "const prompt = ['\(Self.first)', guestName].join(' ');"
        #expect(try sent(script, as: .javascript) == "\(Self.first) <guestName>")
    }

    @Test(
        "what is spread, made in a loop or joined by a value is not read as far as it goes",
        arguments: [
            "PROMPT = '\\n'.join(['\(first)', *rules])", "PROMPT = '\\n'.join(f'{rule} of the guests' for rule in rules)",
            "PROMPT = sep.join(['\(first)', 'Be brief.'])", "PROMPT = '\\n'.join(rules)",
        ])
    func unread(source: String) throws {
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        #expect(
            !document.units.contains { unit in unit.segments.contains { document.text(of: $0).string.contains("Be brief.") } })
    }

    @Test func deepAndLongListsEnd() throws {
        for count in [200, 20_000] {
            let nested =
                "PROMPT = " + String(repeating: "''.join(['a', ", count: count) + "'b'" + String(repeating: "])", count: count)
            #expect(try PromptReader.read(Array(nested.utf8), as: .python).units.count <= 1)
        }
        let long = "PROMPT = '\\n'.join([" + String(repeating: "'Answer the guest. ', ", count: 20_000) + "])"
        #expect(try PromptReader.read(Array(long.utf8), as: .python).units.count == 1)
    }
}
