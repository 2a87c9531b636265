import Glibc

/// Documents in memory, end to end.
struct Corpus: @unchecked Sendable {
    // Never written after init.
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let ends: [Int]

    init(path: String) throws(Failure) {
        text = try Self.read(path)
        var ends: [Int] = []
        var end = 0
        var length = 0
        for byte in try Self.read(path + ".lengths") {
            if byte == UInt8(ascii: "\n") {
                end += length
                ends.append(end)
                length = 0
            } else {
                length = length * 10 + Int(byte) - 48
            }
        }
        guard end == text.count else { throw Failure("\(path) does not have the length that its .lengths say") }
        self.ends = ends
    }

    var count: Int { ends.count }
    var byteCount: Int { text.count }

    @inline(__always)
    func document(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = index == 0 ? 0 : ends[index - 1]
        return UnsafeBufferPointer(rebasing: text[start..<ends[index]])
    }

    private static func read(_ path: String) throws(Failure) -> UnsafeMutableBufferPointer<UInt8> {
        guard let file = fopen(path, "rb") else { throw Failure("cannot open \(path)") }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let size = ftell(file)
        rewind(file)
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(size, 1))
        guard fread(bytes.baseAddress, 1, size, file) == size else { throw Failure("cannot read \(path)") }
        return UnsafeMutableBufferPointer(rebasing: bytes[..<size])
    }
}
