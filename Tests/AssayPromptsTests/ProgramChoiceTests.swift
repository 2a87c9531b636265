import Testing

@testable import AssayPrompts

/// Texts of which a condition chooses one: the arms of a branch.
@Suite struct ProgramChoiceTests {
    /// What the only prompt of a program sends; values as `<expression>`, arms as `[condition: text | text]`.
    private func sent(_ source: String, as format: PromptFormat) throws -> String? {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        let units = document.units.filter { !$0.facts.isFragment }
        guard let unit = units.first else { return nil }
        #expect(units.count == 1, "\(source)")
        var result = ""
        var open: [Int] = []
        func close(to block: Int?) {
            let around = block.map { index in unit.enclosingBlocks(of: unit.segments.first { $0.block == index }!) } ?? []
            while let last = open.last, !around.contains(last) {
                open.removeLast()
                let isLast = !unit.blocks.contains { $0.group == unit.blocks[last].group && $0.arm > unit.blocks[last].arm }
                if isLast { result += "]" }
            }
        }
        for segment in unit.segments {
            close(to: segment.block)
            if segment.kind == .branch, let block = segment.block {
                result +=
                    (unit.blocks[block].arm == 0 ? "[" : " | ") + (segment.expression.isEmpty ? "" : segment.expression + ": ")
                open.append(block)
            } else if let constant = segment.constant {
                result += String(decoding: constant, as: UTF8.self)
            } else {
                result += segment.kind == .variable ? "<\(segment.expression)>" : document.text(of: segment).string
            }
        }
        close(to: nil)
        return result
    }

    private static let short = "You are a porter. Be brief."
    private static let long = "You are the porter of a small hotel. Explain."

