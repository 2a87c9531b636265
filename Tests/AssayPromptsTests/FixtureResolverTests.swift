import Testing

@testable import AssayPrompts

/// Values beside a prompt and in the files it names.
@Suite struct FixtureResolverTests {
    private func sets(_ yaml: String, _ files: [String: String] = [:], as format: PromptFormat = .promptfoo) throws
        -> ([String: String], [String])
    {
        let document = try PromptReader.read(Array(yaml.utf8), as: format)
        let resolver = FixtureResolver { path in files[path].map { Array($0.utf8) } }
        let (values, problems) = resolver.values(of: try #require(document.units.first))
        var result: [String: String] = [:]
        for set in values {
            result[set.name] = set.values.map { "\($0.name)=\($0.value.rendered())" }.sorted().joined(separator: " ")
        }
        return (result, problems.map(\.message))
    }

    @Test func testsStandOnTheDefault() throws {
        let (sets, problems) = try sets(
            "prompts: ['{{a}}']\ndefaultTest: {vars: {a: 1, b: 2}}\ntests:\n  - vars: {b: 3}\n  - vars: {c: x}\n  - assert: []\n"
        )
        #expect(sets == ["test 1": "a=1 b=3", "test 2": "a=1 b=2 c=x"])
        #expect(problems == [])
    }

    @Test func theDefaultAloneIsASet() throws {
        #expect(try sets("prompts: ['{{a}}']\ndefaultTest: {vars: {a: 1}}\n").0 == ["defaultTest": "a=1"])
    }

    @Test func listsOfTextsAreCombined() throws {
        let (sets, _) = try sets("prompts: ['{{a}}']\ntests: [{vars: {a: [x, y], b: [p, q], c: [{k: 1}]}}]\n")
        #expect(
            sets.values.sorted() == [
                "a=x b=p c=[{'k': 1}]", "a=x b=q c=[{'k': 1}]", "a=y b=p c=[{'k': 1}]", "a=y b=q c=[{'k': 1}]",
            ])
    }

    @Test func aMatrixIsLimited() throws {
        let list = "[" + (0..<200).map { "v\($0)" }.joined(separator: ", ") + "]"
        let (sets, problems) = try sets("prompts: ['{{a}}']\ntests: [{vars: {a: \(list), b: \(list), c: \(list)}}]\n")
        #expect(sets.count == 1_000)
        #expect(problems == ["only the first 1000 sets of values are used"])
    }

    @Test func filesHoldValuesAndSets() throws {
        let files = [
            "t.yaml": "- vars: {a: 1}\n- vars: {a: 2}\n", "t.jsonl": "{\"vars\": {\"a\": 3}}\n", "v.json": "{\"a\": 4}",
            "text.md": "# Hi", "data.yaml": "k: [1, 2]", "t.csv": "a,__expected,b\r\n\"x, \"\"y\"\"\",z,w\r\n",
        ]
        let (sets, problems) = try sets(
            """
            prompts: ['{{a}}']
            tests:
              - file://t.yaml
              - file://t.jsonl
              - vars: file://v.json
              - vars: {a: file://text.md, b: file://data.yaml}
              - file://t.csv
              - file://gone.yaml
              - file://make.py
              - file://all/*.yaml
              - vars: {a: file://gone.txt, b: 1}
            """, files)
        #expect(
            sets == [
                "test 1 1": "a=1", "test 1 2": "a=2", "test 2 1": "a=3", "test 3": "a=4",
                "test 4": "a=# Hi b={'k': [1, 2]}", "test 5 1": "a=x, \"y\" b=w", "test 9": "b=1",
            ])
        #expect(
            problems == [
                "cannot read gone.yaml beside it", "make.py is a program that makes values; it is not run",
                "all/*.yaml is no single file; its values are not used", "test 9: cannot read gone.txt beside it",
            ])
    }

    @Test func promptySamplesAreValuesOrAFile() throws {
        let inline = try sets("---\nname: a\nsample: {q: 1}\n---\nuser:\n{{q}}\n", as: .prompty)
        #expect(inline.0 == ["sample": "q=1"])
        let file = try sets(
            "---\nname: a\nsample: ${file:s.json}\n---\nuser:\n{{q}}\n", ["s.json": "{\"q\": 2}"], as: .prompty)
        #expect(file.0 == ["sample": "q=2"])
        let declared = try sets(
            "---\nname: a\ninputs:\n  q: {type: string, sample: 3}\n  r: {default: 4}\n  s: string\n---\nuser:\n{{q}}\n",
            as: .prompty)
        #expect(declared.0 == ["sample": "q=3 r=4"])
    }

    @Test func promptflowPassesConstantsAndDefaults() throws {
        let flow = """
            inputs:
              q: {type: string, default: why}
              r: {type: string}
            nodes:
            - name: n
              type: llm
              source: {type: code, path: n.jinja2}
              inputs: {max_tokens: 9, a: "${inputs.q}", b: "${inputs.r}", c: "${other.output}", d: fixed}
            """
        #expect(try sets(flow, as: .promptflow).0 == ["defaults": "a=why d=fixed max_tokens=9"])
    }

    @Test func aValuesFileIsAMappingOrAList() throws {
        #expect(try PromptValues.read(Array("a: 1".utf8), name: "v.yaml").map(\.name) == ["v.yaml"])
        #expect(try PromptValues.read(Array("[{\"a\": 1}, {}]".utf8), name: "v").map(\.name) == ["v 1", "v 2"])
        for broken in ["", "[]", "[1]", "text", "{\"a\": ", "- - 1"] {
            #expect(throws: ReadError.self) { try PromptValues.read(Array(broken.utf8), name: "v") }
        }
    }
}

