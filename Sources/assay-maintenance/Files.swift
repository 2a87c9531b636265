#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a file, or nil where it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}

/// Writes a file whole or not at all.
func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let partial = path + ".partial"
    guard let file = fopen(partial, "wb") else { throw FileError(path: path) }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count, rename(partial, path) == 0 else {
        unlink(partial)
        throw FileError(path: path)
    }
}

struct FileError: Error, CustomStringConvertible {
    var path: String
    var reason = String(cString: strerror(errno))
    var description: String { "cannot write \(path): \(reason)" }
}
