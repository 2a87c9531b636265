#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The table's folder in the repository, found from where this file was compiled.
enum PriceFolder {
    static func find(_ file: StaticString = #filePath) -> String? {
        var path = "\(file)"[...]
        for _ in 0..<3 { path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
        let folder = String(path) + "/Prices"
        return access(folder, R_OK) == 0 ? folder : nil
    }

    static func text(_ path: String) throws -> String {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func names(_ folder: String) throws -> [String] {
        guard let directory = opendir(folder) else { throw Unreadable(path: folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }

    struct Unreadable: Error { var path: String }
}
