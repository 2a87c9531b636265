import AssayText

/// A Python wheel: a zip archive with one package and its metadata.
public struct WheelArchive: Sendable {
    /// The wheel's file name, which says its package and version.
    public let name: String
    private let bytes: [UInt8]
    private let files: [String: Entry]

    private struct Entry {
        var method: Int
        var offset: Int
        var compressedSize: Int
        var size: Int
    }

    /// The longest file that is read out of a wheel.
    private static let sizeLimit = 64 << 20

    /// Reads the list of files.
    ///
    /// - Throws: ``PriceSourceError`` when the bytes are not a zip archive.
    public init(_ bytes: [UInt8], name: String) throws(PriceSourceError) {
        self.name = name
        self.bytes = bytes
        guard let files = WheelArchive.directory(bytes) else {
            throw PriceSourceError(source: name, reason: "this is not a wheel: the zip directory cannot be read")
        }
        self.files = files
    }

    /// `litellm` and `1.109.1` from `litellm-1.109.1-cp310-abi3-….whl`.
    public var package: (name: String, version: String)? {
        let parts = name.split(separator: "-")
        guard parts.count >= 3 else { return nil }
        return (parts[0].replacing(text: "_", with: "-").lowercased(), String(parts[1]))
    }

    /// The contents of a file inside the wheel.
    public func contents(of path: String) throws(PriceSourceError) -> [UInt8] {
        guard let entry = files[path] else {
            throw PriceSourceError(source: name, reason: "the wheel has no file \(path)")
        }
        // The local header repeats the name and may have extra fields of its own length.
        guard entry.offset + 30 <= bytes.count else { throw damaged(path) }
        let start =
            entry.offset + 30 + WheelArchive.number(bytes, entry.offset + 26, 2)
            + WheelArchive.number(bytes, entry.offset + 28, 2)
        guard start + entry.compressedSize <= bytes.count, entry.size <= WheelArchive.sizeLimit else {
            throw damaged(path)
        }
        let data = bytes[start..<start + entry.compressedSize]
        let contents =
            entry.method == 0 ? Array(data) : entry.method == 8 ? Inflate.decompress(data, limit: entry.size) : nil
        guard let contents, contents.count == entry.size else { throw damaged(path) }
        return contents
    }

    private func damaged(_ path: String) -> PriceSourceError {
        PriceSourceError(source: name, reason: "\(path) cannot be unpacked: the wheel is damaged")
    }

    /// The central directory (zip application note, sections 4.3.12 and 4.3.16), found from the end of the file.
    private static func directory(_ bytes: [UInt8]) -> [String: Entry]? {
        guard bytes.count >= 22 else { return nil }
        let earliest = max(0, bytes.count - 22 - 65_535)
        guard
            let end = stride(from: bytes.count - 22, through: earliest, by: -1)
                .first(where: { number(bytes, $0, 4) == 0x0605_4B50 })
        else { return nil }
        var files: [String: Entry] = [:]
        var offset = number(bytes, end + 16, 4)
        for _ in 0..<number(bytes, end + 10, 2) {
            guard offset + 46 <= bytes.count, number(bytes, offset, 4) == 0x0201_4B50 else { return nil }
            let nameLength = number(bytes, offset + 28, 2)
            guard offset + 46 + nameLength <= bytes.count else { return nil }
            let name = String(decoding: bytes[offset + 46..<offset + 46 + nameLength], as: UTF8.self)
            files[name] = Entry(
                method: number(bytes, offset + 10, 2), offset: number(bytes, offset + 42, 4),
                compressedSize: number(bytes, offset + 20, 4), size: number(bytes, offset + 24, 4))
            offset += 46 + nameLength + number(bytes, offset + 30, 2) + number(bytes, offset + 32, 2)
        }
        return files
    }

    /// A little-endian number; zero outside the bytes.
    private static func number(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> Int {
        guard offset >= 0, offset + size <= bytes.count else { return 0 }
        return (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
    }
}

/// A source of prices that cannot be read.
public struct PriceSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    public let source: String
    public let reason: String

    public var description: String { "\(source): \(reason)" }
}
