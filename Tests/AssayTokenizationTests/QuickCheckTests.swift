import CAssayPieces
import CAssayUnicode
import Testing

@testable import AssayTokenization

/// The quick check of many characters at a time, by each kind of processor, against the tables and ICU, one by one.
@Suite struct QuickCheckTests {
    static let forms: [Normalizer] = [.nfc, .nfkc, .nfcUnicode14]

    /// The first bytes of what the check finds, in order.
    private func found(_ text: [UInt8], _ table: NormalizationTable, _ processor: UInt32) -> [Int] {
        text.withUnsafeBufferPointer { bytes in
            let text = PieceText(base: bytes.baseAddress!, end: bytes.count)
            var characters = UnsettledCharacters(text, table.quickCheck, assay_processor(rawValue: processor))
            var places: [Int] = []
            while let place = characters.next() { places.append(place) }
            return places
        }
    }

    /// Of all characters of a text, those that the table has a value for.
    private func expected(_ scalars: [Unicode.Scalar], _ table: NormalizationTable) -> (must: [Int], may: Set<Int>) {
        var must: [Int] = []
        var may: Set<Int> = []
        var place = 0
        for scalar in scalars {
            if table.value(scalar.value) != 0 { must.append(place) }
            if scalar.value > 0xFFFF { may.insert(place) }
            place += scalar.utf8.count
        }
        return (must, may)
    }

    private func expectFound(_ scalars: [Unicode.Scalar], _ table: NormalizationTable, _ processor: UInt32) {
        let text = scalars.flatMap { Array($0.utf8) }
        let (must, may) = expected(scalars, table)
        let found = found(text, table, processor)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
        let missed = Set(must).subtracting(found), extra = Set(found).subtracting(must).subtracting(may)
        #expect(
            missed.isEmpty && extra.isEmpty, "processor \(processor): \(String(String.UnicodeScalarView(scalars)).prefix(40))")
    }

    /// Every character, in windows where all are of one block, of two, and of any.
    @Test(arguments: forms, PreTokenizationTests.processors)
    func allCharactersAreFoundOrPassed(_ form: Normalizer, _ processor: UInt32) throws {
        let table = try #require(NormalizationTable(form))
        // All planes that have characters, and the ends of all.
        let all = (UInt32(0)..<0x11_0000).filter { $0 < 0x3_2000 || $0 >> 12 == 0xE0 || $0 & 0xFF00 == 0xFF00 }
            .compactMap(Unicode.Scalar.init)
        expectFound(all, table, processor)
        expectFound(all.filter { $0.value < 0x3000 }.flatMap { ["x", $0] }, table, processor)
        var random = RandomText(seed: 0x0C)
        expectFound(all.filter { $0.value < 0x2_0000 }.shuffled(using: &random), table, processor)
        expectFound(all.filter { $0.value < 0x3000 }.shuffled(using: &random), table, processor)
    }

    /// Wherever a text ends, and wherever in a window a character stands.
    @Test(arguments: PreTokenizationTests.processors)
    func textsMayEndAnywhere(_ processor: UInt32) throws {
        let table = try #require(NormalizationTable(.nfkc))
        for scalar: Unicode.Scalar in ["é", "\u{301}", "中", "，", "한", "\u{3099}", "🧑", "\u{1D15E}", "क", "\u{94D}"] {
            for before in 0..<70 {
                let ascii = [Unicode.Scalar](repeating: "a", count: before)
                expectFound(ascii + [scalar], table, processor)
                expectFound(ascii + [scalar, scalar] + ascii, table, processor)
            }
        }
    }

    /// What is in front of a place is left out, whatever part of it was looked at before.
    @Test(arguments: PreTokenizationTests.processors)
    func charactersMayBeSkipped(_ processor: UInt32) throws {
        let table = try #require(NormalizationTable(.nfkc))
        let unit = ["a", "，", "\u{301}", "中"]
        let text = Array(String(repeating: unit.joined(), count: 40).utf8)
        let starts = (0..<40).flatMap { round in [0, 1, 4, 6].map { 9 * round + $0 } }
        let all = found(text, table, processor)
        #expect(all.count == 80)
        text.withUnsafeBufferPointer { bytes in
            for from in 0..<all.count {
                for to in starts + [text.count] {
                    var characters = UnsettledCharacters(
                        PieceText(base: bytes.baseAddress!, end: bytes.count), table.quickCheck,
                        assay_processor(rawValue: processor))
                    for _ in 0..<from { _ = characters.next() }
                    characters.skip(to: to)
                    #expect(characters.next() == all[from...].first { $0 >= to })
                }
            }
        }
    }

    /// A text is normalized as each character that starts anew is, with what follows it, when ICU is asked about all of them.
    @Test(arguments: forms, PreTokenizationTests.processors)
    func textIsNormalizedAsEachCharacterWithItsMarksIs(_ form: Normalizer, _ processor: UInt32) throws {
        let table = try #require(NormalizationTable(form))
        let normalization = try #require(TextNormalization(form, processor: assay_processor(rawValue: processor)))
        let marks: [Unicode.Scalar] = [
            "\u{301}", "\u{327}", "\u{323}", "\u{94D}", "\u{93C}", "\u{3099}", "\u{1DF6}", "\u{11A8}", "\u{64B}", "\u{651}",
        ]
        var random = RandomText(seed: 0x0D)
        for _ in 0..<400 {
            var text = (0..<6).map { _ in random.text() }.joined().unicodeScalars
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
                text.insert(marks.randomElement(using: &random)!, at: place)
            }
            let bytes = Array(String(text).utf8)
            let normalized = try bytes.withUnsafeBufferPointer {
                try normalization.normalize($0).map { Array($0.bytes) } ?? bytes
            }
            #expect(normalized.elementsEqual(oneByOne(Array(text), table)), "\(String(text).debugDescription)")
        }
    }

    private func oneByOne(_ scalars: [Unicode.Scalar], _ table: NormalizationTable) -> [UInt8] {
        var result: [UInt8] = []
        var rest = scalars[...]
        while let first = rest.popFirst() {
            var stretch = Array(first.utf8)
            // What came later is kept away from ICU.
            if table.value(first.value) == NormalizationTable.assignedLater { (result, stretch) = (result + stretch, []) }
            while let next = rest.first, table.value(next.value) != 0, table.value(next.value) != NormalizationTable.assignedLater
            {
                stretch += Array(next.utf8)
                rest.removeFirst()
            }
            var room = [UInt8](repeating: 0, count: 18 * stretch.count + 64)
            let length = assay_normalize(table.form, stretch, stretch.count, &room, room.count)
            result += room[..<Int(length)]
        }
        return result
    }
}
