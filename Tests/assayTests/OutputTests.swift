import Testing

@testable import assay

@Suite struct OutputTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""),
        ("\r", "\"\r\""), (" a", "\" a\""), ("", ""),
    ])
    func csv(text: String, cell: String) {
        #expect(CSV.escape(text) == cell)
    }

    @Test(arguments: ["a\nb", "a\u{1B}[2J", "a\u{7F}", "a\u{9B}x"])
    func pathsForPeopleHaveNoControlCharacters(text: String) {
        #expect(!FilePath(text).display.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        #expect(FilePath(text).text == text)
    }

    @Test(arguments: [("a/b", "a"), ("/a", "/"), ("a/b/c", "a/b")])
    func parents(path: String, parent: String) {
        #expect(FilePath(path).parent?.text == parent)
    }
}
