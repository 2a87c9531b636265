import Testing

@testable import AssayJSON

/// No input traps, and only a whole document is a document.
@Suite struct JSONRobustnessTests {
    static let sample = Array(
        #"{"a":[1,-2.5e3,true,false,null,"é\u00e9\ud83d\ude00\n",{}],"b":{"c":[[],[""]],"long":"0123456789abcdef"}}"#
            .utf8)

    @Test func everyTruncationIsAnError() {
        for length in 0..<Self.sample.count {
            let error = #expect(throws: JSONError.self) { try JSONDocument(Array(Self.sample.prefix(length))) }
            #expect((0...length).contains(error?.offset ?? -1))
        }
    }

    @Test func everyMutationIsReadOrRefused() {
        var random = SplitMix(state: 42)
        for position in Self.sample.indices {
            for _ in 0..<40 {
                var bytes = Self.sample
                bytes[position] = UInt8.random(in: 0...255, using: &random)
                if let document = try? JSONDocument(bytes) { visit(document.root) }
            }
        }
    }

    @Test func randomBytesNeverTrap() {
        var random = SplitMix(state: 1)
        let alphabet = Array("[]{},:\"\\u019aefnrt -+.E\n\u{e9}".utf8) + [0xFF, 0x00, 0xED]
        for _ in 0..<30_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random)!
            }
            if let document = try? JSONDocument(bytes, options: .init(loneSurrogates: .replace)) {
                visit(document.root)
            }
        }
    }

    /// Reads all that can be read from a value and what is in it.
    private func visit(_ value: JSONValue) {
        _ = (value.string, value.int, value.uint64, value.double, value.bool, value.rawBytes.count)
        if let map = value.stringMap {
            for offset in -1...map.decodedCount {
                #expect(value.byteRange.contains(map.sourceOffset(ofDecoded: offset)))
            }
        }
        for element in value.elements { visit(element) }
        for (key, value) in value.members {
            visit(key)
            visit(value)
        }
    }
}
