import Testing

@testable import AssayLanguageServer

struct FrameDecoderTests {
    private func events(_ text: String, partsOf size: Int) -> [FrameDecoder.Event] {
        var decoder = FrameDecoder()
        var events: [FrameDecoder.Event] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            decoder.append(bytes[start..<min(bytes.count, start + size)])
            start += size
            while let event = decoder.next() { events.append(event) }
        }
        return events
    }

    @Test("messages arrive whole, in whatever parts their bytes come", arguments: [1, 2, 7, 4096])
    func parts(size: Int) {
        let text = "Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x\r\n\r\n[1]Content-Length: 0\r\n\r\n"
        #expect(events(text, partsOf: size) == [.message(Array("{}".utf8)), .message(Array("[1]".utf8)), .message([])])
    }

    @Test("a broken header is reported once, and the next message is read", arguments: [1, 100, 1 << 20])
    func recovery(size: Int) {
        let good = "Content-Length: 2\r\n\r\n{}"
        for bad in [
            "garbage\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
        ] {
            let found = events(bad + good, partsOf: size)
            #expect(found.count == 2 && found.last == .message(Array("{}".utf8)), "\(bad)")
        }
        let long = events(String(repeating: "x", count: 50_000) + good, partsOf: size)
        #expect(long == [.malformed("a header has more than 4096 bytes"), .message(Array("{}".utf8))])
    }

    @Test("a message that is too long is left out, not kept")
    func tooLong() {
        var decoder = FrameDecoder()
        let length = FrameDecoder.longestMessage + 10
        decoder.append(Array("Content-Length: \(length)\r\n\r\n0123456789".utf8))
        guard case .malformed = decoder.next() else {
            Issue.record("the message is taken")
            return
        }
        decoder.append([UInt8](repeating: 0x20, count: FrameDecoder.longestMessage))
        #expect(decoder.next() == nil)
        decoder.append(Array("Content-Length: 1\r\n\r\n1".utf8))
        #expect(decoder.next() == .message([0x31]))
    }
}
