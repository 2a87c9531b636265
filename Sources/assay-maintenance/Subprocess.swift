#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that could not be run or that failed.
struct SubprocessError: Error, CustomStringConvertible {
    var command: [String]
    var reason: String
    var description: String { "\(command.joined(separator: " ")): \(reason)" }
}

/// Runs a program found in the search path, waits for it, and returns what it wrote to standard output. Its messages
/// go to standard error.
func run(_ command: [String]) throws -> [UInt8] {
    var ends: (Int32, Int32) = (-1, -1)
    let opened = withUnsafeMutableBytes(of: &ends) { pipe($0.baseAddress!.assumingMemoryBound(to: Int32.self)) }
    guard opened == 0 else { throw SubprocessError(command: command, reason: "no pipe") }
    let (reading, writing) = ends
    let child: pid_t
    do {
        defer { close(writing) }
        child = try spawn(command, output: writing, closing: reading)
    } catch {
        close(reading)
        throw error
    }
    let output = readToEnd(reading)
    close(reading)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
        guard errno == EINTR else { throw SubprocessError(command: command, reason: "cannot be waited for") }
    }
    guard status == 0 else {
        throw SubprocessError(command: command, reason: "failed with status \(status >> 8 & 0xFF)")
    }
    return output
}

private func spawn(_ command: [String], output: Int32, closing: Int32) throws -> pid_t {
    #if canImport(Glibc)
        var actions = posix_spawn_file_actions_t()
    #else
        var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, closing)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
        throw SubprocessError(command: command, reason: String(cString: strerror(failure)))
    }
    return child
}

private func readToEnd(_ descriptor: Int32) -> [UInt8] {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
            output += buffer[..<count]
        } else if count == 0 || errno != EINTR {
            return output
        }
    }
}
