import CAssayPieces
import Testing

@testable import AssayTokenization

/// Long pieces are cut where one character after the other says so, however they fall into steps of 64.
@Suite struct PieceSegmentsTests {
    /// The characters of a piece, with their neighbours' kinds.
    private struct Characters {
        let scalars: [UInt32]
        let bytes: [[UInt8]]

        init(_ text: String) {
            scalars = text.unicodeScalars.map(\.value)
            bytes = text.unicodeScalars.map { Array(String($0).utf8) }
        }

        func kind(_ place: Int) -> CharacterSymbol.Neighbor {
            bytes.indices.contains(place) ? CharacterSymbol.Neighbor(firstByte: bytes[place][0]) : .none
        }

        func isWhole(_ place: Int, _ lookup: CharacterLookup) -> Bool {
            if scalars[place] < 0x80 { return true }
            return scalars[place] < 0x10000
                && lookup.symbol(scalars[place]).isWhole(between: kind(place - 1), kind(place + 1))
        }

        /// Whether a token may have a part of one of two neighbours next to some of the other.
        func mayShareParts(_ place: Int, _ table: assay_characters) -> Bool {
            func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
            let (left, right) = (bytes[place - 1], bytes[place])
            for before in 1...left.count {
                for behind in 1...right.count where before < left.count || behind < right.count {
                    let (one, other) = (number(left.suffix(before)), number(right.prefix(behind)))
                    if assay_has_pair(table.parts, table.part_words, one, other) != 0 { return true }
                }
            }
            return false
        }

        func mayShareSeam(_ place: Int, _ table: assay_characters) -> Bool {
            PieceSegmentsTests.hasSeam(bytes[place - 1].last!, bytes[place][0], table)
        }

        func cuts(_ lookup: CharacterLookup) -> [Int64] {
            var cuts: [Int64] = []
            var position = 0
            for place in scalars.indices.dropFirst() {
                position += bytes[place - 1].count
                if lookup.mayContain(scalars[place - 1], scalars[place]) { continue }
                let areWhole = isWhole(place - 1, lookup) && isWhole(place, lookup)
                if areWhole || !mayShareSeam(place, lookup.table) || !mayShareParts(place, lookup.table) {
                    cuts.append(Int64(position))
                }
            }
            return cuts
        }
    }

    private static func hasSeam(_ last: UInt8, _ first: UInt8, _ table: assay_characters) -> Bool {
        let seam = assay_seam(last, first)
        return table.seams[Int(seam.word)] >> seam.bit & 1 != 0
    }

    /// What is not known to stand side by side is cut.
    @Test(arguments: ["o200k_base", "cl100k_base", "r50k_base", "deepseek-v3"]) func everySeamInATokenIsKnown(_ name: String)
        throws
    {
        let vocabulary = Embedded.vocabulary(name)
        let table = try #require(vocabulary.characters).table
        var seams = 0
        for token in 0..<UInt32(vocabulary.tokenCount) {
            let bytes = vocabulary.bytes(at: token)
            // Of a token that is no text some character is there in part.
            guard bytes.count > 1, String(validating: bytes, as: UTF8.self) == nil else { continue }
            let starts = bytes.indices.dropFirst().filter { bytes[$0] & 0xC0 != 0x80 }
            for (number, start) in starts.enumerated() {
                let before = number == 0 ? 0 : starts[number - 1]
                let end = number + 1 < starts.count ? starts[number + 1] : bytes.count
                let areWhole = [before..<start, start..<end].allSatisfy {
                    String(validating: bytes[$0], as: UTF8.self)?.unicodeScalars.count == 1
                }
                if areWhole { continue }
                seams += 1
                #expect(Self.hasSeam(bytes[start - 1], bytes[start], table), "token \(token)")
            }
        }
        #expect(seams > 50)
    }

    private static func cuts(_ text: String, _ lookup: CharacterLookup, _ processor: UInt32) -> [Int64] {
        let piece = Array(text.utf8)
        var table = lookup.table
        var reading = assay_reading()
        var found: [Int64] = []
        var some = [Int64](repeating: -1, count: Int(assay_most_cuts))
        while reading.position < piece.count {
            let count = assay_find_cuts(
                assay_processor(rawValue: processor), &table, piece, Int64(piece.count), &reading, &some)
            found += some[..<Int(count)]
        }
        return found
    }

    /// Texts with tokens beyond ASCII: which make pairs that must stay together, or have a part only of a first or a last
    /// character, which is made whole.
    private static func samples(_ vocabulary: Vocabulary) -> (whole: [String], parts: [String]) {
        let before: [[UInt8]] = [[], [0xE4], [0xE4, 0xB8], [0xC3], [0xF0, 0x9F], [0xF0, 0x9F, 0x98]]
        let behind: [[UInt8]] = [[], [0x8D], [0xB8, 0x80]]
        var samples: (whole: [String], parts: [String]) = ([], [])
        for token in 0..<UInt32(vocabulary.tokenCount) {
            let bytes = vocabulary.bytes(at: token)
            guard bytes.count > 1, bytes.contains(where: { $0 >= 0x80 }) else { continue }
            if let text = String(validating: bytes, as: UTF8.self) {
                if token % 11 == 0 { samples.whole.append(text) }
                continue
            }
            let made = before.lazy.flatMap { left in behind.lazy.map { left + bytes + $0 } }
            if let text = made.lazy.compactMap({ String(validating: $0, as: UTF8.self) }).first { samples.parts.append(text) }
        }
        return samples
    }

    private static func text(_ samples: (whole: [String], parts: [String]), _ random: inout RandomText) -> String {
        var text = ""
        let count = Int.random(in: 1...230, using: &random)
        while text.unicodeScalars.count < count {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: text += random.text(maximumFragments: 3)
            case 1: text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0xFFC0...0x1003F, using: &random))!)
            case 2, 3, 4: text += (samples.parts.isEmpty ? samples.whole : samples.parts).randomElement(using: &random)!
            default: text += samples.whole.randomElement(using: &random)!
            }
        }
        return text
    }

    @Test(arguments: ["o200k_base", "cl100k_base", "deepseek-v3", "mistral-v3"], PreTokenizationTests.processors)
    func cutsAreThoseOfOneCharacterAtATime(_ name: String, _ processor: UInt32) throws {
        let vocabulary = Embedded.vocabulary(name)
        let lookup = try #require(vocabulary.characters)
        let samples = Self.samples(vocabulary)
        var random = RandomText(seed: 0x5E6)
        var cuts = 0
        for _ in 0..<400 {
            let text = Self.text(samples, &random)
            let expected = Characters(text).cuts(lookup)
            #expect(Self.cuts(text, lookup, processor) == expected, "\(text.debugDescription)")
            cuts += expected.count
        }
        #expect(cuts > 1000)
    }
}