/// Units that name the file their text stands in.
@Suite struct IncludeResolverTests {
    private func units(_ text: String, _ files: [String: String], as format: PromptFormat) throws
        -> ([ResolvedUnit], [String])
    {
        let document = try PromptReader.read(Array(text.utf8), as: format)
        let found = IncludeResolver { path in files[path].map { Array($0.utf8) } }.units(of: document)
        for unit in found.units { #expect(Invariants.breaches(unit.document) == []) }
        return (found.units, (found.problems + found.skipped).map(\.message))
    }

    @Test func textFilesAreDividedAndJSONIsAMessageList() throws {
        let files = [
            "a.txt": "One {{x}}\n---\nTwo\n",
            "b.json": "[{\"role\":\"system\",\"content\":\"S {{x}}\"},{\"role\":\"user\",\"content\":\"U\"}]",
            "c.yaml": "- role: user\n  content: Hi {{x}}\n",
        ]
        let (units, problems) = try units(
            "prompts: [file://a.txt, file://b.json, c.yaml, 'inline {{x}}']\ntests: [{vars: {x: 1}}]\n", files,
            as: .promptfoo)
        #expect(problems == [])
        #expect(units.map(\.unit.name) == ["prompts.0.0", "prompts.0.1", "prompts.1", "prompts.2", "prompts.3"])
        #expect(units.map { $0.unit.messages.map(\.role.name) } == [[""], [""], ["system", "user"], ["user"], [""]])
        #expect(units.allSatisfy { $0.unit.facts.fixtures.count == 1 })
        let texts = units.map { unit in
            unit.unit.segments.filter { $0.kind == .text }.map { unit.document.text(of: $0).string }
        }
        #expect(texts == [["One "], ["Two"], ["S ", "U"], ["Hi "], ["inline "]])
    }

    @Test func promptflowReadsTheTemplate() throws {
        let flow =
            "inputs: {}\nnodes:\n- {name: n, type: llm, source: {type: code, path: n.jinja2}, inputs: {model: m}}\n"
        let (units, _) = try units(flow, ["n.jinja2": "# system:\nBe kind.\n# user:\n{{q}}\n"], as: .promptflow)
        #expect(units.first?.unit.messages.map(\.role.name) == ["system", "user"])
        #expect(units.first?.unit.facts.model == "m")
        #expect(units.first?.path == "n.jinja2")
    }

    @Test func aFileThatNamesItselfEnds() throws {
        let config = "prompts: [file://c.yaml]\ntests: []\n"
        let (units, problems) = try units(config, ["c.yaml": config], as: .promptfoo)
        #expect(units.count == 1 && problems == [])
    }

    @Test func programsAndMissingFilesAreSaid() throws {
        let (units, problems) = try units(
            "prompts: [file://p.py:make, file://gone.txt]\ntests: []\n", [:], as: .promptfoo)
        #expect(units.isEmpty)
        #expect(
            problems == ["cannot read gone.txt beside it", "p.py:make is a program that makes the prompt; it is not counted"])
    }
}
