import Testing

@testable import AssayJSON

/// What RFC 8259 allows and forbids.
@Suite struct JSONConformanceTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "12", "-1.5", "1e5", "1E+5", "1.25e-3", "\"\"", "\"a\"", "[]", "{}",
        " \t\r\n[ ] ", "[1,2]", "[1 , 2 ]", "[[],[[]]]", "{\"a\":1}", "{ \"a\" : { } , \"b\" : [ ] }",
        "{\"a\":1,\"a\":2}", "{\"\":0}", #""\"\\\/\b\f\n\r\t""#, #""\u00e9\uD83D\uDE00""#, #""\u0000""#,
        "\"\u{7F}\u{80}\u{FFFF}\u{10FFFF}\"", "\u{FEFF}[1]", "\"123456789012345678901234567890\"", "1e999",
        "100000000000000000000000000000000000000000",
    ])
    func accepts(_ text: String) throws {
        let document = try JSONDocument(text)
        #expect(document.root.byteRange.upperBound <= text.utf8.count)
    }

    @Test(arguments: [
        ("", JSONError.Code.empty, 0), ("  ", .empty, 0), ("nul", .invalidLiteral, 0), ("True", .unexpectedByte, 0),
        ("nulll", .trailingBytes, 4), ("[1]]", .trailingBytes, 3), ("1 2", .trailingBytes, 2),
        ("01", .invalidNumber, 0), ("-01", .invalidNumber, 0), ("1.", .unexpectedEnd, 2), ("-", .unexpectedEnd, 1),
        ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0), ("[1.]", .invalidNumber, 3),
        ("[1e]", .invalidNumber, 3), ("[1e+]", .invalidNumber, 4), ("[-a]", .invalidNumber, 2),
        ("[1 2]", .unexpectedByte, 3), ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1),
        ("[1", .unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3), ("{", .unexpectedEnd, 0),
        ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5), ("{\"a\" 1}", .unexpectedByte, 5),
        ("{\"a\":1,}", .unexpectedByte, 7), ("{a:1}", .unexpectedByte, 1), ("{1:1}", .unexpectedByte, 1),
        ("{\"a\":1]", .unexpectedByte, 6), ("[}", .unexpectedByte, 1), ("\"a", .unexpectedEnd, 0),
        ("\"a\nb\"", .controlCharacter, 2), ("\"\u{0}\"", .controlCharacter, 1), ("\"\\", .unexpectedEnd, 0),
        ("\"\\x\"", .invalidEscape, 1), ("\"\\u12\"", .invalidEscape, 1), ("\"\\u12g4\"", .invalidEscape, 1),
        ("\"\\ud800\"", .loneSurrogate, 1), ("\"a\\udc00\"", .loneSurrogate, 2),
        ("\"\\ud800\\u0041\"", .loneSurrogate, 1), ("'a'", .unexpectedByte, 0), ("// c\n1", .unexpectedByte, 0),
        ("NaN", .unexpectedByte, 0), ("[\u{A0}1]", .unexpectedByte, 1),
    ])
    func refuses(_ text: String, _ code: JSONError.Code, _ offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(text) }
        #expect(error?.code == code, "\(String(describing: error))")
        #expect(error?.offset == offset)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func refusesInvalidUTF8(_ sequence: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONDocument([0x22, 0x61] + sequence + [0x22]) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.offset == 2)
    }

    @Test func agreesWithStandardLibraryOnUTF8() {
        var random = SplitMix(state: 7)
        for _ in 0..<20_000 {
            let sequence = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                UInt8.random(in: 0x7F...0xFF, using: &random)
            }
            let isValid = String(validating: sequence, as: UTF8.self) != nil
            let parsed = try? JSONDocument([0x22] + sequence + [0x22])
            #expect((parsed != nil) == isValid, "\(sequence)")
        }
    }

    @Test func errorsNameLineAndColumn() {
        let error = #expect(throws: JSONError.self) { try JSONDocument("{\n  \"é\": tru\n}") }
        #expect(error?.position == JSONPosition(line: 2, column: 8))
        #expect(error?.description.hasPrefix("line 2, column 8 (byte 10): ") == true)
    }

    @Test func replacesLoneSurrogatesWhenAsked() throws {
        let options = JSONDocument.Options(loneSurrogates: .replace)
        let document = try JSONDocument(#"["\ud800", "\udc00\ud83d\ude00", "\ud800\u0041"]"#, options: options)
        #expect(document.root.elements.map(\.string) == ["\u{FFFD}", "\u{FFFD}😀", "\u{FFFD}A"])
    }

    @Test func depthIsLimited() throws {
        let open = String(repeating: "[", count: 512)
        let close = String(repeating: "]", count: 512)
        _ = try JSONDocument(open + close)
        let error = #expect(throws: JSONError.self) { try JSONDocument("[" + open + close + "]") }
        #expect(error?.code == .tooDeep)
        #expect(error?.offset == 512)
        let hostile = String(repeating: "{\"a\":[", count: 500_000)
        #expect(throws: JSONError.self) { try JSONDocument(hostile) }
        _ = try JSONDocument(
            String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
            options: .init(maximumDepth: .max))
    }
}

/// A seeded generator (Vigna's SplitMix64), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