    @Test(arguments: [
        "const prompt = vip ? '\(long)' : '\(short)';", "const prompt = (vip) ? '\(long)'\n  : '\(short)';",
        "const prompt =\n  vip\n    ? `\(long)`\n    : `\(short)`\n", "ask({ system: vip ? '\(long)' : '\(short)', model })",
        "ask({ messages: [{ role: 'system', content: vip ? '\(long)' : '\(short)' }] })",
        "function makePrompt(vip) {\n  return vip ? '\(long)' : '\(short)';\n}",
        "const makePrompt = (vip) => vip ? '\(long)' : '\(short)';",
        "const text = vip ? '\(long)' : '\(short)';\nask({ messages: [{ role: 'system', content: text }] });",
        "const LONG = '\(long)';\nconst prompt = vip ? LONG : '\(short)';",
        "let prompt: String? = vip ? '\(long)' : '\(short)';",
    ])
    func javaScript(source: String) throws {
        #expect(
            try sent(source, as: .javascript)?.contains("[vip: \(Self.long) | \(Self.short)]") == true
                || (try sent(source, as: .javascript)) == "[(vip): \(Self.long) | \(Self.short)]", "\(source)")
    }

    @Test(arguments: [
        "prompt = '\(long)' if vip else '\(short)'", "prompt = ('\(long)'\n    if vip\n    else '\(short)')",
        "ask(system='\(long)' if vip else '\(short)', messages=history)",
        "ask(messages=[{'role': 'system', 'content': '\(long)' if vip else '\(short)'}])",
        "def make_prompt(vip):\n    return '\(long)' if vip else '\(short)'",
        "make_prompt = lambda vip: '\(long)' if vip else '\(short)'",
        "text = '\(long)' if vip else '\(short)'\nask(messages=[{'role': 'system', 'content': text}])",
        "LONG = '\(long)'\nprompt = LONG if vip else '\(short)'",
        "SHORT = '\(short)'\nprompt = '\(long)' if vip else SHORT",
    ])
    func python(source: String) throws {
        #expect(try sent(source, as: .python) == "[vip: \(Self.long) | \(Self.short)]", "\(source)")
    }

    @Test func swift() throws {
        let source = "let prompt = guest.isVIP && nights > 3 ? \"\(Self.long)\" : \"\(Self.short)\""
        #expect(try sent(source, as: .swift) == "[guest.isVIP && nights > 3: \(Self.long) | \(Self.short)]")
    }

    @Test func chainsAndNests() throws {
        let script = "const prompt = kind === 'a' ? '\(Self.long)' : kind === 'b' ? '\(Self.short)' : other;"
        #expect(
            try sent(script, as: .javascript) == "[kind === 'a': \(Self.long) | kind === 'b': \(Self.short) | <other>]")
        let python = "prompt = '\(Self.long)' if kind == 'a' else '\(Self.short)' if kind == 'b' else other"
        #expect(try sent(python, as: .python) == "[kind == 'a': \(Self.long) | kind == 'b': \(Self.short) | <other>]")
        let inside = "const prompt = '\(Self.long)' + (vip ? ' Offer wine.' : '') + ' ' + question;"
        #expect(try sent(inside, as: .javascript) == "\(Self.long)[vip:  Offer wine. | ] <question>")
        let none = "prompt = '\(Self.long)' + (' Offer wine.' if vip else '') + question"
        #expect(try sent(none, as: .python) == "\(Self.long)[vip:  Offer wine. | ]<question>")
        let nested = "const prompt = a ? (b ? '\(Self.long)' : '\(Self.short)') : null;"
        #expect(try sent(nested, as: .javascript) == "[a: [b: \(Self.long) | \(Self.short)] | ]")
    }

    @Test(
        "choices inside of a literal",
        arguments: [
            ("const prompt = `\(long)${vip ? ' Offer wine.' : ''} Bye.`;", PromptFormat.javascript),
            ("const prompt = `\(long)${\n  vip\n    ? ` Offer wine.`\n    : ''\n} Bye.`;", .javascript),
            ("prompt = f'\(long){\" Offer wine.\" if vip else \"\"} Bye.'", .python),
            ("prompt = f'''\(long){(\n  ' Offer wine.' if vip else ''\n)} Bye.'''", .python),
            ("let prompt = \"\(long)\\(vip ? \" Offer wine.\" : \"\") Bye.\"", .swift),
            (
                "const text = `\(long)${vip ? ' Offer wine.' : ''} Bye.`;\n"
                    + "ask({ messages: [{ role: 'user', content: text }] });", .javascript
            ),
        ])
    func inLiterals(source: String, format: PromptFormat) throws {
        #expect(try sent(source, as: format) == "\(Self.long)[vip:  Offer wine. | ] Bye.", "\(source)")
    }

    @Test func literalsInLiterals() throws {
        let script = "const prompt = `\(Self.long)${a ? ` A${b ? ` B of ${name}` : ''}.` : none}`;"
        #expect(try sent(script, as: .javascript) == "\(Self.long)[a:  A[b:  B of <name> | ]. | <none>]")
        let wine = "const WINE = ' Offer wine.';\nconst prompt = `\(Self.long)${vip ? WINE : ''}`;"
        #expect(try sent(wine, as: .javascript) == "\(Self.long)[vip:  Offer wine. | ]")
    }

    @Test(
        "values of which more is made stay open",
        arguments: [
            ("const prompt = `\(long)${(vip ? ' Offer wine.' : '').repeat(2)}`;", PromptFormat.javascript),
            ("const prompt = `\(long)${wishes?.join(', ')}`;", .javascript),
            ("const prompt = `\(long)${(vip ? ' Offer wine.' : '') || 'x'}`;", .javascript),
            ("prompt = f'\(long){\" Offer wine.\" if vip else \"\"!r}'", .python),
            ("prompt = f'\(long){\" Offer wine.\" if vip else \"\":>20}'", .python),
            ("prompt = f'\(long){\" \".join(x for x in y if x)}'", .python),
        ])
    func openInLiterals(source: String, format: PromptFormat) throws {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(document.units.allSatisfy { $0.blocks.isEmpty }, "\(source)")
        #expect(document.units.first?.segments.contains { $0.isOpenValue } == true)
    }

    @Test(
        "signs that only look like a choice",
        arguments: [
            "function ask(prompt?: string, system: string = '\(long)') {}", "const prompt = base ?? '\(long)';",
            "const name = base\nreturn x ? 1 : '\(long)'", "const prompt = options?.prompt ?? '\(long)';",
            "const prompt = vip ? '\(long)';",
        ])
    func noChoice(source: String) throws {
        let document = try PromptReader.read(Array(source.utf8), as: .javascript)
        #expect(Invariants.breaches(document) == [])
        #expect(document.units.allSatisfy { $0.blocks.isEmpty }, "\(source)")
    }

    @Test func comprehensionsAreNoChoice() throws {
        let source = "PROMPTS = ['\(Self.long)' for kind in kinds if kind]"
        #expect(try PromptReader.read(Array(source.utf8), as: .python).units.allSatisfy { $0.blocks.isEmpty })
    }

    @Test func valuesChooseAnArm() throws {
        let source = "text = '\(Self.long)' if vip else '\(Self.short)'\nask(messages=[{'role': 'system', 'content': text}])"
        let document = try PromptReader.read(Array(source.utf8), as: .python)
        let unit = try #require(document.units.first { !$0.facts.isFragment })
        for (value, text) in [(true, Self.long), (false, Self.short)] {
            let rendered = UnitRenderer(document).render(unit, values: [("vip", .bool(value))])
            #expect(rendered.messages.map(\.text) == [text])
        }
    }

    @Test func longAndDeepChoicesEnd() throws {
        for count in [100, 20_000] {
            let sources = [
                "const prompt = " + String(repeating: "a ? 'You are a porter.' : ", count: count) + "'b';",
                "const prompt = " + String(repeating: "a ? ", count: count) + "'b'" + String(repeating: " : 'c'", count: count),
                "const prompt = " + String(repeating: "(a ? ", count: count) + "'b'" + String(repeating: " : 'c')", count: count),
                "prompt = " + String(repeating: "'You are a porter.' if a else ", count: count) + "'b'",
                "prompt = " + String(repeating: "('a' if ", count: count) + "b" + String(repeating: " else 'c')", count: count),
                "prompt = " + String(repeating: "(", count: count) + "'a'" + String(repeating: " if b else 'c')", count: count),
                "prompt = f'" + String(repeating: "{'a' if b else ''}", count: count) + "'",
                "prompt = " + String(repeating: "f'{f\"{", count: count) + "1 if b else 2"
                    + String(repeating: "}\"}'", count: count),
            ]
            let nested =
                "const prompt = " + String(repeating: "`a${b ? ", count: count) + "'c'"
                + String(repeating: " : ''}`", count: count)
            #expect(Invariants.breaches(try PromptReader.read(Array(nested.utf8), as: .javascript)) == [])
            for (index, source) in sources.enumerated() {
                let document = try PromptReader.read(Array(source.utf8), as: index < 3 ? .javascript : .python)
                #expect(Invariants.breaches(document) == [])
            }
        }
    }
}
