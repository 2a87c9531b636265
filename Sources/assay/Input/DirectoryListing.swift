#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is in a folder, in byte order of the paths below it: `a.txt` comes before `a/b`, as `.` comes before `/`.
struct DirectoryListing {
    struct Entry {
        var name: [UInt8]
        var kind: FileStatus.Kind
    }

    let entries: [Entry]

    init(_ path: FilePath) throws(SystemError) {
        guard let directory = path.withCString({ opendir($0) }) else { throw .last }
        defer { closedir(directory) }
        var entries: [Entry] = []
        errno = 0
        while let record = readdir(directory) {
            let name = Self.name(record)
            if name != Array(".".utf8), name != Array("..".utf8) {
                let kind = Self.kind(record) ?? (try? FileStatus(path.appending(name), followsLinks: false))?.kind
                entries.append(Entry(name: name, kind: kind ?? .special))
            }
            errno = 0
        }
        guard errno == 0 else { throw .last }
        self.entries = entries.map { (key: $0.kind == .folder ? $0.name + [UInt8(ascii: "/")] : $0.name, entry: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.entry)
    }

    private static func name(_ record: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &record.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    }

    /// The kind, where the file system tells it together with the name.
    private static func kind(_ record: UnsafeMutablePointer<dirent>) -> FileStatus.Kind? {
        switch Int(record.pointee.d_type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .symbolicLink
        case Int(DT_UNKNOWN): nil
        default: .special
        }
    }
}
