#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The sample's folder in the repository, found from where this file was compiled.
enum SampleFolder {
    static func find(_ file: StaticString = #filePath) -> String? {
        var path = "\(file)"[...]
        for _ in 0..<4 { path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
        let folder = String(path) + "/Samples/everyday"
        return access(folder, R_OK) == 0 ? folder : nil
    }

    static func names(_ folder: String) throws -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }
}
