import Testing

@testable import AssayVocabularies

@Suite struct ByteFormsTests {
    @Test func byteLevelAlphabetHasEachByteOnce() {
        for byte in UInt8.min...UInt8.max {
            #expect(ByteLevelAlphabet.decode(SyntheticFiles.byteLevel([byte]).utf8) == [byte])
        }
        let decoded = (UInt32(0)...0x200).compactMap { code in
            ByteLevelAlphabet.decode(String(Unicode.Scalar(code)!).utf8)
        }
        #expect(decoded.count == 256 && Set(decoded).count == 256)
    }

    @Test(arguments: [" ", "\u{AD}", "\u{144}", "a b", "漢", "😀", "\u{7FF}"])
    func byteLevelAlphabetRefusesOthers(_ text: String) {
        #expect(ByteLevelAlphabet.decode(text.utf8) == nil)
    }

    @Test(
        arguments: [
            ("", []), ("IQ==", [0x21]), ("aGU=", [0x68, 0x65]), ("aGVs", [0x68, 0x65, 0x6C]), ("/+8=", [0xFF, 0xEF]),
        ] as [(String, [UInt8])])
    func base64(_ text: String, _ bytes: [UInt8]) {
        #expect(Base64.decode(text.utf8) == bytes)
        #expect(SyntheticFiles.base64(bytes) == text)
    }

    @Test(arguments: ["I", "IQ", "IQ=", "IR==", "I===", "====", "IQ==IQ==", "-_8=", "aG U="])
    func refusedBase64(_ text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test func varintsAreBounded() {
        func read(_ bytes: [UInt8]) -> UInt64? {
            bytes.withUnsafeBytes { buffer in
                var reader = ByteReader(buffer)
                return reader.readVarint()
            }
        }
        #expect(read([0x96, 0x01]) == 150)
        #expect(read([UInt8](repeating: 0xFF, count: 9) + [1]) == .max)
        #expect(read([UInt8](repeating: 0x80, count: 11)) == nil)
        #expect(read([0x80]) == nil)
    }
}
