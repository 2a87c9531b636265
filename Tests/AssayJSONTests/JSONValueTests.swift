import Testing

@testable import AssayJSON

@Suite struct JSONValueTests {
    @Test func keepsOrderDuplicatesAndPlaces() throws {
        let text = #"{"b": 1, "a": [true, "x"], "b": {"c": null}}"#
        let root = try JSONDocument(text).root
        #expect(root.members.map { $0.key.string } == ["b", "a", "b"])
        #expect(
            root.members.map { String(decoding: $0.value.rawBytes, as: UTF8.self) } == [
                "1", #"[true, "x"]"#, #"{"c": null}"#,
            ])
        #expect(root["b"]?["c"]?.isNull == true)
        #expect(root["a"]?[1]?.string == "x")
        #expect(root["a"]?[2] == nil && root["a"]?[-1] == nil && root["z"] == nil)
        #expect(root["a"]?.byteRange == 14..<25)
        #expect(root["a"]?.count == 2 && root.count == 3)
        #expect(root["b"]?.position == JSONPosition(line: 1, column: 33))
    }

    @Test func wrongKindsAreNilNotTraps() throws {
        let root = try JSONDocument(#"["1", 2]"#).root
        #expect(
            root.string == nil && root.int == nil && root.bool == nil && root["a"] == nil && Array(root.members).isEmpty
        )
        #expect(root[0]?.int == nil && root[1]?.string == nil && Array(root.elements).count == 2)
    }

    @Test(
        arguments: [
            ("0", 0, 0, 0), ("-0", 0, nil, 0), ("9223372036854775807", Int.max, 9_223_372_036_854_775_807, 0x1p63),
            ("-9223372036854775808", Int.min, nil, -0x1p63),
            ("9223372036854775808", nil, 9_223_372_036_854_775_808, 0x1p63),
            ("18446744073709551615", nil, UInt64.max, 0x1p64), ("18446744073709551616", nil, nil, 0x1p64),
            ("1.0", nil, nil, 1), ("1e3", nil, nil, 1000), ("1e999", nil, nil, nil), ("0.1", nil, nil, 0.1),
        ] as [(String, Int?, UInt64?, Double?)])
    func numbers(_ text: String, _ int: Int?, _ uint64: UInt64?, _ double: Double?) throws {
        let value = try JSONDocument(text).root
        #expect(value.int == int)
        #expect(value.uint64 == uint64)
        #expect(value.double == double)
        #expect(value.numberText == text)
    }

    @Test func decodesStrings() throws {
        let root = try JSONDocument(#"["plain é", "a\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\uD83D\ude00z", ""]"#).root
        #expect(root.elements.map(\.string) == ["plain é", "a\"\\/\u{8}\u{C}\n\r\tAé€😀z", ""])
        #expect(root[0]?.utf8 == Array("plain é".utf8))
        #expect(root[0]?.isString("plain é") == true && root[0]?.isString("plain e") == false)
        #expect(root[1]?.isString("a\"\\/\u{8}\u{C}\n\r\tAé€😀z") == true)
    }

    @Test func mapsDecodedBytesToTheText() throws {
        let text = #"["ab\n\u00e9cd"]"#
        let map = try #require(try JSONDocument(text).root[0]?.stringMap)
        // a, b, line feed, the two bytes of é, c, d, end.
        #expect((0...7).map { map.sourceOffset(ofDecoded: $0) } == [2, 3, 4, 6, 6, 12, 13, 14])
    }

    @Test func parsesARangeWithOffsetsOfTheWhole() throws {
        let lines = Array("{\"a\":1}\n[\"x\", 2]\n".utf8)
        let document = try JSONDocument(lines, in: 8..<16)
        #expect(document.root[1]?.byteRange == 14..<15)
        let error = #expect(throws: JSONError.self) { try JSONDocument(lines, in: 8..<15) }
        #expect(error?.offset == 8 && error?.position.line == 2)
    }
}
