import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the README shows is what the tool prints. `ASSAY_RECORD=1 swift test --filter ReadmeTests` writes the outputs
/// anew.
@Suite struct ReadmeTests {
    @Test func shownOutputIsReal() throws {
        let text = try Snapshot.read("\(Checkout.root)/README.md")
        var fresh: [Substring] = []
        var isConsole = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isConsole = line == "```console" }
            // Recorded output goes; what the command prints now comes after the command.
            if isConsole, !line.hasPrefix("```"), !line.hasPrefix("$ ") { continue }
            fresh.append(line)
            if isConsole, line.hasPrefix("$ ") {
                var output = try Tool.shell(String(line.dropFirst(2)), in: Checkout.root)[...]
                while output.hasSuffix("\n") { output.removeLast() }
                fresh += output.split(separator: "\n", omittingEmptySubsequences: false)
            }
        }
        try Snapshot.check(fresh.joined(separator: "\n"), file: "\(Checkout.root)/README.md", suite: "ReadmeTests")
    }
}
