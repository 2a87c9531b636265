import CAssayUnicode
import Foundation
import Testing

@testable import AssayTokenization

@Suite struct NormalizationTests {
    static func normalize(_ text: String, _ normalizer: Normalizer) throws -> String {
        try Array(text.utf8).withUnsafeBufferPointer { bytes in
            guard let prepared = try TextNormalization(normalizer)?.normalize(bytes) else { return text }
            return String(decoding: prepared.bytes, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("cafe\u{301}", "caf\u{E9}"), ("\u{212B}", "\u{C5}"), ("\u{1100}\u{1161}\u{11A8}", "각"),
        ("a\u{327}\u{301}b", "\u{E1}\u{327}b"), ("a\u{301}\u{327}", "\u{E1}\u{327}"), ("क\u{93C}", "\u{915}\u{93C}"),
        ("\u{958}", "\u{915}\u{93C}"), ("ﬁ", "ﬁ"), ("\u{1E9B}\u{323}", "\u{1E9B}\u{323}"),
    ])
    func compose(_ text: String, _ expected: String) throws {
        for form in [Normalizer.nfc, .nfcUnicode14] {
            #expect(Array(try Self.normalize(text, form).unicodeScalars) == Array(expected.unicodeScalars))
        }
    }

    @Test(arguments: [
        ("ﬁ", "fi"), ("１２", "12"), ("，", ","), ("㍿", "株式会社"), ("\u{1E9B}\u{323}", "\u{1E69}"), ("\u{FDFA}", "صلى الله عليه وسلم"),
        // Assigned in Unicode 12.1 and 14.0, after the tables of the reference.
        ("\u{32FF}", "\u{32FF}"), ("\u{10781}", "\u{10781}"),
    ])
    func composeCompatibly(_ text: String, _ expected: String) throws {
        #expect(Array(try Self.normalize(text, .nfkc).unicodeScalars) == Array(expected.unicodeScalars))
    }

    /// Marks of later Unicode versions neither move nor let others move past them.
    @Test func laterMarksStayWhereTheyAre() throws {
        // U+1DF6 came with Unicode 10, of combining class 232; U+0323 is of class 220.
        let text = "a\u{1DF6}\u{323}"
        #expect(Array(try Self.normalize(text, .nfc).unicodeScalars) == Array(text.unicodeScalars))
        #expect(Array(try Self.normalize(text, .nfcUnicode14).unicodeScalars) == Array("\u{1EA1}\u{1DF6}".unicodeScalars))
    }

    /// Stretch by stretch is the same as all at once.
    @Test(arguments: [Normalizer.nfc, .nfkc, .nfcUnicode14])
    func normalizingIsIdempotent(_ normalizer: Normalizer) throws {
        var random = RandomText(seed: 10)
        for _ in 0..<1000 {
            let once = try Self.normalize(random.text(), normalizer)
            #expect(try Self.normalize(once, normalizer).utf8.elementsEqual(once.utf8))
        }
    }

    /// Long runs of marks are put in order before ICU sees them, which must not change what comes out.
    @Test(arguments: [Normalizer.nfc, .nfkc, .nfcUnicode14])
    func longRunsOfMarksAreNormalizedAsShortOnes(_ normalizer: Normalizer) throws {
        let form = try #require(NormalizationTable(normalizer)).form
        var random = RandomText(seed: 12)
        let marks = [
            "\u{301}", "\u{323}", "\u{327}", "\u{344}", "\u{345}", "\u{F73}", "\u{F71}", "\u{F75}", "\u{F81}", "\u{FF9E}",
            "\u{FF9F}", "\u{3099}", "か", "e", "ệ", "\u{1161}", "\u{20DD}",
        ]
        for _ in 0..<300 {
            let text =
                "a" + (0..<Int.random(in: 1...60, using: &random)).map { _ in marks.randomElement(using: &random)! }.joined()
            let sorted = Array(text.utf8).withUnsafeBufferPointer { CombiningOrder.sorted($0, form) }
            let expected = try Self.normalize(text, normalizer)
            #expect(try Self.normalize(String(decoding: sorted, as: UTF8.self), normalizer).utf8.elementsEqual(expected.utf8))
        }
    }

    /// The characters that ``CombiningOrder`` takes apart are all that are marks by their decomposition only.
    @Test func everyHiddenMarkIsKnown() {
        for value in UInt32(0x80)..<0x11_0000 {
            guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age <= (14, 0),
                scalar.properties.canonicalCombiningClass == .notReordered
            else { continue }
            for form in [assay_form_nfc, assay_form_nfkc] {
                let text = String(Character(scalar))
                let parts =
                    form == assay_form_nfc
                    ? text.decomposedStringWithCanonicalMapping : text.decomposedStringWithCompatibilityMapping
                let isHidden = parts.unicodeScalars.first!.properties.canonicalCombiningClass != .notReordered
                let sorted = Array(text.utf8).withUnsafeBufferPointer { CombiningOrder.sorted($0, form) }
                #expect(sorted == Array((isHidden ? parts : text).utf8), "U+\(String(value, radix: 16))")
            }
        }
    }

    /// Quadratic time would be minutes.
    @Test func manyMarksOutOfOrderTakeLinearTime() throws {
        let text = "e" + String(repeating: "\u{301}\u{323}", count: 500_000)
        let normalized = try Self.normalize(text, .nfc).unicodeScalars
        #expect(normalized.count == 1_000_000)
        #expect(normalized.first == "\u{1EB9}")
        #expect(normalized.last == "\u{301}")
    }
}
