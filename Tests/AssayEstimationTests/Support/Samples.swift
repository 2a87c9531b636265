/// Files as small as their formats allow, made of their headers.
enum Samples {
    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

    static func png(_ width: Int, _ height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + Array("IHDR".utf8) + big(width, 4)
            + big(height, 4) + [8, 2, 0, 0, 0]
    }

    static func gif(_ width: Int, _ height: Int) -> [UInt8] {
        Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0, 0, 0]
    }

    /// With a comment of `padding` bytes before the frame, as cameras write their data there.
    static func jpeg(_ width: Int, _ height: Int, padding: Int = 0, frame: UInt8 = 0xC0) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + big(16, 2) + [UInt8](repeating: 0, count: 14)
        var rest = padding
        while rest > 0 {
            let size = min(rest, 65_000)
            bytes += [0xFF, 0xE1] + big(size + 2, 2) + [UInt8](repeating: 0x20, count: size)
            rest -= size
        }
        // A table of codes is no frame, though its marker lies among theirs; a marker may be filled up with FF.
        bytes += [0xFF, 0xC4] + big(4, 2) + [0, 0] + [0xFF]
        return bytes + [0xFF, frame] + big(11, 2) + [8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0]
    }

    static func webP(_ kind: String, _ body: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(body.count + 12, 4) + Array("WEBP".utf8) + Array(kind.utf8) + little(body.count, 4)
            + body
    }

    static func wav(seconds: Int) -> [UInt8] {
        let rate = 8000
        return Array("RIFF".utf8) + little(36 + rate * seconds, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
            + little(1, 2) + little(1, 2) + little(rate, 4) + little(rate, 4) + little(1, 2) + little(8, 2)
            + Array("data".utf8) + little(rate * seconds, 4) + [UInt8](repeating: 128, count: rate * seconds)
    }

    static func mp4(milliseconds: Int) -> [UInt8] {
        big(16, 4) + Array("ftypisom".utf8) + big(0, 4) + big(108, 4) + Array("moov".utf8) + big(100, 4)
            + Array("mvhd".utf8) + big(0, 4) + big(0, 8) + big(1000, 4) + big(milliseconds, 4) + big(0, 8)
    }

    static func pdf(pages: Int) -> [UInt8] {
        let objects = (0..<pages).map { "\($0 + 3) 0 obj << /Type /Page /Parent 2 0 R >> endobj\n" }.joined()
        return Array("%PDF-1.4\n2 0 obj << /Type /Pages /Count \(pages) >> endobj\n\(objects)%%EOF".utf8)
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for place in 0..<4 {
                result.append(place <= part.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
