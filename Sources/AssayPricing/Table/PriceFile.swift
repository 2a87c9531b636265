import CAssayPrices

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
                let line = bytes[start..<end].prefix { $0 != UInt8(ascii: "\n") }
                if line.elementsEqual(wanted) {
                    return try PriceFileReader.read(block: bytes[start..<end], of: provider, checks: checks, file: name)
                }
                start = end
            }
            return nil
        }
    }

    /// Where the next line that starts with `model ` begins; the end of the text when there is none.
    private static func nextBlock(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let word: StaticString = "model "
        var index = start
        while index + word.utf8CodeUnitCount <= bytes.count {
            let isAtLineStart = index == 0 || bytes[index - 1] == UInt8(ascii: "\n")
            if isAtLineStart, bytes[index..<index + word.utf8CodeUnitCount].elementsEqual(word.bytes) { return index }
            index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        }
        return bytes.count
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
