import AssayEstimation
import AssayPricing
import Testing

@Suite struct UsageLedgerTests {
    @Test func linesOfOneResponseCountOnceWithTheLargestUsage() throws {
        let id = "msg_0123456789abcdef"
        let log =
            UsageLogs.turn(id, minute: 1, write: 50, output: 1) + UsageLogs.turn(id, minute: 1, write: 50, output: 80)
            + UsageLogs.turn(id, minute: 1, write: 50, output: 80)
        let total = try UsageLogs.report([log]).total
        #expect(total.requests == 1)
        #expect(total.tokens.output == 80)
        #expect(total.tokens.cacheWrite == 50)
    }

    @Test func aCopyInAnotherFileCountsOnce() throws {
        let line = UsageLogs.turn("msg_0123456789abcdef", minute: 1)
        #expect(try UsageLogs.report([line, line]).total.requests == 1)
    }

    @Test func identifiersThatAreNotUniqueAreKeptApart() throws {
        let files = [UsageLogs.response("1", day: 1, input: 10), UsageLogs.response("1", day: 2, input: 20)]
        let report = try UsageLogs.report(files)
        #expect(report.total.tokens.input == 30)
        #expect(report.notes.contains { $0.contains("1 identifier meant different responses") })
        // A third file with both once more adds nothing.
        #expect(try UsageLogs.report(files + [files[0]]).total.tokens.input == 30)
    }

    @Test func linesWithoutIdentifierCountOnceByTheirContent() throws {
        let line = #"{"model":"gpt-4o","choices":[{"text":"a"}],"usage":{"prompt_tokens":10,"completion_tokens":1}}"#
        #expect(try UsageLogs.report([line + "\n" + line + "\n"]).total.requests == 1)
        // Nothing tells two bare usages apart; they are two requests.
        let bare = #"{"model":"gpt-4o","usage":{"prompt_tokens":10,"completion_tokens":1}}"#
        #expect(try UsageLogs.report([bare + "\n" + bare + "\n"]).total.requests == 2)
    }

    @Test func subAgentsInFilesOfTheirOwnAreConversationsOfTheirOwn() throws {
        let main = (1...3).map { UsageLogs.turn("msg_main_00000000\($0)", minute: $0, write: 2_000 * $0) }.joined()
        let agent = (1...2).map {
            UsageLogs.turn("msg_side_00000000\($0)", minute: $0, write: 500, agent: "a1")
        }.joined()
        let report = try UsageLogs.report([main, agent], by: [.session])
        #expect(report.total.requests == 5)
        #expect(report.groups.count == 1)
        #expect(report.conversations.map(\.agent).sorted() == ["", "a1"])
    }

    @Test func brokenLinesAreNamedAndTheRestGoesOn() throws {
        let good = UsageLogs.response("a-0123456789abcdef", day: 1, input: 7)
        let log = """
            {"broken":
            {"id":"n","model":"gpt-4o","usage":{"prompt_tokens":NaN,"completion_tokens":1}}
            {"id":"m","model":"gpt-4o","usage":{"prompt_tokens":-4,"completion_tokens":1}}
            [1,2]
            \(good){"id":"z","usage":{"prompt_tokens":1e400,"completion_tokens":1}}
            """
        let (ledger, tallies) = try UsageLogs.read([log])
        #expect(tallies[0].broken == 5)
        #expect(tallies[0].problems.map(\.line) == [1, 2, 3, 4, 6])
        #expect(ledger.count == 1)
    }

    @Test(arguments: [
        ([0x1F, 0x8B, 8, 0], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0x50, 0x4B, 3, 4], "zip"),
        ([1, 0, 2], "binary"), (Array("once upon a time".utf8), "no log"),
    ])
    func whatIsNoLogIsRefusedByName(_ bytes: [UInt8], _ word: String) {
        var reader = UsageLogReader()
        let error = #expect(throws: UsageLogError.self) {
            try bytes.withUnsafeBufferPointer { part in try reader.feed(part) { _ in } }
        }
        #expect(error?.description.contains(word) == true)
    }

    @Test func aLineThatIsTooLongIsLeftOut() throws {
        var reader = UsageLogReader()
        var count = 0
        func feed(_ text: String) throws {
            try Array(text.utf8).withUnsafeBufferPointer { part in try reader.feed(part) { _ in count += 1 } }
        }
        try feed(UsageLogs.response("a-0123456789abcdef", day: 1) + "{\"x\":\"")
        let filler = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0..<100 { try filler.withUnsafeBufferPointer { part in try reader.feed(part) { _ in count += 1 } } }
        try feed("\"}\n" + UsageLogs.response("b-0123456789abcdef", day: 1))
        reader.finish { _ in count += 1 }
        #expect(count == 2)
        #expect(reader.tally.problems.map(\.line) == [2])
    }

    @Test func manyNumbersNeverEndTheProgram() throws {
        let line = #"{"id":"ID","model":"gpt-4o","usage":{"prompt_tokens":9007199254740992,"completion_tokens":0}}"#
        var parts: [String] = []
        for index in 0..<2_000 { parts.append("{\"id\":\"request-number-\(index)\"" + line.dropFirst(10)) }
        let total = try UsageLogs.report([parts.joined(separator: "\n")]).total
        #expect(total.requests == 2_000)
        #expect(total.tokens.input == Int.max)
        #expect(!total.cost.isNegative && !total.cost.isZero)
    }
}
