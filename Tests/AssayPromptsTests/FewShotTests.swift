import Testing

@testable import AssayPrompts

@Suite struct FewShotTests {
    private func document(_ fields: String) throws -> PromptDocument {
        let text = "{\"_type\": \"few_shot\", \"input_variables\": [\"q\"], \(fields)}"
        let document = try PromptReader.read(Array(text.utf8), as: .langchain)
        #expect(Invariants.breaches(document) == [])
        return document
    }

    private static let examples = "\"examples\": [{\"a\": \"x\\ny\", \"b\": \"1\"}, {\"b\": \"2\", \"a\": \"z\"}]"

    @Test func theExamplePromptIsFilled() throws {
        let prompt = "\"example_prompt\": {\"_type\": \"prompt\", \"template\": \"{{A}}: {a}\\nB: {b}\"}"
        let document = try document("\"prefix\": \"P\", \(prompt), \(Self.examples), \"suffix\": \"S {q}\"")
        #expect(document.texts(.example) == ["\n\n{A}: x\ny\nB: 1", "\n\n{A}: z\nB: 2\n\n"])
        #expect(document.texts() == ["P", "S "])
    }

    @Test func separatorsStandBetweenPartsAlone() throws {
        let prompt = "\"example_prompt\": {\"template\": \"{a}\"}, \"example_separator\": \" | \""
        #expect(try document("\(prompt), \(Self.examples)").texts(.example) == ["x\ny", " | z"])
    }

    @Test(arguments: [
        "\"example_prompt_path\": \"e.json\"",
        "\"template_format\": \"jinja2\", \"example_prompt\": {\"template\": \"{% if a %}{{a}}{% endif %}\"}",
    ])
    func whatCannotBeFilledStandsAsItIsWritten(prompt: String) throws {
        #expect(try document("\(prompt), \(Self.examples)").texts(.example).last == "{\"b\": \"2\", \"a\": \"z\"}")
    }

    @Test func olderFilesAreKnownByTheirVariables() {
        let text = "{\"input_variables\": [\"q\"], \"output_parser\": null, \"template\": \"Q {q}\"}"
        #expect(FormatDetector.detect(Array(text.utf8), name: "prompt.json") == .langchain)
        #expect(
            FormatDetector.detect(Array("input_variables: [q]\ntemplate: Q {q}\n".utf8), name: "p.yaml") == .langchain)
    }

    /// Chains and agents hold prompts, each of which is sent on its own.
    @Test func promptsInsideChains() throws {
        let text = #"""
            {"_type": "map_reduce_documents_chain", "llm_chain": {"_type": "llm_chain",
              "prompt": {"_type": "prompt", "input_variables": ["text"], "template": "Shorten:\n{text}"}},
             "combine_document_chain": {"llm_chain": {
              "prompt": {"_type": "prompt", "input_variables": ["all"], "template": "Join {all} now"}}}}
            """#
        #expect(FormatDetector.detect(Array(text.utf8), name: "chain.json") == .langchain)
        let document = try PromptReader.read(Array(text.utf8), as: .langchain)
        #expect(document.units.map(\.name) == ["llm_chain.prompt", "combine_document_chain.llm_chain.prompt"])
        let index = LineIndex(document.source)
        for (unit, line) in zip(document.units, [2, 4]) {
            let first = try #require(unit.messages.first?.segments.first)
            #expect(index.line(at: first.span.lowerBound) == line)
        }
        #expect(document.units[1].facts.inputs.map(\.name) == ["all"])
    }

    @Test func aChainWithoutPromptsHasNoUnits() throws {
        let text = #"{"_type": "llm_requests_chain", "llm": {"model_name": "x"}}"#
        #expect(try PromptReader.read(Array(text.utf8), as: .langchain).units.isEmpty)
    }

    /// Brackets inside a template's parameters.
    @Test func aTemplateStringWithAListOfUnions() throws {
        let text = "template_string Row(items: (int | string)[], n: int) #\"\n  Items {{ items }}\n\"#\n"
        let document = try PromptReader.read(Array(text.utf8), as: .baml)
        #expect(document.units.map(\.name) == ["Row"])
    }
}
