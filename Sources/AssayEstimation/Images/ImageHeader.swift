/// Reads the pixel size from the start of an image file: PNG, JPEG, GIF, WebP.
///
/// Nothing is decoded, and whatever is not as the formats say gives nil.
enum ImageHeader {
    /// Complexity: O(1), for JPEG O(number of segments before the picture).
    static func size(_ bytes: [UInt8]) -> PixelSize? {
        if starts(bytes, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return png(bytes) }
        if starts(bytes, Array("GIF87a".utf8)) || starts(bytes, Array("GIF89a".utf8)) {
            return size(little(bytes, 6, 2), little(bytes, 8, 2))
        }
        if starts(bytes, Array("RIFF".utf8)), text(bytes, 8, "WEBP") { return webP(bytes) }
        if starts(bytes, [0xFF, 0xD8]) { return jpeg(bytes) }
        return nil
    }

    /// IHDR comes first: its length, its name, then width and height, big-endian.
    private static func png(_ bytes: [UInt8]) -> PixelSize? {
        guard text(bytes, 12, "IHDR") else { return nil }
        return size(big(bytes, 16, 4), big(bytes, 20, 4))
    }

    /// The first chunk says which of three kinds it is.
    private static func webP(_ bytes: [UInt8]) -> PixelSize? {
        if text(bytes, 12, "VP8X") {
            return size(little(bytes, 24, 3).map { $0 + 1 }, little(bytes, 27, 3).map { $0 + 1 })
        }
        if text(bytes, 12, "VP8L"), bytes.count > 20, bytes[20] == 0x2F {
            guard let bits = little(bytes, 21, 4) else { return nil }
            return size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        }
        if text(bytes, 12, "VP8 "), starts(Array(bytes.dropFirst(23).prefix(3)), [0x9D, 0x01, 0x2A]) {
            return size(little(bytes, 26, 2).map { $0 & 0x3FFF }, little(bytes, 28, 2).map { $0 & 0x3FFF })
        }
        return nil
    }

    /// Segments of marker and length, until the one that starts a frame.
    private static func jpeg(_ bytes: [UInt8]) -> PixelSize? {
        var offset = 2
        while offset + 3 < bytes.count {
            guard bytes[offset] == 0xFF else { return nil }
            let marker = bytes[offset + 1]
            switch marker {
            case 0xFF: offset += 1  // Filling.
            case 0x01, 0xD0...0xD8: offset += 2
            case 0xC4, 0xC8, 0xCC: offset = skip(bytes, offset)
            case 0xC0...0xCF: return size(big(bytes, offset + 7, 2), big(bytes, offset + 5, 2))
            case 0xD9, 0xDA: return nil
            default: offset = skip(bytes, offset)
            }
        }
        return nil
    }

    private static func skip(_ bytes: [UInt8], _ offset: Int) -> Int {
        offset + 2 + max(2, big(bytes, offset + 2, 2) ?? bytes.count)
    }

    // MARK: Bytes

    private static func size(_ width: Int?, _ height: Int?) -> PixelSize? {
        guard let width, let height else { return nil }
        return PixelSize(width: width, height: height)
    }

    private static func starts(_ bytes: [UInt8], _ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }

    private static func text(_ bytes: [UInt8], _ offset: Int, _ text: StaticString) -> Bool {
        guard offset + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
    }

    private static func big(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int? {
        guard offset >= 0, offset + count <= bytes.count else { return nil }
        return bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int? {
        guard offset >= 0, offset + count <= bytes.count else { return nil }
        return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
