import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files of the user's data folder.
struct DataFiles: VocabularyFiles {
    private static let advice = "change the rights, or name another data folder with ASSAY_DATA"

    func read(_ path: String) throws -> [UInt8]? {
        do {
            return try SmallFile.read(FilePath(path))
        } catch {
            if Self.isOutOfReach(path) { return nil }
            throw Failure(cannot: "read", FilePath(path), error, advice: Self.advice)
        }
    }

    /// Whether a path is in a folder that may not be entered and that nobody asked for, such as another user's home, which a
    /// job in a container may well have: nothing was stored there for this user.
    private static func isOutOfReach(_ path: String) -> Bool {
        getenv("ASSAY_DATA") == nil && path.withCString { access($0, F_OK) } != 0 && errno == EACCES
    }

    func map(_ path: String) -> MappedBytes? {
        // Reading it then says what is wrong.
        guard let file = try? MappedFile(FilePath(path)) else { return nil }
        return MappedBytes(bytes: file.bytes, owner: file)
    }

    /// Writes beside the file and renames, so that nobody ever sees a part of it.
    func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try WholeFile.write(bytes, to: FilePath(path))
        } catch {
            throw Failure(cannot: "write", FilePath(path), error, advice: Self.advice)
        }
    }

    func remove(_ path: String) throws {
        // Unlike the C function of this name, unlink does not remove folders.
        let removed = path.withCString { unlink($0) == 0 || rmdir($0) == 0 }
        guard removed || errno == ENOENT else {
            throw Failure(cannot: "remove", FilePath(path), .last, advice: Self.advice)
        }
    }

    func names(in folder: String) throws -> [String] {
        do {
            return try DirectoryListing(FilePath(folder)).entries.map { String(decoding: $0.name, as: UTF8.self) }
        } catch {
            if error.code == ENOENT || error.code == ENOTDIR || Self.isOutOfReach(folder) { return [] }
            throw Failure(cannot: "read the folder", FilePath(folder), error, advice: Self.advice)
        }
    }
}
