import Testing

@testable import AssayLanguageServer

struct TextDocumentTests {
    private static let text = "a😀é\r\nzwei\rdrei\n\nend"

    @Test("every boundary of a character goes to a position and back", arguments: PositionEncoding.allCases)
    func roundTrip(encoding: PositionEncoding) {
        let document = TextDocument(Array(Self.text.utf8))
        for index in Self.text.unicodeScalars.indices {
            let offset = Self.text.utf8.distance(from: Self.text.startIndex, to: index)
            // Between CR and LF there is no position.
            if offset > 0, document.bytes[offset - 1] == 0x0D, document.bytes[offset] == 0x0A { continue }
            #expect(document.offset(of: document.position(of: offset, encoding), encoding) == offset)
        }
    }

    @Test(
        "a character counts what the encoding says",
        arguments: [(PositionEncoding.utf8, 7), (.utf16, 4), (.utf32, 3)])
    func units(encoding: PositionEncoding, end: Int) {
        let document = TextDocument(Array(Self.text.utf8))
        #expect(document.position(of: 7, encoding) == TextPosition(line: 0, character: end))
        #expect(document.position(of: 9, encoding) == TextPosition(line: 1, character: 0))
        #expect(document.position(of: 14, encoding) == TextPosition(line: 2, character: 0))
    }

    @Test("places far into a long line are found too", arguments: PositionEncoding.allCases)
    func longLine(encoding: PositionEncoding) {
        let text = "\n" + String(repeating: "aé😀", count: 2000)
        let document = TextDocument(Array(text.utf8))
        for count in [0, 145, 146, 147, 1024, 1999, 2000] {
            let offset = 1 + 7 * count
            let expected = [PositionEncoding.utf8: 7, .utf16: 4, .utf32: 3][encoding].map { $0 * count }
            let position = document.position(of: offset, encoding)
            #expect(position.line == 1 && position.character == expected)
            #expect(document.offset(of: position, encoding) == offset)
        }
    }

    @Test("positions that do not exist are the nearest that do")
    func clamping() {
        let document = TextDocument(Array(Self.text.utf8))
        for (line, character, offset) in [
            (0, 99, 7), (0, .max, 7), (99, 0, 23), (.max, .max, 23), (-1, 5, 0), (0, -1, 0), (0, 2, 1), (.min, .min, 0),
        ] {
            #expect(document.offset(of: TextPosition(line: line, character: character), .utf16) == offset)
        }
        #expect(TextDocument([]).offset(of: TextPosition(line: 3, character: 3), .utf16) == 0)
        #expect(document.position(of: -5, .utf16) == TextPosition(line: 0, character: 0))
        #expect(document.position(of: 999, .utf16) == TextPosition(line: 4, character: 3))
    }

    @Test(arguments: [
        ("file:///a/b%20c.md", "/a/b c.md"), ("file://localhost/a", "/a"), ("FILE:///%C3%A9", "/é"),
        ("file:///a#x", "/a"), ("file://host/a", nil), ("untitled:1", nil), ("file:///%00", nil), ("file:///%zz", nil),
        ("file:///%f", nil), ("file:///%FF", nil), ("file://", nil), ("", nil),
    ])
    func paths(uri: String, path: String?) {
        #expect(DocumentURI.path(uri) == path)
    }
}
