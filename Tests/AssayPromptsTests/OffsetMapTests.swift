import Testing

@testable import AssayPrompts

@Suite struct OffsetMapTests {
    /// Each decoded byte and where it came from.
    private func offsets(_ text: DecodedText) -> [Int] {
        (0...text.bytes.count).map { text.map.source(of: $0) }
    }

    @Test func verbatimTextAdvancesByOne() {
        #expect((0...3).map { OffsetMap(base: 5).source(of: $0) } == [5, 6, 7, 8])
    }

    @Test(arguments: [
        (#"a\nb"#, "a\nb", [0, 1, 3, 4]),
        (#"\u00e9!"#, "é!", [0, 0, 6, 7]),
        (#"\ud83d\ude00"#, "😀", [0, 0, 0, 0, 12]),
        (#"\\\""#, #"\""#, [0, 2, 4]),
        (#"\ud83dx"#, "\u{FFFD}x", [0, 0, 0, 6, 7]),
    ])
    func mapsJSONEscapes(_ source: String, _ decoded: String, _ expected: [Int]) {
        let bytes = Array(source.utf8)
        let text = JSONStringDecoder.decode(bytes, 0..<bytes.count)
        #expect(text.string == decoded)
        #expect(offsets(text) == expected)
    }

    @Test(arguments: [
        (#"\x41\101\N{BULLET}"#, "AA\u{FFFD}", [0, 4, 8, 8, 8, 18]),
        ("a\\\nb", "ab", [0, 3, 4]),
        (#"\q"#, #"\q"#, [0, 1, 2]),
    ])
    func mapsPythonEscapes(_ source: String, _ decoded: String, _ expected: [Int]) {
        let bytes = Array(source.utf8)
        let text = PythonEscapes.decode(bytes, 0..<bytes.count)
        #expect(text.string == decoded)
        #expect(offsets(text) == expected)
    }

    @Test func mapsFoldedYAML() throws {
        let source = Array("k: >-\n  one\n  two\n".utf8)
        let value = try #require(try YAMLParser.parse(source)["k"])
        #expect(value.text.string == "one two")
        #expect(offsets(value.text) == [8, 9, 10, 11, 14, 15, 16, 17])
    }

    /// A slice maps as the whole does, whatever its ends.
    @Test func slicesKeepTheirPlaces() {
        let source = Array(#"ab\ncd\u00e9\t\tef"#.utf8)
        let whole = JSONStringDecoder.decode(source, 0..<source.count)
        for start in 0...whole.bytes.count {
            for end in start...whole.bytes.count {
                let part = whole.sliced(start..<end)
                for offset in start..<end {
                    #expect(part.map.source(of: offset - start) == whole.map.source(of: offset))
                }
                #expect(part.map.source(of: 0..<part.bytes.count) == whole.map.source(of: start..<end))
            }
        }
    }

    @Test func dropsBytes() {
        let text = DecodedText(bytes: Array("a{{b}}c".utf8), map: OffsetMap(base: 10))
        let part = text.sliced(0..<7, dropping: [2, 5])
        #expect(part.string == "a{b}c")
        #expect(offsets(part) == [10, 11, 13, 14, 16, 17])
    }

    /// JSON inside a YAML string inside a file: both escapes are seen through.
    @Test func composesMaps() throws {
        let source = Array(#"k: '["a\tb''c"]'"#.utf8)
        let outer = try #require(try YAMLParser.parse(source)["k"])
        let inner = try #require(try DataNode.json(inside: outer.text).elements.first)
        #expect(inner.text.string == "a\tb'c")
        #expect(offsets(inner.text) == [6, 7, 9, 10, 12, 13])
    }
}

@Suite struct LineIndexTests {
    private let source = Array("ab\r\né😀x\n\nlast".utf8)

    @Test(arguments: [(0, 1, 1), (2, 1, 3), (4, 2, 1), (10, 2, 7), (12, 3, 1), (13, 4, 1), (17, 4, 5), (99, 4, 5)])
    func findsPositions(_ offset: Int, _ line: Int, _ column: Int) {
        #expect(LineIndex(source).position(at: offset) == .init(line: line, column: column))
    }

    @Test func findsLines() {
        let index = LineIndex(source)
        #expect(index.lines(of: 0..<12) == 1...2)
        #expect(index.span(ofLine: 1, in: source) == 0..<2)
        #expect(index.span(ofLine: 3, in: source) == 12..<12)
        #expect(index.span(ofLine: 9, in: source) == nil)
    }

    @Test(arguments: [("", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2)])
    func countsLines(_ text: String, _ count: Int) {
        #expect(LineIndex(Array(text.utf8)).lineCount == count)
    }
}
