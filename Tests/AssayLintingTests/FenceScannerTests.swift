import Testing

@testable import AssayLinting

struct FenceScannerTests {
    /// `.` outside, `=` a fence, `x` inside, a letter a line.
    private func places(_ text: String, quotations: Bool) -> String {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            FenceScanner.lines(buffer, 0..<bytes.count, readsQuotationMarks: quotations).map { line in
                switch line.place {
                case .outside: "."
                case .fence: "="
                case .inside: "x"
                }
            }.joined()
        }
    }

    @Test(
        "lines are outside, fences, or inside",
        arguments: [
            ("a\n```swift\nb\n\n```\nc", ".=xx=."), ("~~~\n```\n~~~~\n```\n", "=x=."), ("```\na\n``\n````\nb\n", "=xx=."),
            ("``` a ```\nb\n", ".."), ("  ```\r\na\r\n\t```  \r\nb\r\n", "=x=."), ("> ```\n> a\n>> ```\nb\n", "=x=."),
            ("```\na\n```b\n```\n", "=xx="), ("``\na\n``\n", "..."), ("", ""), ("\n\n", ".."),
        ])
    func fences(_ text: String, _ wanted: String) {
        for quotations in [true, false] { #expect(places(text, quotations: quotations) == wanted) }
    }

    @Test("a fence that nothing closes fences nothing, and those before it stay")
    func unclosed() {
        for quotations in [true, false] {
            #expect(places("```\na\n```\n```\nb\n~~~\nc\n", quotations: quotations) == "=x=....")
        }
    }

    @Test("quotation marks fence where prompts are read, and not in Markdown")
    func quotations() {
        let text = "\"\"\"\na\n\"\"\"\n\"\"\" b\n"
        #expect(places(text, quotations: true) == "=x=.")
        #expect(places(text, quotations: false) == "....")
    }
}
