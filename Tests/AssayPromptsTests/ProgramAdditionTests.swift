import Testing

@testable import AssayPrompts

/// Texts that a program puts together step by step are one prompt.
@Suite struct ProgramAdditionTests {
    /// What each prompt of a program sends; values as `<expression>`, text in a block behind its header: `{if vip|…}`.
    private func sent(_ source: String, as format: PromptFormat) throws -> [String] {
        let document = try PromptReader.read(Array(source.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        return document.units.filter { !$0.facts.isFragment }.map { unit in
            var result = ""
            var open: [Int] = []
            for segment in unit.segments {
                let around = Array(unit.enclosingBlocks(of: segment).reversed())
                while !around.starts(with: open) {
                    open.removeLast()
                    result += "}"
                }
                if segment.kind == .branch || segment.kind == .loop {
                    let block = unit.blocks[segment.block!]
                    result += "{\(segment.kind == .loop ? "for" : block.arm == 0 ? "if" : "or") \(block.expression)|"
                    open = around
                } else if segment.kind == .variable, segment.constant == nil {
                    result += "<\(segment.expression)>"
                } else {
                    result += segment.constant.map { String(decoding: $0, as: UTF8.self) } ?? document.text(of: segment).string
                }
            }
            return result + String(repeating: "}", count: open.count)
        }
    }

    private static let first = "You are the porter of a small hotel."

    @Test(arguments: [
        ("prompt = '\(first)'\nprompt += ' Be brief.'\n", "\(first) Be brief."),
        ("prompt = '\(first)'\nprompt = prompt + ' Be brief.'\n", "\(first) Be brief."),
        (
            "prompt = '\(first)'\nif vip:\n    prompt += ' Offer wine.'\nprompt += question\n",
            "\(first){if vip| Offer wine.}<question>"
        ),
        (
            "prompt = '\(first)'\nif vip: prompt += ' Offer wine.'\nprompt += ' Be brief.'\n",
            "\(first){if vip| Offer wine.} Be brief."
        ),
        (
            "prompt = '\(first)'\nif a == 1:\n    prompt += ' A.'\nelif b:\n    prompt += ' B.'\nelse:\n    prompt += ' C.'\n",
            "\(first){if a == 1| A.}{or b| B.}{or | C.}"
        ),
        (
            "def f(docs):\n    prompt = '\(first)'\n    for doc in docs:\n        prompt += f'\\n- {doc}'\n    return prompt\n",
            "\(first){for docs|\n- <doc>}"
        ),
        (
            "prompt = ''\nprompt += 'You are the porter '\nprompt += 'of a small hotel.'\n", first
        ),
        (
            "prompt = '\(first)'\nfor d in docs:\n    if d.ok:\n        prompt += 'A'\n        prompt += 'B'\n    prompt += 'C'\n",
            "\(first){for docs|{if d.ok|AB}C}"
        ),
        (
            "class A:\n    def f(self):\n        self.prompt = '\(first)'\n        with x:\n            self.prompt += ' Be brief.'\n",
            "\(first) Be brief."
        ),
    ])
    func python(source: String, text: String) throws {
        #expect(try sent(source, as: .python) == [text], "\(source)")
    }

    @Test(arguments: [
        ("let prompt = '\(first)';\nprompt += ' Be brief.';\n", "\(first) Be brief."),
        (
            "function f(docs) {\n  let prompt = '\(first)';\n  for (const doc of docs) {\n    prompt += `\\n- ${doc}`;\n  }\n"
                + "  if (vip) {\n    prompt += ' A';\n  } else if (b) {\n    prompt += ' B';\n  } else {\n    prompt += ' C';\n  }\n"
                + "  return prompt;\n}",
            "\(first){for docs|\n- <doc>}{if vip| A}{or b| B}{or | C}"
        ),
        ("let prompt = '\(first)';\nif (vip) prompt += ' A';\nprompt += ' B';\n", "\(first){if vip| A} B"),
        ("let prompt = ''\nprompt += 'You are the porter '\nprompt += 'of a small hotel.'\n", first),
    ])
    func javaScript(source: String, text: String) throws {
        #expect(try sent(source, as: .javascript) == [text], "\(source)")
    }

    @Test func swift() throws {
        let source = """
            func prompt(for guest: Guest) -> String {
                var prompt = "\(Self.first)"
                if guest.isVIP {
                    prompt += " Offer wine."
                }
                for wish in guest.wishes {
                    prompt += "\\n- \\(wish)"
                }
                return prompt
            }
            """
        #expect(
            try sent(source, as: .swift) == ["\(Self.first){if guest.isVIP| Offer wine.}{for guest.wishes|\n- <wish>}"])
    }

    @Test("texts of which one is sent take what is added behind both")
    func bothArms() throws {
        let source = """
            if vip:
                prompt = '\(Self.first)'
                prompt += ' Offer wine.'
            else:
                prompt = 'You are a porter of few words.'
            prompt += ' Be brief.'
            prompt = 'You are a cook in a small kitchen.'
            prompt += ' Be kind.'
            """
        #expect(
            try sent(source, as: .python) == [
                "\(Self.first) Offer wine. Be brief.", "You are a porter of few words. Be brief.",
                "You are a cook in a small kitchen. Be kind.",
            ])
    }

