#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a path names.
struct FileStatus {
    enum Kind {
        case file
        case folder
        case symbolicLink
        /// A pipe, a socket or a device.
        case special
    }

    var kind: Kind
    /// In bytes. What the system makes up as it is read says 0.
    var size: Int

    /// Asks the system about `path`.
    ///
    /// - Parameter followsLinks: whether a symbolic link stands for what it points to.
    init(_ path: FilePath, followsLinks: Bool) throws(SystemError) {
        var status = stat()
        let result = path.withCString { followsLinks ? stat($0, &status) : lstat($0, &status) }
        guard result == 0 else { throw .last }
        kind = Self.kind(status.st_mode)
        size = Int(status.st_size)
    }

    private static func kind(_ mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .symbolicLink
        default: .special
        }
    }
}

extension FilePath {
    /// Whether it leads to a folder, through links too.
    var isFolder: Bool { (try? FileStatus(self, followsLinks: true))?.kind == .folder }
}
