import Testing

@testable import AssayReporting

@Suite struct MarkupTests {
    @Test(arguments: [
        ("o200k_base", "o200k_base"), ("a|b", "a\\|b"), ("_x_", "\\_x\\_"), ("*x*", "\\*x\\*"), ("a\nb", "a b"),
        ("a\r\nb", "a b"), ("<b>", "\\<b\\>"), ("`x`", "\\`x\\`"), ("a\\b", "a\\\\b"), ("~3", "\\~3"),
        ("#1 @x", "#1 @x"), ("|\u{301}", "\\|\u{301}"),
    ])
    func markdown(text: String, cell: String) {
        #expect(Markdown.escape(text) == cell)
    }

    @Test(arguments: [
        ("o200k_base", "o200k\\_base"), ("#1 @x", "\\#1 &#64;x"), ("a\u{1B}b\r\nc", "a b c"), ("[x]", "\\[x\\]"),
    ])
    func commentsCallNobody(text: String, comment: String) {
        #expect(Markdown.escape(text, in: .comment) == comment)
    }

    @Test(arguments: [
        ("<b a=\"x\">'&", "&lt;b a=&quot;x&quot;&gt;&#39;&amp;"), ("a\tb\n", "a\tb\n"),
        ("\u{1B}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
    ])
    func html(text: String, escaped: String) {
        #expect(HTML.escape(text) == escaped)
    }

    @Test(arguments: [
        ("<b a=\"x\">'&", "&lt;b a=&quot;x&quot;&gt;&#39;&amp;"), ("a\tb\r\n", "a&#9;b&#13;&#10;"),
        ("\u{1B}[31m\u{FFFF}", "\\u{1B}[31m\\u{FFFF}"), ("é\u{9B}", "é&#155;"),
    ])
    func xml(text: String, escaped: String) {
        #expect(XML.escape(text) == escaped)
    }

    @Test func aPageCannotBeLeft() {
        let page = HTMLPage(
            title: "</title><script>", style: "", body: "", data: ("x", Array("[\"</script><!--\"]\n".utf8))
        ).text
        #expect(page.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"))
        #expect(page.contains("[\"\\u003c/script>\\u003c!--\"]\n</script>"))
    }
}
