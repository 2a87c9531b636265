import Testing

/// What a JSON request has that providers take otherwise is said beside its numbers, once a file.
@Suite struct RequestOddityCommandTests {
    private static let request = """
        {"model":"gpt-4o","messages":[{"role":5,"content":"one two three",
        "content":"hello"},
        {"role":"user","content":42}]}
        """

    @Test(arguments: [["count", "--by", "message"], ["count", "--request"], ["cost", "-m", "gpt-4o"]])
    func notes(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.request, to: "r.json")
        let result = try Tool.run(arguments + ["r.json"], in: folder)
        #expect(result.status == 0)
        #expect(
            result.errors == """
                assay: note: r.json:1: the role of this message is a number, and it is counted as one without a role; a role is a \
                text, such as "user"
                assay: note: r.json:2: "content" stands in this object twice; the last one is taken, as JSON parsers do
                assay: note: r.json:3: the content of this message is a number, which is not counted; it is to be a text or a list \
                of content blocks

                """)
    }

    @Test func theLastIsCounted() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.request, to: "r.json")
        #expect(try Tool.run(["count", "--by", "total", "--as", "openai-chat", "r.json"], in: folder).text == "1\n")
    }
}
