import Testing

@testable import AssayText

@Suite struct HarmlessTextTests {
    @Test(
        "what steers a terminal is written as an escape",
        arguments: [
            ("a.txt", "a.txt"), ("", ""), ("é \u{A0}ÿ", "é \u{A0}ÿ"), ("\u{1B}[31m", "\\u{1B}[31m"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{7F}\u{9B}", "\\u{7F}\\u{009B}"),
            ("e\u{301}\u{1B}", "e\u{301}\\u{1B}"),
        ])
    func harmless(text: String, shown: String) {
        #expect(text.harmless() == shown)
    }

    @Test("messages of several lines keep them")
    func lines() {
        #expect("a\nb\u{1B}\r\n".harmless(keepsLines: true) == "a\nb\\u{1B}\\r\n")
    }
}
