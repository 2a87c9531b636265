import Testing

@testable import assay

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ErrorTests {
    @Test(arguments: [
        (["count", "--wrong"], "Unknown option '--wrong'"),
        (["count", "--by", "units"], "The value 'units' is invalid"),
        (["count", "--format", "xml"], "one of 'text', 'json', 'csv' or 'markdown'"),
        (["frobnicate"], "there is no command 'frobnicate' of 'assay'; 'assay --help' lists them"),
        (["compar", "--sample"], "there is no command 'compar' of 'assay'; did you mean 'compare'?"),
        (["vocab", "lst"], "there is no command 'lst' of 'assay vocab'; did you mean 'list'?"),
        (["help", "compar"], "there is no command 'compar' of 'assay'; did you mean 'compare'?"),
        (["help", "vocab", "lst"], "there is no command 'lst' of 'assay vocab'; did you mean 'list'?"),
        (["lnt", "prompts", "--fix"], "did you mean 'lint'?"), (["--wrong", "count"], "Unknown option '--wrong'"),
        (["truncate"], "Missing expected argument '--max-tokens <n>'"),
        (["truncate", "--max-tokens", "-1"], "it must be 0 or more"),
        (["encode", "a", "b"], "Unexpected argument 'b'"),
        (["vocab", "info"], "Missing expected argument '<name>'"),
    ])
    func usageErrorsEndWithTwo(arguments: [String], message: String) throws {
        let result = try Tool.run(arguments)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: "))
        #expect(result.errors.contains(message))
        #expect(result.text == "")
    }

    @Test(arguments: [
        (["-v", "o200k_bsae"], "o200k_base"), (["-v", "gwen2"], "qwen2"), (["-m", "gpt-44o"], "gpt-4o"),
        (["-m", "gemni-2.5-pro"], "gemini-2.5-pro"), (["-m", "sonet-5-5"], "claude-sonnet-5-5"),
    ])
    func unknownNamesGetTheNearest(option: [String], nearest: String) throws {
        let result = try Tool.run(["count"] + option)
        #expect(result.status == 2)
        #expect(result.errors.contains(nearest))
        #expect(result.text == "")
    }

    @Test("a name that finds a price finds the way to count", arguments: ["opus-5-5", "claude opus 5.5"])
    func namesOfThePriceTable(name: String) throws {
        let result = try Tool.run(["count", "-m", name, "--format", "json"], input: Array("Hello".utf8))
        #expect(result.status == 0)
        #expect(result.text.contains(#""method": "calibrated""#))
    }

    @Test(.enabled(if: !rightsAreIgnored, "root may write everything"))
    func aDataFolderWithoutRightsIsSaid() throws {
        let folder = try TemporaryFolder()
        folder.makeFolder("data")
        folder.setRights(0o500, of: "data")
        try folder.write((0...255).map { "\(base64(UInt8($0))) \($0)\n" }.joined(), to: "x.tiktoken")
        let result = try Tool.run(
            ["vocab", "import", "x.tiktoken", "--pattern", "cl100k"], in: folder,
            environment: ["ASSAY_DATA": folder.path("data")])
        #expect(result.errors.contains("permission denied; change the rights, or name another data folder"))
    }

    private func base64(_ byte: UInt8) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return "\(alphabet[Int(byte >> 2)])\(alphabet[Int(byte & 3) << 4])=="
    }

    @Test func aModelWithALicenceOfItsOwnSaysWhatToDo() throws {
        let result = try Tool.run(["count", "-m", "llama-3.3-70b-versatile"])
        #expect(result.status == 2)
        #expect(result.errors.contains("assay vocab import FILE --name llama3"))
    }

    @Test(arguments: [["encode"], ["truncate", "--max-tokens", "3"], ["decode"]])
    func estimatesHaveNoIDs(command: [String]) throws {
        let result = try Tool.run(command + ["-m", "claude-opus-4-6"])
        #expect(result.status == 2)
        #expect(result.errors.contains("give a vocabulary with -v"))
    }

    @Test func aMissingFileIsReportedAndTheRestGoesOn() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello, world!", to: "a")
        let result = try Tool.run(["count", "nowhere", "a"], in: folder)
        #expect(result.errors == "assay: cannot read nowhere: there is no such file or folder\n")
        #expect(result.text == "o200k_base  path\n         4  a\n")
        #expect(result.status == 2)
    }

    @Test(.enabled(if: !rightsAreIgnored, "root may read everything"))
    func unreadableFilesAndFoldersAreReported() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello, world!", to: "d/open")
        try folder.write("secret", to: "d/file")
        try folder.write("secret", to: "d/closed/x")
        folder.setRights(0, of: "d/file")
        folder.setRights(0, of: "d/closed")
        let result = try Tool.run(["count", "d"], in: folder)
        #expect(result.errors.contains("assay: cannot read d/file: permission denied"))
        #expect(result.errors.contains("assay: cannot read the folder d/closed: permission denied"))
        #expect(result.text.contains("4  d/open"))
        #expect(result.status == 2)
    }

    @Test(arguments: [ENXIO, ENOTDIR, EROFS, ENAMETOOLONG])
    func systemErrorsAreSaidInOurWords(code: Int32) {
        #expect(SystemError(code).description != String(cString: strerror(code)))
    }

    @Test func severalBinaryFilesAreThem() throws {
        let folder = try TemporaryFolder()
        for name in ["d/a", "d/b"] { try folder.write("\0", to: name) }
        let result = try Tool.run(["count", "d"], in: folder)
        #expect(result.errors == "assay: note: left out 2 binary files (name them to count them): d/a, d/b\n")
    }

    @Test func linkCirclesEnd() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello, world!", to: "d/a")
        folder.link("d/circle", to: ".")
        folder.link("d/self", to: "self")
        let result = try Tool.run(["count", "d", "--by", "total"], in: folder)
        #expect(result.text == "4\n")
        #expect(result.errors.contains("left out 2 symbolic links"))
        let named = try Tool.run(["count", "d/self"], in: folder)
        #expect(named.errors == "assay: cannot read d/self: its symbolic links go round in a circle\n")
        #expect(named.status == 2)
    }

    @Test func aLinkThatIsNamedIsFollowed() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello, world!", to: "d/a")
        folder.link("link", to: "d")
        #expect(try Tool.run(["count", "link"], in: folder).text == "o200k_base  path\n         4  link/a\n")
    }

    @Test(.enabled(if: (try? FileStatus(FilePath("/dev/full"), followsLinks: true)) != nil, "there is no /dev/full"))
    func aFullDiskIsOneMessage() throws {
        for command in [
            ["count"], ["count", "--format", "json"], ["encode"], ["truncate", "--max-tokens", "9"], ["--help"],
        ] {
            let result = try Tool.run(command, input: Array("Hello".utf8), output: .file("/dev/full"))
            #expect(result.errors == "assay: cannot write to standard output: no space left on the device\n")
            #expect(result.status == 2)
        }
    }

    @Test func aClosedPipeEndsQuietly() throws {
        let text = Array(String(repeating: "word ", count: 100_000).utf8)
        for command in [["count"], ["encode"], ["truncate", "--max-tokens", "90000"], ["vocab", "list"], ["--help"]] {
            let result = try Tool.run(command, input: text, output: .closedPipe)
            #expect(result.errors == "")
            #expect(result.status == 128 + 13)
        }
    }

    @Test func namesCannotSendControlCharacters() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello, world!", to: "a\u{1B}[31m\nb")
        let result = try Tool.run(["count", "."], in: folder)
        #expect(result.text.hasSuffix("4  ./a\\u{1B}[31m\\nb\n"))
    }
}
