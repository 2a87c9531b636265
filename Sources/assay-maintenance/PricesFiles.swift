#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file or folder that cannot be used.
struct FileError: Error, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String { "\(path): \(reason)" }

    init(_ path: String, _ reason: String? = nil) {
        self.path = path
        self.reason = reason ?? String(cString: strerror(errno))
    }
}

/// Whole files, without Foundation.
enum PricesFiles {
    static func read(_ path: String) throws(FileError) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw FileError(path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard ferror(file) == 0 else { throw FileError(path) }
        return bytes
    }

    /// Writes beside the file and renames, so that the file is whole at every moment.
    static func write(_ text: String, to path: String) throws(FileError) {
        let temporary = path + ".new"
        guard let file = fopen(temporary, "wb") else { throw FileError(temporary) }
        let bytes = Array(text.utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count, rename(temporary, path) == 0 else { throw FileError(path) }
    }

    /// The names in a folder, sorted.
    static func names(in folder: String) throws(FileError) -> [String] {
        guard let directory = opendir(folder) else { throw FileError(folder) }
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
