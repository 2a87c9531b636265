#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes files whole or not at all.
enum WholeFile {
    /// Writes beside the file and renames, so that nobody ever sees a part of it. A file that is there keeps its rights,
    /// and its owner where that may be given, and a symbolic link goes on naming the file that it names. A file that
    /// may not be written is left alone, though its folder would let it be replaced. Folders that are missing are made.
    static func write(_ bytes: [UInt8], to path: FilePath) throws(SystemError) {
        let file = SmallFile.canonicalPath(path) ?? path
        let draft = FilePath(bytes: file.bytes + Array(".new-\(getpid())".utf8))
        var status = stat()
        let isThere = file.withCString { stat($0, &status) } == 0
        if isThere, !mayBeWritten(file, status) { throw SystemError(EACCES) }
        do throws(SystemError) {
            try makeFolder(file.parent)
            try writeAll(bytes, to: draft, like: isThere ? status : nil)
            guard draft.withCString({ from in file.withCString { rename(from, $0) } }) == 0 else {
                throw SystemError.last
            }
        } catch {
            _ = draft.withCString { unlink($0) }
            throw error
        }
    }

    /// Whether the rights of a file let it be written. Those who may write everything are held to what the file says.
    private static func mayBeWritten(_ file: FilePath, _ status: stat) -> Bool {
        status.st_mode & 0o222 != 0 && file.withCString { access($0, W_OK) } == 0
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
        _ bytes: [UInt8], to path: FilePath, like old: stat?
    ) throws(SystemError) {
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else { throw .last }
        if let old {
            // Who may not give files away may still give them to a group of theirs.
            if fchown(descriptor, old.st_uid, old.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, old.st_gid) }
            // Behind the owner, whose change takes special rights away.
            _ = fchmod(descriptor, old.st_mode & 0o7777)
        }
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
