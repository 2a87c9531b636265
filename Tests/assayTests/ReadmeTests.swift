import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the README shows is what the tool prints. `ASSAY_RECORD=1 swift test --filter ReadmeTests` writes the outputs
/// anew.
@Suite struct ReadmeTests {
    private static let root = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    @Test func shownOutputIsReal() throws {
        let text = try Snapshot.read("\(Self.root)/README.md")
        var fresh: [Substring] = []
        var isConsole = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isConsole = line == "```console" }
            // Recorded output goes; what the command prints now comes after the command.
            if isConsole, !line.hasPrefix("```"), !line.hasPrefix("$ ") { continue }
            fresh.append(line)
            if isConsole, line.hasPrefix("$ ") {
                var output = try Tool.shell(String(line.dropFirst(2)), in: Self.root)[...]
                while output.hasSuffix("\n") { output.removeLast() }
                fresh += output.split(separator: "\n", omittingEmptySubsequences: false)
            }
        }
        try Snapshot.check(fresh.joined(separator: "\n"), file: "\(Self.root)/README.md", suite: "ReadmeTests")
    }
}
