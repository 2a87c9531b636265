#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An error of the operating system, by its number.
struct SystemError: Error, Equatable, CustomStringConvertible {
    var code: Int32

    init(_ code: Int32) {
        self.code = code
    }

    static let missing = SystemError(ENOENT)

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(errno) }

    var isMissingRight: Bool { code == EACCES || code == EPERM }

    /// What the system says, in words that fit behind a colon.
    var description: String {
        switch code {
        case ENOENT: "there is no such file or folder"
        case EACCES, EPERM: "permission denied"
        case ENOSPC: "no space left on the device"
        case EISDIR: "it is a folder"
        case EFBIG: "it is larger than a file may be here"
        case ENOTDIR: "a part of its path is a file, not a folder"
        case ENXIO: "it is a socket, or a device that is not there; only files, folders and pipes can be read"
        case EROFS: "the file system is read-only"
        case EBADF: "it is closed"
        case ENAMETOOLONG: "its name is too long"
        case ELOOP: "its symbolic links go round in a circle"
        default: String(cString: strerror(code))
        }
    }
}