    @Test("what is added elsewhere is a prompt of its own")
    func elsewhere() throws {
        let source = "prompt = '\(Self.first)'\ndef f(prompt):\n    prompt += ' You are a cook in a small kitchen.'\n"
        #expect(try sent(source, as: .python) == [Self.first, " You are a cook in a small kitchen."])
        let argument = "ask(prompt='\(Self.first)')\nprompt += ' You are a cook in a small kitchen.'\n"
        #expect(try sent(argument, as: .python) == [Self.first, " You are a cook in a small kitchen."])
        let call = "prompt = '\(Self.first)'\nprompt += ask('You are a cook in a small kitchen, and you are kind.')\n"
        #expect(try sent(call, as: .python).count == 2)
    }

    @Test("what messages send is counted there, and only there")
    func sentInMessages() throws {
        let call = "ask(messages=[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': prompt}])\n"
        let steps = "prompt = '\(Self.first)'\nif vip:\n    prompt += ' Offer wine.'\nprompt += question\n"
        #expect(try sent(steps + call, as: .python) == ["Be kind.\(Self.first){if vip| Offer wine.}<question>"])
        let functions =
            "def f(x):\n  prompt = f'\(Self.first) {x}'\n  \(call)def g(y):\n  prompt = 'You are a cook. '\n  prompt += y\n  \(call)"
        #expect(try sent(functions, as: .python) == ["Be kind.\(Self.first) <x>", "Be kind.You are a cook. <y>"])
        let arms = "if vip:\n  prompt = '\(Self.first)'\n  \(call)else:\n  prompt = 'You are a cook.'\n  \(call)"
        #expect(try sent(arms, as: .python) == ["Be kind.\(Self.first)", "Be kind.You are a cook."])
        let script = """
            async function f(docs) {
              let prompt = '\(Self.first)';
              for (const doc of docs) prompt += `\\n- ${doc}`;
              return ask({ messages: [{ role: 'system', content: 'Be kind.' }, { role: 'user', content: prompt }] });
            }
            async function g() {
              const prompt = 'You are a cook.';
              return ask({ system: 'You are kind to the guests.', prompt, model });
            }
            """
        #expect(
            try sent(script, as: .javascript) == [
                "Be kind.\(Self.first){for docs|\n- <doc>}", "You are kind to the guests.You are a cook.",
            ])
    }

    @Test("exclusive steps, and steps behind a return, are not added up")
    func exclusiveSteps() throws {
        let call = "  return ask({ messages: [{ role: 'system', content: 'Be kind.' }, { role: 'user', content: prompt }] });\n"
        let chosen = "function f(k) {\n  let prompt = '\(Self.first)';\n"
        let arms = "Be kind.\(Self.first){if 'a'| A.}{or 'b'| B.}{or | C.}"
        let cases =
            "switch (k) {\n case 'a':\n  prompt += ' A.';\n  break;\n case 'b':\n  prompt += ' B.';\n  break;\n default:\n  prompt += ' C.';\n }\n"
        #expect(try sent(chosen + cases + call + "}", as: .javascript) == [arms])
        let bare = "  if (x) prompt += ' A.';\n  else if (y) prompt += ' B.';\n  else prompt += ' C.';\n"
        #expect(
            try sent(chosen + bare + call + "}", as: .javascript)
                == [arms.replacing("'a'", with: "x").replacing("'b'", with: "y")])
        let callback = "  docs.forEach((d) => {\n    prompt += `\\n- ${d}`;\n  });\n"
        #expect(try sent(chosen + callback + call + "}", as: .javascript) == ["Be kind.\(Self.first){for docs|\n- <d>}"])
        let early =
            "def f(short):\n  prompt = '\(Self.first)'\n  if short:\n    prompt += ' A.'\n    return ask(prompt)\n  prompt += ' B.'\n  return prompt\n"
        #expect(try sent(early, as: .python) == ["\(Self.first){if short| A.}{or | B.}"])
        let guarded =
            "  if (x) {\n    if (done) return null;\n    prompt += ' A.';\n  }\n  prompt += ' B.';\n"
        #expect(try sent(chosen + guarded + call + "}", as: .javascript) == ["Be kind.\(Self.first){if x| A.} B."])
        let matched = "prompt = '\(Self.first)'\nmatch k:\n  case 'a':\n    prompt += ' A.'\n  case 'b':\n    prompt += ' B.'\n"
        #expect(try sent(matched, as: .python) == ["\(Self.first){if 'a'| A.}{or 'b'| B.}"])
    }

    @Test("a text is neither lost nor counted twice")
    func once() throws {
        let steps = "system = '\(Self.first)'\nsystem += ' Be brief.'\n"
        #expect(try sent(steps + "create(system=system, messages=history)\n", as: .python) == ["\(Self.first) Be brief."])
        let call = "ask(messages=[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': prompt}])\n"
        let told = "prompt = '\(Self.first)'\nprompt += ' Be brief.'\nlogger.debug('%s', prompt)\nprint(len(prompt))\n"
        #expect(try sent(told + call, as: .python) == ["Be kind.\(Self.first) Be brief."])
        #expect(try sent(told + call + "print(ask(prompt))\n", as: .python).count == 2)
        let black = "prompt = '\(Self.first)'\nprompt = (\n    prompt\n    + ' Be brief.'\n)\n"
        #expect(try sent(black + call, as: .python) == ["Be kind.\(Self.first) Be brief."])
        let joined = "prompt = '\(Self.first)'\nprompt += '\\n'.join(docs)\n"
        #expect(try sent(joined + call, as: .python) == ["Be kind.\(Self.first)<'\\n'.join(docs)>"])
        let inner =
            "def f():\n  prompt = '\(Self.first)'\n  def g():\n    prompt = 'x'\n    return prompt\n  prompt += ' Be brief.'\n  \(call)"
        #expect(try sent(inner, as: .python) == ["Be kind.\(Self.first) Be brief."])
        let again = "def f():\n  prompt = '\(Self.first)'\n  \(call)  while x:\n    prompt = 'You are a cook.'\n    \(call)"
        #expect(try sent(again, as: .python) == ["Be kind.\(Self.first)", "Be kind.You are a cook."])
    }

    @Test(
        "what may be another text where it is sent stays open",
        arguments: [
            "prompt = '\(first)'\nif vip:\n    prompt = 'You are a cook in a kitchen.'\n",
            "prompt = '\(first)'\nprompt += ' Be brief.'\nprompt = build()\n",
            "prompt = '\(first)'\nprompt += ' {x}'\nprompt = prompt.format(x=1)\n",
            "prompt = '\(first)'\nprompt += ' Be brief.'.upper()\n", "prompt = '\(first)'\nfor prompt in prompts:\n  pass\n",
            "def f(prompt='x'):\n    prompt += '\(first)'\n", "prompt = '\(first)'\nglobal prompt\n",
            "prompt = '\(first)'\nprompt += ' %s'\nprompt %= x\n",
        ])
    func openInMessages(steps: String) throws {
        let call = "ask(messages=[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': prompt}])\n"
        #expect(try sent(steps + call, as: .python).contains { $0.hasPrefix("Be kind.<") }, "\(steps)")
    }

    @Test("a text that is read elsewhere as well is a prompt of its own, too")
    func readElsewhere() throws {
        let call = "ask(messages=[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': prompt}])\n"
        let source = "prompt = '\(Self.first)'\nprompt += ' Be brief.'\n\(call)save(prompt)\n"
        #expect(try sent(source, as: .python) == ["\(Self.first) Be brief.", "Be kind.\(Self.first) Be brief."])
    }

    @Test func manyCallsEnd() throws {
        let call = "ask(messages=[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': prompt}])\n"
        for count in [500, 2_000] {
            let long = "prompt = '\(String(repeating: "You are a cook. ", count: count))'\nprompt += ' Be brief.'\n"
            let many = String(repeating: "prompt = 'You are a cook.'\nprompt += ' Be brief.'\n\(call)", count: count)
            for source in [long + String(repeating: call, count: count), many] {
                #expect(try PromptReader.read(Array(source.utf8), as: .python).units.count >= 1)
            }
        }
    }

    @Test func manyStepsEnd() throws {
        for count in [1_000, 4_000] {
            let lines = (0..<count).map {
                "\(String(repeating: " ", count: $0 % 50))if a:\n\(String(repeating: " ", count: $0 % 50 + 1))prompt += 'b'\n"
            }
            let bases = String(repeating: "if c:\n  prompt = '\(Self.first)'\n", count: count)
            for source in [
                "prompt = '\(Self.first)'\n" + lines.joined(), bases + lines.joined(),
                String(repeating: "prompt = 'You are a cook.'\nprompt += 'a'\n", count: count),
            ] {
                #expect(try PromptReader.read(Array(source.utf8), as: .python).units.count >= 1)
            }
            let script = "let prompt = '\(Self.first)';\n" + String(repeating: "if (a) {\nprompt += 'b';\n", count: count)
            #expect(try PromptReader.read(Array(script.utf8), as: .javascript).units.count == 1)
        }
    }
}
