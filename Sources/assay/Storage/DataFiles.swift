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
            throw Failure(cannot: "read", FilePath(path), error, advice: Self.advice)
        }
    }

    func map(_ path: String) -> MappedBytes? {
        // Reading it then says what is wrong.
        guard let file = try? MappedFile(FilePath(path)) else { return nil }
        return MappedBytes(bytes: file.bytes, owner: file)
    }

    /// Writes beside the file and renames, so that nobody ever sees a part of it.
    func write(_ bytes: [UInt8], to path: String) throws {
        let file = FilePath(path)
        let draft = FilePath(bytes: file.bytes + Array(".new-\(getpid())".utf8))
        do {
            try makeFolder(file.parent)
            try writeAll(bytes, to: draft)
            guard draft.withCString({ from in file.withCString { rename(from, $0) } }) == 0 else {
                throw SystemError.last
            }
        } catch let error as SystemError {
            _ = draft.withCString { unlink($0) }
            throw Failure(cannot: "write", file, error, advice: Self.advice)
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
            if error.code == ENOENT || error.code == ENOTDIR { return [] }
            throw Failure(cannot: "read the folder", FilePath(folder), error, advice: Self.advice)
        }
    }

    private func makeFolder(_ folder: FilePath?) throws(SystemError) {
        guard let folder, (try? FileStatus(folder, followsLinks: true)) == nil else { return }
        try makeFolder(folder.parent)
        guard folder.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else { throw .last }
    }

    private func writeAll(_ bytes: [UInt8], to path: FilePath) throws(SystemError) {
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else { throw .last }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress! + done, $0.count - done) }
            if count < 0 {
                if errno == EINTR { continue }
                let error = SystemError.last
                close(descriptor)
                throw error
            }
            done += count
        }
        // Some file systems tell only now that there is no room.
        guard fsync(descriptor) == 0 else {
            let error = SystemError.last
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw .last }
    }

    private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }
}
