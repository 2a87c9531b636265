import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder that goes away with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/assay-tests-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        // Paths in messages are compared, so it must not go through a symbolic link.
        let real = try #require(realpath(made, nil))
        path = String(cString: real)
        free(real)
    }

    deinit {
        // Some tests take away rights.
        if let shell = popen("chmod -R u+rwX '\(path)'; rm -rf '\(path)'", "r") { pclose(shell) }
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, and the folders it is in.
    func write(_ bytes: [UInt8], to name: String) throws {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o755)
        }
        let file = try #require(fopen(path(name), "w"), "\(name)")
        defer { fclose(file) }
        let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        try #require(written == bytes.count)
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func read(_ name: String) throws -> [UInt8] {
        let file = try #require(fopen(path(name), "r"), "\(name)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }

    func makeFolder(_ name: String) { mkdir(path(name), 0o755) }
    func link(_ name: String, to target: String) { symlink(target, path(name)) }
    func setRights(_ mode: mode_t, of name: String) { chmod(path(name), mode) }
}

/// Whether rights do not stop this user, as they do not stop root.
let rightsAreIgnored = geteuid() == 0
