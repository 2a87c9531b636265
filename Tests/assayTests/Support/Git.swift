#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// git, as the judge of what is ignored.
enum Git {
    /// What git writes, or `nil` where it fails. The commands of these tests need no quoting.
    static func run(_ arguments: [String], in folder: TemporaryFolder) -> [UInt8]? {
        let command = "cd '\(folder.path)' && git \(arguments.joined(separator: " ")) 2>/dev/null"
        guard let pipe = popen(command, "r") else { return nil }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = fread(&part, 1, part.count, pipe)
            if count == 0 { break }
            bytes += part[..<count]
        }
        return pclose(pipe) == 0 ? bytes : nil
    }
}
