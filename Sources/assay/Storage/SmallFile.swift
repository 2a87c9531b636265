#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads files that are small by nature, such as settings, at once.
enum SmallFile {
    /// More bytes are no settings, but a device without an end.
    private static let most = 1 << 28

    /// The file's bytes, or `nil` where there is none (or a folder of that name). More than 256 MB are an error.
    static func read(_ path: FilePath) throws(SystemError) -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .last
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &part, part.count)
            #else
                let count = Darwin.read(descriptor, &part, part.count)
            #endif
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EISDIR { return nil }
                throw .last
            }
            guard bytes.count + count <= most else { throw SystemError(EFBIG) }
            bytes += part[..<count]
        }
    }

    /// The bytes of a file that the user has named, which has to be there.
    ///
    /// - Parameter advice: what to do where a right is missing.
    static func named(
        _ path: FilePath, action: String = "read", advice: String = "change its rights or leave it out"
    ) throws(Failure) -> [UInt8] {
        do throws(SystemError) {
            if let bytes = try read(path) { return bytes }
        } catch {
            throw Failure(cannot: action, path, error, advice: advice)
        }
        throw Failure(cannot: action, path, path.isFolder ? SystemError(EISDIR) : .missing)
    }

    /// The path without symbolic links, `.` and `..`, from the root on.
    static func canonicalPath(_ path: FilePath) -> FilePath? {
        guard let resolved = path.withCString({ realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        return FilePath(bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
    }
}
