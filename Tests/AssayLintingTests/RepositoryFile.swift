#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of the repository that is no part of the package's code.
enum RepositoryFile {
    static func path(_ name: String) -> String {
        "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/\(name)"
    }

    /// The file's bytes, or nil where it cannot be opened.
    static func read(_ name: String) -> [UInt8]? {
        guard let handle = fopen(path(name), "r") else { return nil }
        defer { fclose(handle) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, handle)
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }
}
