#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads contents by their ids, all from one `git cat-file --batch`.
///
/// Each id is written and its answer read before the next: neither side ever waits for a full pipe.
final class GitObjects {
    /// Larger files are no prompts.
    static let largest = 64 << 20

    private let process: pid_t
    private let requests: Int32
    private let answers: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var filled = 0..<0

    init(_ git: GitCommand) throws(Failure) {
        // Git may end first; that is an error of the next write, and no reason to be killed.
        signal(SIGPIPE, SIG_IGN)
        var (asking, telling): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard pipe(&asking) == 0 else { throw Failure("git could not be run: \(SystemError.last)") }
        guard pipe(&telling) == 0 else {
            let error = SystemError.last
            for descriptor in asking { close(descriptor) }
            throw Failure("git could not be run: \(error)")
        }
        let started = git.spawn(
            ["cat-file", "--batch"], nil, input: asking[0], output: telling[1], closing: [asking[1], telling[0]])
        close(asking[0])
        close(telling[1])
        (requests, answers) = (asking[1], telling[0])
        process = started ?? -1
        guard started != nil else { throw Failure("git could not be run") }
    }

    deinit {
        close(requests)
        close(answers)
        if process > 0 { _ = GitCommand.wait(for: process) }
    }

    /// The contents of an object.
    func read(_ id: String) throws(Failure) -> [UInt8] {
        guard send(Array((id + "\n").utf8)), let head = line() else { throw Failure("git ended while it was read") }
        let words = head.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 3, words[1] == "blob", let size = Int(words[2]), size >= 0 else {
            throw Failure(
                "git does not have its contents; a partial clone lacks them, and nothing is fetched here: 'git fetch' "
                    + "or 'git checkout' gets them")
        }
        let isKept = size <= Self.largest
        guard let bytes = take(size, isKept: isKept), take(1, isKept: false) != nil else {
            throw Failure("git ended while it was read")
        }
        guard isKept else { throw Failure("it is larger than 64 MiB, which is no prompt") }
        return bytes
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { write(requests, $0.baseAddress! + done, $0.count - done) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return false }
            done += count
        }
        return true
    }

    private func fill() -> Bool {
        guard filled.isEmpty else { return true }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(answers, &buffer, buffer.count)
            #else
                let count = Darwin.read(answers, &buffer, buffer.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            filled = 0..<count
            return true
        }
    }

    private func line() -> [UInt8]? {
        var result: [UInt8] = []
        while fill() {
            if let end = buffer[filled].firstIndex(of: 0x0A) {
                result += buffer[filled.lowerBound..<end]
                filled = (end + 1)..<filled.upperBound
                return result
            }
            result += buffer[filled]
            filled = 0..<0
        }
        return nil
    }

    /// The next bytes; empty where they are not kept, nil where there are fewer.
    private func take(_ size: Int, isKept: Bool) -> [UInt8]? {
        var result: [UInt8] = []
        var left = size
        while left > 0 {
            guard fill() else { return nil }
            let part = filled.prefix(left)
            if isKept { result += buffer[part] }
            left -= part.count
            filled = part.upperBound..<filled.upperBound
        }
        return result
    }
}
