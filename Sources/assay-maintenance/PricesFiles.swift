#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file, a folder or an argument that cannot be used.
struct PricesError: Error, CustomStringConvertible {
    var subject: String
    var reason: String

    var description: String { "\(subject): \(reason)" }

    init(_ subject: String, _ reason: String) {
        self.subject = subject
        self.reason = reason
    }
}

/// The files of the price table.
enum PricesFiles {
    static func read(_ path: String) throws(PricesError) -> [UInt8] {
        guard let bytes = readFile(path) else { throw PricesError(path, String(cString: strerror(errno))) }
        return bytes
    }

    /// The names in a folder, sorted.
    static func names(in folder: String) throws(PricesError) -> [String] {
        guard let directory = opendir(folder) else { throw PricesError(folder, String(cString: strerror(errno))) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
