#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes files whole or not at all.
enum WholeFile {
    /// Writes beside the file and renames, so that nobody ever sees a part of it. A file that is there keeps its rights,
    /// and a symbolic link goes on naming the file that it names. Folders that are missing are made.
    static func write(_ bytes: [UInt8], to path: FilePath) throws(SystemError) {
        let file = SmallFile.canonicalPath(path) ?? path
        let draft = FilePath(bytes: file.bytes + Array(".new-\(getpid())".utf8))
        var status = stat()
        let isThere = file.withCString { stat($0, &status) } == 0
        do throws(SystemError) {
            try makeFolder(file.parent)
            try writeAll(bytes, to: draft, mode: isThere ? status.st_mode & 0o7777 : nil)
            guard draft.withCString({ from in file.withCString { rename(from, $0) } }) == 0 else {
                throw SystemError.last
            }
        } catch {
            _ = draft.withCString { unlink($0) }
            throw error
        }
    }

    /// Writes a file that the user has named.
    static func write(_ bytes: [UInt8], toNamed path: FilePath) throws(Failure) {
        do throws(SystemError) {
            try write(bytes, to: path)
        } catch {
            throw Failure(cannot: "write", path, error, advice: "change the rights, or name another place")
        }
    }

    private static func makeFolder(_ folder: FilePath?) throws(SystemError) {
        guard let folder, (try? FileStatus(folder, followsLinks: true)) == nil else { return }
        try makeFolder(folder.parent)
        guard folder.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else { throw .last }
    }

    private static func writeAll(
        _ bytes: [UInt8], to path: FilePath, mode: mode_t?
    ) throws(SystemError) {
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else { throw .last }
        if let mode { _ = fchmod(descriptor, mode) }
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

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }
}
