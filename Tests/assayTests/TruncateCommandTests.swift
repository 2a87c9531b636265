import Testing

@Suite struct TruncateCommandTests {
    private static let text = "Hello, world! 日本語のテキスト 👩‍👩‍👧 naïve cafe\u{301}\r\nlast line of it"

    private func count(_ bytes: [UInt8]) throws -> Int {
        try #require(Int(Tool.run(["count", "--by", "total"], input: bytes).text.dropLast()))
    }

    @Test(arguments: 0..<34)
    func theStartThatFits(limit: Int) throws {
        let text = Array(Self.text.utf8)
        let result = try Tool.run(["truncate", "--max-tokens", "\(limit)"], input: text)
        #expect(text.starts(with: result.output))
        let kept = try #require(String(validating: result.output, as: UTF8.self))
        #expect(Self.text.starts(with: kept), "a character is torn")
        #expect(try count(result.output) <= limit)
        #expect(result.status == 0)
    }

    @Test(arguments: 0..<34)
    func theEndThatFits(limit: Int) throws {
        let text = Array(Self.text.utf8)
        let result = try Tool.run(["truncate", "--from", "end", "--max-tokens", "\(limit)"], input: text)
        #expect(text.suffix(result.output.count) == result.output[...])
        let kept = try #require(String(validating: result.output, as: UTF8.self))
        #expect(Self.text.suffix(kept.count) == kept, "a character is torn")
        #expect(try count(result.output) <= limit)
        #expect(result.status == 0)
    }

    @Test(arguments: ["start", "end"])
    func whatFitsIsLeftAlone(end: String) throws {
        let text = Array(Self.text.utf8)
        #expect(try Tool.run(["truncate", "--from", end, "--max-tokens", "1000"], input: text).output == text)
        #expect(try Tool.run(["truncate", "--from", end, "--max-tokens", "1000"]).output == [])
    }

    @Test(arguments: [
        ("start", "a\u{FF} b", "standard input is not UTF-8 at byte 1; its bytes are counted as they are"),
        ("end", "a\u{FF} b", "standard input is not UTF-8 at byte 1; its bytes are counted as they are"),
    ])
    func whatIsNotUTF8IsSaid(end: String, text: String, message: String) throws {
        // Latin-1: one byte a scalar.
        let bytes = text.unicodeScalars.map { UInt8($0.value) }
        let result = try Tool.run(["truncate", "--from", end, "--max-tokens", "1000"], input: bytes)
        #expect(result.output == bytes)
        #expect(result.errors == "assay: note: \(message)\n")
        #expect(result.status == 0)
    }

    /// A character longer than what is looked at is cut, so that a text of one character is not lost as a whole.
    @Test(arguments: ["start", "end"])
    func endlessCharactersAreCut(end: String) throws {
        let text = "e" + String(repeating: "\u{301}", count: 4000)
        let result = try Tool.run(
            ["truncate", "--from", end, "--max-tokens", "1500"], input: Array(text.utf8))
        #expect(result.output.count > 1000 && result.output.count < text.utf8.count)
        #expect(String(validating: result.output, as: UTF8.self) != nil)
    }

    @Test func longTextsAreCutWhereTheyShould() throws {
        let text = Array(String(repeating: "word ", count: 500_000).utf8)
        #expect(try Tool.run(["truncate", "--max-tokens", "3"], input: text).text == "word word word")
        #expect(try Tool.run(["truncate", "--max-tokens", "3", "--from", "end"], input: text).text == " word word ")
    }
}
