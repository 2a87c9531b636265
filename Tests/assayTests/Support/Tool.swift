import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs the `assay` that was built together with the tests, as a process of its own.
enum Tool {
    struct Result {
        var output: [UInt8]
        var errors: String
        /// The exit status; 128 and the signal's number where a signal ended the process, as a shell shows it.
        var status: Int32

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Where standard output goes.
    enum Output {
        case captured
        /// To a file that exists, such as `/dev/full`.
        case file(String)
        /// Into a pipe whose reader has gone.
        case closedPipe
    }

    /// Runs the tool to its end.
    ///
    /// - Parameters:
    ///   - arguments: what comes after the command's name.
    ///   - input: what standard input holds.
    ///   - folder: the working folder.
    ///   - environment: variables on top of a fixed, small set.
    static func run(
        _ arguments: [String], input: [UInt8] = [], in folder: TemporaryFolder? = nil,
        environment: [String: String] = [:], output: Output = .captured
    ) throws -> Result {
        let scratch = try TemporaryFolder()
        try scratch.write(input, to: "in")
        try scratch.write([], to: "out")
        try scratch.write([], to: "err")

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, scratch.path("in"), O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, scratch.path("err"), O_WRONLY, 0)
        var pipeEnds: [Int32] = [-1, -1]
        switch output {
        case .captured: posix_spawn_file_actions_addopen(&actions, 1, scratch.path("out"), O_WRONLY, 0)
        case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
        case .closedPipe:
            try #require(pipe(&pipeEnds) == 0)
            close(pipeEnds[0])
            posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], 1)
        }
        defer { if pipeEnds[1] >= 0 { close(pipeEnds[1]) } }

        // Help is as wide as the terminal is said to be, and data come from nowhere else.
        let variables = ["COLUMNS": "100", "ASSAY_DATA": scratch.path("data")].merging(environment) { $1 }
        // The shell changes the folder and becomes the tool.
        let start = folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0.path] } ?? []
        let status = try spawn(start + [executable] + arguments, variables.map { "\($0)=\($1)" }, &actions)
        return Result(
            output: try scratch.read("out"), errors: String(decoding: try scratch.read("err"), as: UTF8.self),
            status: status)
    }

    /// What a shell command prints that calls the tool as `assay`, errors included.
    static func shell(_ command: String, in folder: String) throws -> String {
        let place = executable.dropLast("/assay".count)
        let pipe = try #require(popen("cd '\(folder)' && PATH='\(place)':\"$PATH\" && { \(command); } 2>&1", "r"))
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = fread(&part, 1, part.count, pipe)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], _ actions: inout posix_spawn_file_actions_t
    ) throws -> Int32 {
        let argv = arguments.map { strdup($0) } + [nil]
        let envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var process: pid_t = 0
        let program = try #require(argv[0])
        let failure = posix_spawn(&process, program, &actions, nil, argv, envp)
        #expect(failure == 0, "cannot run \(arguments[0])")
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            let code = errno
            try #require(code == EINTR)
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// The binary beside the one that runs the tests, or another that the environment names: the release binary is not the same
    /// program.
    private static let executable: String = {
        if let named = getenv("ASSAY_BINARY") { return String(cString: named) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let length = buffer.withUnsafeMutableBytes { place in
            readlink("/proc/self/exe", place.baseAddress!.assumingMemoryBound(to: CChar.self), place.count)
        }
        let path = String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/assay"
    }()
}
