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
        (["compare", "--sampl"], "Unknown option '--sampl'. Did you mean '--sample'?"),
        (["count", "--by", "units"], "The value 'units' is invalid"),
        (["count", "--format", "xml"], "one of 'text', 'json', 'csv' or 'markdown'"),
        (["frobnicate"], "there is no command 'frobnicate' of 'assay'; 'assay --help' lists them"),
        (["compar", "--sample"], "there is no command 'compar' of 'assay'; did you mean 'compare'?"),
        (["vocab", "lst"], "there is no command 'lst' of 'assay vocab'; did you mean 'list'?"),
        (["help", "compar"], "there is no command 'compar' of 'assay'; did you mean 'compare'?"),
        (["help", "vocab", "lst"], "there is no command 'lst' of 'assay vocab'; did you mean 'list'?"),
        (["lnt", "prompts", "--fix"], "did you mean 'lint'?"), (["--wrong", "count"], "Unknown option '--wrong'"),
        (["truncate"], "Missing expected argument '--max-tokens <n>'"),
        (["truncate", "--max-tokens", "-1"], "--max-tokens is '-1'; write a whole number of tokens from 0 up"),
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

    @Test(
        "a number that looks like an option is one",
        arguments: [
            (["count", "--threads", "-1"], "--threads is '-1'; give a number from 1 to 256"),
            (["count", "--threads", "99999999999999999999"], "--threads is '99999999999999999999'; give a number"),
            (["count", "--by", "unit", "--var-tokens", "-3"], "The value '-3' is invalid for '--var-tokens"),
            (["truncate", "--max-tokens", "99999999999999999999"], "2^53 is the most"),
            (["cost", "-m", "gpt-4o", "--calls", "-5"], "--calls is '-5'; write a whole number of calls from 1 up"),
            (["cost", "-m", "gpt-4o", "--cached-prefix", "-1"], "--cached-prefix is '-1'; write auto or a whole number"),
            (["cost", "-m", "gpt-4o", "--var-tokens", "-1"], "--var-tokens is '-1'; write a number of tokens such as 20"),
            (["forecast", "-m", "gpt-4o", "--turns", "-1"], "--turns is '-1'; write numbers from 0 up, such as 20"),
            (["forecast", "-m", "gpt-4o", "--tasks", "-1/day"], "--tasks is '-1/day'; write 1000/day"),
            (["usage", "-", "--budget", "-5/month"], "--budget is '-5/month', which is no file; write an amount"),
            (["usage", "-", "--estimate", "-5/month"], "--estimate is '-5/month', which is no file; write an amount"),
            (["compare", "--sample", "--resamples", "-1"], "--resamples is '-1'; write a whole number of resamples"),
            (["compare", "--sample", "--resamples", "1e9"], "--resamples is '1e9'; 100000 is the most"),
            (["compare", "--sample", "--seed", "-1"], "The value '-1' is invalid for '--seed"),
        ])
    func negativeAndHugeNumbers(arguments: [String], message: String) throws {
        let result = try Tool.run(arguments)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.text == "" && result.status == 2)
    }

    @Test("a file whose name begins with a dash is not just an unknown option")
    func dashedFile() throws {
        let folder = try TemporaryFolder()
        try folder.write("Be brief.\n", to: "-dash.md")
        for command in ["lint", "count"] {
            let result = try Tool.run([command, "-dash.md"], in: folder)
            #expect(result.errors == "assay: '-dash.md' is no option; for the file of that name write ./-dash.md\n")
            #expect(result.status == 2)
            #expect(try Tool.run([command, "./-dash.md"], in: folder).status == 0)
            #expect(try Tool.run([command, "-other.md"], in: folder).errors.contains("Unknown option '-other.md'"))
        }
    }

    @Test(
        "a name that nothing comes near says where names are",
        arguments: [["price", "--input", "1"], ["cost"], ["forecast", "--turns", "2"]])
    func nonesuch(arguments: [String]) throws {
        let result = try Tool.run(arguments + ["-m", "nonesuch"], input: Array("Hello".utf8))
        #expect(result.errors == "assay: no model is called 'nonesuch'; 'assay models' lists them\n")
        #expect(result.status == 2)
    }

    @Test(
        "a number may be written with an exponent",
        arguments: [
            ["truncate", "--max-tokens", "1e1"], ["count", "--by", "unit", "--var-tokens", "1e1-1e2"],
            ["cost", "-m", "gpt-4o", "--var-tokens", "1e1"],
        ])
    func exponents(arguments: [String]) throws {
        let result = try Tool.run(arguments, input: Array("Hello {{ name }}".utf8))
        let plain = arguments.map { $0.replacing("1e1", with: "10").replacing("1e2", with: "100") }
        let same = try Tool.run(plain, input: Array("Hello {{ name }}".utf8))
        func numbers(_ text: String) -> Substring { text.prefix { $0 != "P" } }
        #expect(numbers(result.text) == numbers(same.text) && result.text != "")
        #expect(result.status == 0)
    }

    @Test(
        "a folder in the place of a file is said to be one",
        arguments: [
            (["count", "a", "--calibration", "d"], "cannot read the calibration d: it is a folder"),
            (["count", "a", "--vars", "d"], "cannot read d: it is a folder"),
            (["diff", "a", "a", "--budget", "d"], "d is a folder, no configuration; name a file, such as d/.assay.yml"),
            (["lint", "a", "--config", "d"], "d is a folder, no configuration; name a file, such as d/.assay.yml"),
            (["lint", "a", "--config", "s"], "s is a folder, no configuration; name the file in it: s/.assay.yml"),
            (["lint", "a", "--baseline", "d"], "d is a folder; --baseline takes a file, such as d/lint-baseline.json"),
            (
                ["lint", "a", "--baseline", "d", "--update-baseline"],
                "d is a folder; --baseline takes a file, such as d/lint-baseline.json"
            ),
            (["diff", "a", "a", "--budget", "e"], "cannot read the configuration e: there is no such file or folder"),
            (["diff", "d", "a"], "d is a folder and a a file; compare two files or two folders"),
            (["diff", "a", "d"], "d is a folder and a a file; compare two files or two folders"),
            (["count", ""], "cannot read '': there is no such file or folder"),
        ])
    func foldersAndMissingFiles(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello", to: "a")
        folder.makeFolder("d")
        try folder.write("models: [gpt-4o]\n", to: "s/.assay.yml")
        let result = try Tool.run(arguments, in: folder)
        #expect(result.errors == "assay: \(message)\n")
        #expect(result.text == "" && result.status == 2)
    }

    @Test("a folder where a configuration is looked for is said, and ends no run") func aConfigurationThatIsAFolder() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "c.md"] { try folder.write("Hello\n", to: name) }
        folder.makeFolder(".assay.yml")
        let note = "/.assay.yml is a folder, and a configuration is a file; it is not read\n"
        for arguments in [["lint", "a"], ["diff", "a", "a", "-m", "gpt-4o"]] {
            let result = try Tool.run(arguments, in: folder)
            #expect(result.errors.hasPrefix("assay: note: /") && result.errors.contains(note), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1 && result.status == 0)
        }
        let budget = try Tool.run(["budget"], in: folder)
        #expect(budget.errors.contains(note) && budget.errors.contains("there is no .assay.yml here or above"))
        #expect(budget.status == 2)
        #expect(try Tool.run(["lint", "a", "--no-config"], in: folder).errors == "")
        // The other name has a file, or a folder above has one.
        try folder.write("budgets: [{tokens: 100}]\n", to: ".assay.yaml")
        let named = try Tool.run(["budget"], in: folder)
        #expect(named.text == "1 of 1 budget kept\n" && named.errors == "" && named.status == 0)
        try folder.write("Hello\n", to: "below/b.md")
        folder.makeFolder("below/.assay.yaml")
        let below = try Tool.run(["lint", "below"], in: folder)
        #expect(below.errors.contains("/below/.assay.yaml is a folder") && below.status == 0, "\(below.errors)")
    }

    @Test("a configuration that may not be read is said", .enabled(if: !rightsAreIgnored, "root may read everything"))
    func aClosedConfiguration() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello", to: "a")
        try folder.write("models: [gpt-4o]\n", to: ".assay.yml")
        folder.setRights(0, of: ".assay.yml")
        let lint = try Tool.run(["lint", "a"], in: folder)
        #expect(lint.errors.hasSuffix("permission denied; change its rights, or lint without it (--no-config)\n"))
        let budget = try Tool.run(["budget"], in: folder)
        #expect(budget.errors.hasSuffix("permission denied; change its rights, or name another with --budget\n"))
        #expect(lint.status == 2 && budget.status == 2)
    }

    @Test(
        "what is read as a prompt and is no text in UTF-8 is said",
        arguments: [
            ["count", "--by", "unit"], ["cost", "-m", "gpt-4o"],
        ])
    func oddTextsAreSaid(command: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("caf".utf8) + [0xE9], to: "latin.md")
        try folder.write([0xFF, 0xFE, 0x68, 0], to: "utf16.md")
        try folder.write([0x68, 0], to: "nul.md")
        let result = try Tool.run(command + ["latin.md", "utf16.md", "nul.md"], in: folder)
        #expect(
            result.errors == """
                assay: note: latin.md is not UTF-8 at byte 3; where it is in another encoding, convert it first
                assay: note: utf16.md is in UTF-16; its bytes are read as they are; convert it with \
                'iconv -f UTF-16 -t UTF-8' first
                assay: note: nul.md is binary (it has NUL bytes); it is read like any text

                """)
        #expect(result.status == 0)
    }

    @Test("two versions have to be texts") func binaryVersions() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello", to: "a.md")
        try folder.write([0xFF, 0xFE, 0x68, 0], to: "utf16.md")
        for arguments in [["a.md", "utf16.md"], ["utf16.md", "a.md"]] {
            let result = try Tool.run(["diff", "-m", "gpt-4o"] + arguments, in: folder)
            #expect(result.errors == "assay: utf16.md is in UTF-16; convert it with 'iconv -f UTF-16 -t UTF-8' first\n")
            #expect(result.text == "" && result.status == 2)
        }
    }

    @Test("what files say cannot steer a terminal in messages") func messagesAreHarmless() throws {
        let folder = try TemporaryFolder()
        try folder.write("\u{1B}[31mprovider\n", to: "a.prices")
        let result = try Tool.run(["prices", "check", "a.prices"], in: folder)
        #expect(result.errors.contains("\\u{1B}[31mprovider"))
        #expect(!result.errors.contains("\u{1B}"))
    }

    @Test func onlyWhatWasGivenIsToBeLeftOut() throws {
        let result = try Tool.run(["count", "--request", "--by", "message"])
        #expect(result.errors == "assay: --request shows a breakdown of its own: leave out --by message\n")
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

    @Test(.enabled(if: (try? FileStatus(FilePath("/dev/zero"), followsLinks: true)) != nil, "there is no /dev/zero"))
    func aFileWithoutAnEndIsOneMessage() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello", to: "a")
        let result = try Tool.run(["lint", "--config", "/dev/zero", "a"], in: folder)
        #expect(result.errors == "assay: cannot read the configuration /dev/zero: it is larger than a file may be here\n")
        #expect(result.status == 2)
    }

    @Test func aClosedOutputIsSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("Hello", to: "a")
        let errors = try Tool.shell("assay count a >&-", in: folder.path)
        #expect(errors == "assay: cannot write to standard output: it is closed\n")
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

    @Test(
        "neither can what a template says, in reports for people",
        arguments: [["cost", "-m", "gpt-4o", "--explain", "."], ["lint"], ["lint", "--format", "concise"], ["lint", "--diff"]])
    func templatesCannotSendControlCharacters(command: [String]) throws {
        let folder = try TemporaryFolder()
        let examples = [1, 2].map { "Example \($0)\nCustomer: Where is my order?\nAnswer: It is on its way.\n\n" }.joined()
        // A difference has the lines of the file as they are, so that it can be applied.
        let value = command.contains("--diff") ? "" : "{{ a['\u{1B}[31m'] }}\n"
        try folder.write(examples + value, to: "p\u{1B}[31m\n.jinja")
        let result = try Tool.run(command, in: folder)
        #expect(!(result.text + result.errors).contains("\u{1B}") && result.text.contains("p\\"))
    }
}
