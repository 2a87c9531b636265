/// Takes a stream of bytes apart into the messages of the base protocol: a header with `Content-Length`, an empty line,
/// and that many bytes (https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol).
///
/// Whatever arrives, it goes on: a header that cannot be read is reported once, and reading starts again at the next
/// `Content-Length`. Complexity: linear in the bytes.
struct FrameDecoder {
    enum Event: Equatable {
        case message([UInt8])
        /// What is wrong with the bytes that were left out.
        case malformed(String)
    }

    /// The longest header; usual ones have some thirty bytes.
    static let longestHeader = 4096
    /// The longest message; longer ones are left out.
    static let longestMessage = 1 << 28

    private var buffer: [UInt8] = []
    private var start = 0
    /// Up to where the end of a header was looked for in vain.
    private var searched = 0
    /// The length of the message whose header was read.
    private var length: Int?
    /// How much of a message that is too long is still to come.
    private var skipped = 0
    /// Whether the place in the stream is lost, which has been reported.
    private var isLost = false

    private static let headerEnd = Array("\r\n\r\n".utf8)
    private static let name = Array("content-length:".utf8)

    mutating func append(_ bytes: some Collection<UInt8>) {
        let left = min(skipped, bytes.count)
        skipped -= left
        buffer += bytes.dropFirst(left)
    }

    /// The next message, or what is wrong; nil when more bytes are needed.
    mutating func next() -> Event? {
        while true {
            if let length {
                guard buffer.count - start >= length else { return nil }
                let message = Array(buffer[start..<(start + length)])
                self.length = nil
                advance(to: start + length)
                return .message(message)
            }
            let end = headerEnd()
            if (end ?? buffer.count) - start > Self.longestHeader {
                let isNew = !isLost
                loseTrack()
                if isNew { return .malformed("a header has more than \(Self.longestHeader) bytes") }
                continue
            }
            guard let end else { return nil }
            // What was lost may reach up to the name.
            let header = buffer[(isLost ? name(in: start..<end) ?? start : start)..<end]
            advance(to: end + Self.headerEnd.count)
            guard let length = Self.length(in: header) else {
                if isLost { continue }
                return .malformed("a header has no Content-Length that can be read")
            }
            isLost = false
            if length <= Self.longestMessage {
                self.length = length
                continue
            }
            let there = min(length, buffer.count - start)
            skipped = length - there
            advance(to: start + there)
            return .malformed("a message has \(length) bytes; at most \(Self.longestMessage) are read")
        }
    }

    private mutating func headerEnd() -> Int? {
        var offset = max(start, searched - 3)
        while offset + 4 <= buffer.count {
            if buffer[offset] == 0x0D, buffer[offset..<(offset + 4)].elementsEqual(Self.headerEnd) { return offset }
            offset += 1
        }
        searched = buffer.count
        return nil
    }

    /// Leaves bytes out up to the next name of a header, or to where one may have begun.
    private mutating func loseTrack() {
        isLost = true
        let next = name(in: (start + 1)..<buffer.count)
        advance(to: next ?? max(start + 1, buffer.count - Self.name.count + 1))
    }

    /// Where the first `Content-Length:` is.
    private func name(in range: Range<Int>) -> Int? {
        var offset = range.lowerBound
        while offset + Self.name.count <= range.upperBound {
            if Self.isName(buffer[offset..<(offset + Self.name.count)]) { return offset }
            offset += 1
        }
        return nil
    }

    private mutating func advance(to offset: Int) {
        start = offset
        searched = offset
        guard start == buffer.count || start > 1 << 16 && 2 * start > buffer.count else { return }
        buffer.removeFirst(start)
        start = 0
        searched = 0
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual(name) { $0 | ($0 &- 0x41 < 26 ? 0x20 : 0) == $1 }
    }

    private static func length(in header: ArraySlice<UInt8>) -> Int? {
        for line in header.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A })
        where line.count > name.count && isName(line.prefix(name.count)) {
            let digits = String(decoding: line.dropFirst(name.count).filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
            return Int(digits).flatMap { $0 >= 0 ? $0 : nil }
        }
        return nil
    }

    /// A message with its header.
    static func frame(_ message: [UInt8]) -> [UInt8] { Array("Content-Length: \(message.count)\r\n\r\n".utf8) + message }
}
