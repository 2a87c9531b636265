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

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(errno) }

    /// What the system says, and what to do where there is something to do.
    var description: String {
        switch code {
        case ENOENT: "there is no such file or folder"
        case EACCES, EPERM: "permission denied; change its rights or leave it out"
        case ENOSPC: "no space left on the device"
        case EISDIR: "it is a folder"
        case ELOOP: "its symbolic links go round in a circle"
        default: String(cString: strerror(code))
        }
    }
}
