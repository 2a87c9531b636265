#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file or standard input part by part into one buffer, which serves every file in turn.
///
/// Memory does not grow with the file. One reader serves one thread.
final class FileReader {
    /// Large enough that the calls cost nothing, small enough to stay in the second-level cache.
    static let bufferSize = 1 << 20

    /// Memory that no text has filled yet is not used.
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bufferSize)

    private init() {}

    /// A new reader.
    ///
    /// Never inlined: where Swift 6.3.1 sees a reader's whole life it puts the reader on the stack, writes no header, and then
    /// frees it by what that header says, which crashed `assay price` in release builds.
    @inline(never)
    static func make() -> FileReader { FileReader() }

    deinit { buffer.deallocate() }

    /// Every part but the last is at least 8 KB long, so the first one shows whether a file is binary; none is empty.
    private func read(_ path: FilePath, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw SystemError.last }
        defer { close(descriptor) }
        try read(descriptor, body)
    }

    /// Calls `body` with each part of a file or of standard input, until it returns false.
    func read(_ source: InputSource, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
        switch source {
        case .standardInput:
            if Terminal.isTerminal(STDIN_FILENO) {
                Diagnostics.standard.note("reading from the terminal; Ctrl-D ends the text")
            }
            try read(STDIN_FILENO, body)
        case .file(let path): try read(path, body)
        }
    }

    /// The most that is read at once where nothing else is said: a text, not a device without an end.
    static let mostAtOnce = 1 << 30

    /// All bytes of a file or of standard input; an error where these are more than `most`.
    func readAll(_ source: InputSource, most: Int = FileReader.mostAtOnce) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try read(source) { part in
            guard bytes.count + part.count <= most else { throw SystemError(EFBIG) }
            bytes.append(contentsOf: part)
            return true
        }
        return bytes
    }

    private func read(_ descriptor: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
        while true {
            let count = try fill(descriptor, atLeast: BinaryCheck.length)
            if count > 0, try !body(UnsafeBufferPointer(rebasing: buffer[..<count])) { return }
            if count < BinaryCheck.length { return }
        }
    }

    /// Reads until `least` bytes are there or the input ends.
    private func fill(_ descriptor: Int32, atLeast least: Int) throws(SystemError) -> Int {
        var count = 0
        while count < least {
            #if canImport(Glibc)
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
            #else
                let got = Darwin.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
            #endif
            if got == 0 { break }
            if got < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            count += got
        }
        return count
    }
}
