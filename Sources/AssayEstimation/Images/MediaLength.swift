/// How long audio and video play, by their headers.
enum MediaLength {
    /// Seconds of a WAV file, or nil where the data is something else.
    static func audio(_ bytes: [UInt8]) -> Double? {
        guard bytes.starts(with: "RIFF".utf8), bytes.count > 44, bytes[8...].starts(with: "WAVE".utf8) else {
            return video(bytes)
        }
        var offset = 12
        var rate = 0
        while offset + 8 <= bytes.count {
            let size = little(bytes, offset + 4)
            if bytes[offset...].starts(with: "fmt ".utf8), offset + 20 <= bytes.count {
                rate = little(bytes, offset + 16)
            }
            if bytes[offset...].starts(with: "data".utf8) {
                guard rate > 0 else { return nil }
                // Streams write a length they do not know yet as all ones.
                return Double(min(size, bytes.count - offset - 8)) / Double(rate)
            }
            offset += 8 + size + size % 2
        }
        return nil
    }

    /// Seconds of an MP4 or QuickTime file: `mvhd` says units a second and how many of them.
    static func video(_ bytes: [UInt8]) -> Double? {
        guard bytes.count > 12, bytes[4...].starts(with: "ftyp".utf8) else { return nil }
        let name = Array("mvhd".utf8)
        guard let start = bytes.indices.first(where: { bytes[$0] == name[0] && bytes[$0...].starts(with: name) })
        else { return nil }
        let isLong = start + 4 < bytes.count && bytes[start + 4] == 1
        let at = start + (isLong ? 24 : 16)
        guard at + (isLong ? 12 : 8) <= bytes.count else { return nil }
        let scale = big(bytes, at, 4)
        let units = big(bytes, at + 4, isLong ? 8 : 4)
        guard scale > 0, units < 1 << 50 else { return nil }
        return Double(units) / Double(scale)
    }

    private static func little(_ bytes: [UInt8], _ offset: Int) -> Int {
        bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func big(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt64 {
        bytes[offset..<offset + count].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
