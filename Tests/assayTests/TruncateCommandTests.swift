import Testing

@Suite struct TruncateCommandTests {
    private static let text = "Hello, world! 日本語のテキスト 👩‍👩‍👧 naïve café\nlast line of it"

    private func count(_ bytes: [UInt8]) throws -> Int {
        try #require(Int(Tool.run(["count", "--by", "total"], input: bytes).text.dropLast()))
    }

    @Test(arguments: 0..<34)
    func theStartThatFits(limit: Int) throws {
        let text = Array(Self.text.utf8)
        let result = try Tool.run(["truncate", "--max-tokens", "\(limit)"], input: text)
        #expect(text.starts(with: result.output))
        #expect(String(validating: result.output, as: UTF8.self) != nil)
        #expect(try count(result.output) <= limit)
        #expect(result.status == 0)
    }

    @Test(arguments: 0..<34)
    func theEndThatFits(limit: Int) throws {
        let text = Array(Self.text.utf8)
        let result = try Tool.run(["truncate", "--from", "end", "--max-tokens", "\(limit)"], input: text)
        #expect(text.suffix(result.output.count) == result.output[...])
        #expect(String(validating: result.output, as: UTF8.self) != nil)
        #expect(try count(result.output) <= limit)
        #expect(result.status == 0)
    }

    @Test(arguments: ["start", "end"])
    func whatFitsIsLeftAlone(end: String) throws {
        let text = Array(Self.text.utf8)
        #expect(try Tool.run(["truncate", "--from", end, "--max-tokens", "1000"], input: text).output == text)
        #expect(try Tool.run(["truncate", "--from", end, "--max-tokens", "1000"]).output == [])
    }

    @Test func longTextsAreCutWhereTheyShould() throws {
        let text = Array(String(repeating: "word ", count: 500_000).utf8)
        #expect(try Tool.run(["truncate", "--max-tokens", "3"], input: text).text == "word word word")
        #expect(try Tool.run(["truncate", "--max-tokens", "3", "--from", "end"], input: text).text == " word word ")
    }
}
