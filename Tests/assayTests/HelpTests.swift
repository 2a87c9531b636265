import Testing

@Suite struct HelpTests {
    @Test(arguments: [
        [], ["count"], ["encode"], ["decode"], ["truncate"], ["vocab"], ["vocab", "list"], ["vocab", "info"],
        ["vocab", "import"], ["vocab", "verify"], ["price"], ["cost"], ["models"], ["prices"], ["prices", "show"],
        ["prices", "check"], ["prices", "update"], ["calibrate"], ["compare"], ["forecast"], ["lint"], ["explain"],
        ["rules"], ["usage"], ["diff"], ["budget"], ["lsp"],
    ])
    func helpTeaches(command: [String]) throws {
        let result = try Tool.run(command + ["--help"])
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(result.text.contains("Examples:"))
        // Long lists of options are not wrapped: a command that has one says `usage` itself.
        #expect(result.text.split(separator: "\n").first { $0.hasPrefix("USAGE:") }?.count ?? 81 <= 80)
        try Snapshot.check(result.text, (["help"] + command).joined(separator: "-"), suite: "HelpTests")
    }

    @Test(arguments: [[], ["compare"], ["vocab"], ["vocab", "list"]])
    func helpAsACommand(command: [String]) throws {
        let result = try Tool.run(["help"] + command)
        #expect(result.status == 0)
        #expect(result.text == (try Tool.run(command + ["--help"])).text)
    }

    @Test func versionIsANumber() throws {
        let result = try Tool.run(["--version"])
        #expect(result.status == 0)
        #expect(result.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let result = try Tool.run(["--generate-completion-script", shell])
        #expect(result.status == 0)
        for word in ["truncate", "lsp", "rule-pages", "fail-on"] { #expect(result.text.contains(word)) }
    }
}
