import AssayPrompts
import Testing

@Suite struct SourcePlacesTests {
    @Test(arguments: [(0, 1, 1), (2, 1, 3), (4, 2, 1), (6, 2, 2), (10, 2, 3), (12, 3, 1), (13, 4, 1), (17, 4, 5), (99, 4, 5)])
    func columnsAreCharacters(_ offset: Int, _ line: Int, _ column: Int) {
        let places = SourcePlaces(Array("ab\r\né😀x\n\nlast".utf8))
        #expect(places.position(at: offset) == .init(line: line, column: column))
        #expect(places.line(at: offset) == line)
    }

    @Test("lines of all lengths, with characters across the places that are remembered")
    func longLines() {
        for length in [1, 300, 341, 342, 1023, 1024, 1025, 5000] {
            let text = String(repeating: "€", count: length) + "\n" + String(repeating: "aé", count: length)
            let places = SourcePlaces(Array(text.utf8))
            var place = LineIndex.Position(line: 1, column: 1)
            var offset = 0
            for character in text.unicodeScalars {
                #expect(places.position(at: offset) == place)
                offset += UTF8.width(character)
                place = character == "\n" ? .init(line: 2, column: 1) : .init(line: place.line, column: place.column + 1)
            }
            #expect(places.position(at: offset) == place)
        }
    }

    @Test("where a text is not UTF-8, each byte that continues nothing is a character")
    func invalidUTF8() {
        let places = SourcePlaces([0x61, 0xFF, 0xFE, 0xE2, 0x82, 0x62, 0x0A, 0xC3])
        #expect(places.position(at: 5) == .init(line: 1, column: 5))
        #expect(places.position(at: 8) == .init(line: 2, column: 2))
    }

    @Test func anEmptyFile() {
        #expect(SourcePlaces([]).position(at: 0) == .init(line: 1, column: 1))
        #expect(SourcePlaces([]).position(at: 7) == .init(line: 1, column: 1))
    }

    @Test("places on a long line take no longer than those on short ones", .timeLimit(.minutes(1)))
    func manyPlacesOnOneLine() {
        let places = SourcePlaces([UInt8](repeating: 0x61, count: 4_000_000))
        for offset in stride(from: 0, to: 4_000_000, by: 40) {
            #expect(places.position(at: offset).column == offset + 1)
        }
    }
}
