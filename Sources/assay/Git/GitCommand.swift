#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs git to read: nothing is written, fetched or asked for.
struct GitCommand {
    /// Where git is run.
    let folder: FilePath

    struct Result {
        /// 127 where git cannot be started.
        var status: Int32
        var output: [UInt8]

        /// The output as text, without its last newline.
        var line: String {
            String(decoding: output.last == 0x0A ? output.dropLast() : output[...], as: UTF8.self)
        }
    }

    /// What every call begins with. A repository's own settings may name programs to run and places to fetch from;
    /// neither is wanted here. Paths are names and no patterns.
    private static let settings = [
        "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c",
        "protocol.allow=never",
    ]

    /// Missing objects of a partial clone are not fetched, and nobody is asked for a password.
    private static let environment = ["GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"]

    /// What git writes to standard output. Its messages go nowhere: callers say what they could not do.
    ///
    /// - Parameter paths: come after `--`, so that none is read as an option.
    func run(_ arguments: [String], paths: [FilePath]? = nil) -> Result {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return Result(status: 127, output: []) }
        let process = spawn(arguments, paths, input: nil, output: ends[1], closing: [ends[0]])
        close(ends[1])
        defer { close(ends[0]) }
        guard let process else { return Result(status: 127, output: []) }
        var output: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &part, part.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            output += part[..<count]
        }
        return Result(status: Self.wait(for: process), output: output)
    }

    /// Starts git; nil where that fails.
    ///
    /// - Parameter input: what it reads; nil for nothing.
    func spawn(
        _ arguments: [String], _ paths: [FilePath]?, input: Int32?, output: Int32, closing: [Int32]
    ) -> pid_t? {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
            posix_spawn_file_actions_addclose(&actions, input)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        for descriptor in [output] + closing { posix_spawn_file_actions_addclose(&actions, descriptor) }
        let words =
            (["git", "-C"]).map { Array($0.utf8) } + [folder.bytes.isEmpty ? Array(".".utf8) : folder.bytes]
            + (Self.settings + arguments).map { Array($0.utf8) }
            + (paths.map { [Array("--".utf8)] + $0.map(\.bytes) } ?? [])
        let argv = words.map { Self.copy($0) } + [nil]
        let own = Self.environment.map { Self.copy(Array($0.utf8)) }
        defer { for text in argv + own { free(text) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, "git", &actions, nil, argv, own + Self.inherited + [nil])
        return failure == 0 ? process : nil
    }

    /// The exit status of a process; 128 where a signal ended it.
    static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return 128 }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128
    }

    /// A C string of bytes, which need not be UTF-8.
    private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
        (bytes + [0]).withUnsafeBytes { strdup($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    }

    private static var inherited: [UnsafeMutablePointer<CChar>?] {
        var result: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let variable = next.pointee {
            result.append(variable)
            next += 1
        }
        return result
    }
}
