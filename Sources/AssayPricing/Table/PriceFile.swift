#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One provider's prices in the embedded table, and single blocks of them.
///
/// The text is that of the provider's file in `Prices`: a header, and a block a model, each starting with a line
/// `model ID`. The header's key in the pack is empty, a block's is the model's identifier.
struct PriceFile: Sendable {
    private let text: PackedText

    var name: String { text.name }

    init(_ text: PackedText) { self.text = text }

    /// The whole file.
    func provider() throws(PriceFileError) -> ProviderPrices {
        try PriceFileReader.read(try bytes(text.whole()), file: name)
    }

    /// The provider without its models.
    func header() throws(PriceFileError) -> (ProviderPrices, PriceChecks) {
        try PriceFileReader.readHeader(try bytes(text.section(of: [])), file: name)
    }

    /// One model, or nil when the file has none with this identifier. The other models are skipped, not parsed.
    ///
    /// - Complexity: O(size of a section) to unpack and look through it, O(length of the block) in parsing.
    func model(_ id: String) throws(PriceFileError) -> ModelPrices? {
        let section = try bytes(text.section(of: Array(id.utf8)))
        guard let block = PriceFile.block(of: id, in: section) else { return nil }
        let (provider, checks) = try header()
        return try PriceFileReader.read(block: section[block], of: provider, checks: checks, file: name)
    }

    private func bytes(_ bytes: [UInt8]?) throws(PriceFileError) -> [UInt8] {
        guard let bytes else {
            throw PriceFileError(file: name, line: 1, reason: "its packed form is damaged; build Assay anew")
        }
        return bytes
    }

    /// Where a model's block is among others.
    private static func block(of id: String, in section: [UInt8]) -> Range<Int>? {
        section.withUnsafeBytes { bytes in
            let wanted = Array("model \(id)\n".utf8)
            var start = nextBlock(in: bytes, from: 0)
            while start < bytes.count {
                let end = nextBlock(in: bytes, from: start + 1)
                if bytes[start..<end].starts(with: wanted) { return start..<end }
                start = end
            }
            return nil
        }
    }

    /// Where the next line that starts with `model ` begins; the end of the text when there is none.
    private static func nextBlock(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start == 0 || bytes[start - 1] == UInt8(ascii: "\n") ? start : nextLine(in: bytes, after: start)
        while index < bytes.count {
            if startsBlock(bytes, at: index) { return index }
            index = nextLine(in: bytes, after: index)
        }
        return bytes.count
    }

    private static func startsBlock(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        let word: StaticString = "model "
        guard let base = bytes.baseAddress, index + word.utf8CodeUnitCount <= bytes.count else { return false }
        return memcmp(base + index, word.utf8Start, word.utf8CodeUnitCount) == 0
    }

    private static func nextLine(in bytes: UnsafeRawBufferPointer, after index: Int) -> Int {
        guard let base = bytes.baseAddress, index < bytes.count,
            let end = memchr(base + index, Int32(UInt8(ascii: "\n")), bytes.count - index)
        else { return bytes.count }
        return UnsafeRawPointer(end) - base + 1
    }
}
