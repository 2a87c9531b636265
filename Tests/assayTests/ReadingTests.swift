import AssayTokenization
import Testing

@testable import assay

@Suite struct ReadingTests {
    @Test(arguments: ["", "\n", "a", "a\n", "a\nb", "\n\n", "one\ntwo\r\nthree\n\nfour"])
    func anySplitGivesTheSameLines(text: String) {
        let bytes = Array(text.utf8)
        var expected = text.split(separator: "\n" as Character, omittingEmptySubsequences: false).map(String.init)
        expected = String(decoding: bytes, as: UTF8.self).utf8.split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        if expected.last == "" { expected.removeLast() }
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var splitter = LineSplitter()
                var lines: [String] = []
                for part in [bytes[..<first], bytes[first..<second], bytes[second...]] {
                    part.withUnsafeBufferPointer {
                        splitter.feed($0) { lines.append(String(decoding: $0, as: UTF8.self)) }
                    }
                }
                splitter.finish { lines.append(String(decoding: $0, as: UTF8.self)) }
                #expect(lines == expected)
                #expect(splitter.lineCount == expected.count)
            }
        }
    }

    @Test func anySplitGivesTheSameIDs() throws {
        let bytes = Array("12 0\n4294967295\t 7".utf8)
        for cut in 0...bytes.count {
            var parser = IDParser()
            var ids: [TokenID] = []
            for part in [bytes[..<cut], bytes[cut...]] {
                try part.withUnsafeBufferPointer { try parser.feed($0) }
                ids += parser.takeIDs()
            }
            #expect(ids + parser.finish() == [12, 0, 4_294_967_295, 7])
        }
    }

    /// With a token a byte, the longest end is exactly as long as the limit, or shorter by a part of a character.
    @Test(arguments: [0, 1, 2, 3, 7, 1000, 1024, 5000])
    func endsAreAsLongAsTheyMayBe(limit: Int) {
        let text = Array(String(repeating: "añ日🎉", count: 300).utf8)
        let start = text.withUnsafeBufferPointer { text in
            SuffixCut.start(of: text, maxTokens: limit) { $0.count }
        }
        let length = text.count - start
        #expect(length <= limit)
        #expect(start == 0 || length > limit - 4)
        #expect(start == text.count || text[start] & 0xC0 != 0x80)
    }

    @Test(arguments: [0, 5, 2000])
    func endsOfInvalidTextAreFoundToo(limit: Int) {
        let text = [UInt8](repeating: 0x80, count: 1500)
        let start = text.withUnsafeBufferPointer { text in
            SuffixCut.start(of: text, maxTokens: limit) { $0.count }
        }
        #expect(text.count - start <= limit)
    }
}
