import Testing

/// The number of threads changes nothing that is written.
@Suite struct CountThreadsTests {
    private static let sentence = "The quick brown fox, number 42, jumps over the lazy dog. "

    /// Many small files, some longer ones, and some that cannot be counted.
    private func tree() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for number in 0..<120 {
            try folder.write("\(number) \(String(repeating: Self.sentence, count: number % 7))", to: "d/\(number).txt")
        }
        try folder.write(String(repeating: Self.sentence, count: 90_000), to: "d/50-long.txt")
        try folder.write("so: <|endoftext|>", to: "d/51-special.txt")
        try folder.write(
            String(repeating: Self.sentence, count: 90_000) + "<|endoftext|> " + Self.sentence,
            to: "d/52-long-special.txt")
        try folder.write("a\0b", to: "d/53-binary")
        try folder.write([0x61, 0xFF, 0x62], to: "d/54-bytes.txt")
        try folder.write(
            Array(String(repeating: Self.sentence, count: 80_000).utf8) + [0xFF]
                + Array(String(repeating: Self.sentence, count: 10_000).utf8), to: "d/55-long-bytes.txt")
        return folder
    }

    @Test(arguments: ["plain", "reject"])
    func nothingWrittenDependsOnThreads(policy: String) throws {
        let folder = try tree()
        func run(_ threads: Int) throws -> Tool.Result {
            try Tool.run(
                ["count", "d", "no-such-file", "--special", policy, "--format", "json", "--threads", "\(threads)"],
                in: folder)
        }
        let one = try run(1)
        #expect(one.status == 2)
        #expect(one.errors.contains("cannot read no-such-file"))
        #expect(one.errors.contains("d/55-long-bytes.txt is not UTF-8 at byte 4560000"))
        #expect(one.errors.contains("d/52-long-special.txt: the text spells") == (policy == "reject"))
        for threads in [2, 5] {
            let more = try run(threads)
            #expect(more.output == one.output)
            #expect(more.errors == one.errors)
            #expect(more.status == one.status)
        }
    }

    @Test(arguments: [1, 2, 5])
    func standardInputIsCountedByAll(threads: Int) throws {
        // The space at the end is a token of its own.
        let text = String(repeating: "one two three ", count: 200_000)
        let result = try Tool.run(
            ["count", "--by", "total"], input: Array(text.utf8), environment: ["ASSAY_THREADS": "\(threads)"])
        #expect(result.text == "600001\n")
    }

    @Test func aPipeIsReadOnce() throws {
        let folder = try TemporaryFolder()
        let text = try Tool.shell(
            "mkfifo pipe && { printf 'Hello, world!' > pipe & } && assay count pipe --by total; wait",
            in: folder.path)
        #expect(text == "4\n")
    }

    @Test(arguments: ["0", "257", "-1", "9999999999999999999"])
    func aNumberOfThreadsOutOfRangeIsRefused(_ threads: String) throws {
        let option = try Tool.run(["count", "--threads=\(threads)"])
        #expect(option.status == 2)
        #expect(option.errors.contains(threads))
        let variable = try Tool.run(["count"], environment: ["ASSAY_THREADS": threads])
        #expect(variable.status == 2)
        #expect(variable.errors == "assay: ASSAY_THREADS is '\(threads)'; give a number from 1 to 256\n")
    }
}
