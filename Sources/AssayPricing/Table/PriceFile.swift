import CAssayPrices

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The text of one provider's prices, from the embedded table or from memory, and single blocks of it.
struct PriceFile: Sendable {
    let name: String
    private let storage: Storage

    private enum Storage: Sendable {
        /// Bytes that live as long as the process.
        case embedded(Embedded)
        case bytes([UInt8])
    }

    /// Embedded constants never change, so every thread may read them.
    private struct Embedded: @unchecked Sendable {
        let buffer: UnsafeRawBufferPointer
    }

    init(name: String, bytes: [UInt8]) {
        self.name = name
        storage = .bytes(bytes)
    }

    init(_ file: assay_price_file) {
        name = String(cString: file.name)
        storage = .embedded(Embedded(buffer: UnsafeRawBufferPointer(start: file.bytes, count: file.length)))
    }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch storage {
        case .embedded(let embedded): try body(embedded.buffer)
        case .bytes(let bytes):
            try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
        }
    }

    /// The whole file.
    func provider() throws(PriceFileError) -> ProviderPrices {
        try withBytes { (bytes) throws(PriceFileError) in try PriceFileReader.read(bytes, file: name) }
    }

    /// The provider without its models.
    func header() throws(PriceFileError) -> (ProviderPrices, PriceChecks) {
        try withBytes { (bytes) throws(PriceFileError) in
            let end = PriceFile.nextBlock(in: bytes, from: 0)
            return try PriceFileReader.readHeader(bytes[..<end], file: name)
        }
    }

    /// One model, or nil when the file has none with this identifier. The other models are skipped, not parsed.
    ///
    /// - Complexity: O(length of the file) in byte comparisons, O(length of the block) in parsing.
    func model(_ id: String) throws(PriceFileError) -> ModelPrices? {
        let (provider, checks) = try header()
        return try withBytes { (bytes) throws(PriceFileError) in
            let wanted = Array("model \(id)".utf8)
            var start = PriceFile.nextBlock(in: bytes, from: 0)
            while start < bytes.count {
                let end = PriceFile.nextBlock(in: bytes, from: start + 1)
                let line = bytes[start..<end].prefix(wanted.count + 1)
                if line.count > wanted.count, line.last == UInt8(ascii: "\n"), line.starts(with: wanted) {
                    return try PriceFileReader.read(block: bytes[start..<end], of: provider, checks: checks, file: name)
                }
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
