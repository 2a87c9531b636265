import Testing

@testable import AssayLinting

struct BaselineTests {
    private func finding(_ fingerprint: String, at start: Int) -> Finding {
        Finding(
            rule: "PB001", severity: .warning, path: "a", span: start..<start + 1, message: "m",
            fingerprint: fingerprint)
    }

    @Test("known findings go, further ones of the same words stay, missing ones are stale")
    func filter() {
        let key = Baseline.Key(path: "a", rule: "PB001", fingerprint: "f")
        let gone = Baseline.Key(path: "a", rule: "PB001", fingerprint: "g")
        let baseline = Baseline([key: 1, gone: 2])
        var findings = [finding("f", at: 0), finding("f", at: 5), finding("h", at: 9)]
        #expect(baseline.filter(&findings, path: "a") == [gone: 2])
        #expect(findings.map(\.span.lowerBound) == [5, 9])
    }

    @Test(
        "what has grown by more than a tenth and 50 tokens is reported again, and is not stale",
        arguments: [
            (200, 5_000, true), (200, 251, true), (200, 250, false), (200, 100, false), (1_000, 1_100, false),
            (1_000, 1_101, true), (0, 51, true), (Int.max, Int.max, false),
        ])
    func growth(_ recorded: Int, _ now: Int, _ isReported: Bool) {
        let key = Baseline.Key(path: "a", rule: "TK001", fingerprint: "f")
        let baseline = Baseline([key: 1], sizes: [key: recorded], vocabulary: "o200k_base")
        func left(_ vocabulary: String) -> [Finding] {
            var findings = [
                Finding(rule: "TK001", severity: .error, path: "a", span: 0..<1, message: "m", size: now, fingerprint: "f")
            ]
            #expect(baseline.filter(&findings, path: "a", vocabulary: vocabulary) == [:])
            return findings
        }
        #expect(left("o200k_base").map(\.message) == (isReported ? ["m; the baseline knows it with \(recorded) tokens"] : []))
        #expect(left("cl100k_base") == [], "tokens of another vocabulary say nothing about growth")
    }

    @Test("entries without sizes hide findings of any size, and sizes survive being written")
    func sizes() throws {
        let key = Baseline.Key(path: "a", rule: "TK001", fingerprint: "f")
        let old = #"{"schema":1,"findings":[{"path":"a","rule":"TK001","fingerprint":"f","count":1}]}"#
        let baseline = try Baseline(json: Array(old.utf8))
        var findings = [
            Finding(rule: "TK001", severity: .error, path: "a", span: 0..<1, message: "m", size: 5_000, fingerprint: "f")
        ]
        #expect(baseline.filter(&findings, path: "a", vocabulary: "o200k_base") == [:])
        #expect(findings == [])
        let sized = Baseline([key: 1], sizes: [key: 12], vocabulary: "o200k_base")
        #expect(try Baseline(json: sized.json()) == sized)
        #expect(String(decoding: sized.json(), as: UTF8.self).contains(#""count":1,"tokens":12}"#))
    }

    @Test("a baseline survives being written")
    func roundTrip() throws {
        let baseline = Baseline([
            Baseline.Key(path: "a\"b", rule: "PB001", fingerprint: "f"): 2,
            Baseline.Key(path: "c", rule: "FS001", fingerprint: "g"): 1,
        ])
        #expect(try Baseline(json: baseline.json()) == baseline)
        #expect(try Baseline(json: Baseline().json()) == Baseline())
    }

    @Test("what is no baseline is refused", arguments: ["", "[]", "{\"schema\":2,\"findings\":[]}", "{\"schema\":1}"])
    func refused(_ text: String) {
        #expect(throws: BaselineError.self) { try Baseline(json: Array(text.utf8)) }
    }

    @Test("a result survives the cache, and a damaged one is none")
    func coder() {
        var result = Linter.Result(
            findings: [
                Finding(
                    rule: "PB001", severity: .error, path: "p", unit: "u", span: 3..<300, message: "ü",
                    related: [RelatedSpan(0..<1, "r", path: "q")], tokens: 0, size: 7,
                    fix: Fix("t", .safe, [Fix.Edit(1..<2, [0, 255])]), fingerprint: "f")
            ], notes: ["PB010": [RunNote(key: .max, span: 1..<2, unit: 3, tokens: 4)]])
        result.neighbours = ["n"]
        let bytes = ResultCoder.encode(result)
        bytes.withUnsafeBytes { all in
            #expect(ResultCoder.decode(all, path: "p") == result)
            for end in 0..<all.count {
                #expect(ResultCoder.decode(UnsafeRawBufferPointer(rebasing: all[..<end]), path: "p") == nil)
            }
        }
    }

    @Test("a difference has the lines that changed, with three around them")
    func diff() {
        let old = (1...12).map { "line \($0)\n" }.joined()
        let new = old.replacing("line 6\n", with: "").replacing("line 12\n", with: "line twelve")
        let expected = """
            --- a/f
            +++ b/f
            @@ -3,10 +3,9 @@
             line 3
             line 4
             line 5
            -line 6
             line 7
             line 8
             line 9
             line 10
             line 11
            -line 12
            +line twelve
            \\ No newline at end of file

            """
        #expect(UnifiedDiff.text(Array(old.utf8), Array(new.utf8), path: "f") == expected)
        #expect(UnifiedDiff.text(Array(old.utf8), Array(old.utf8), path: "f") == "")
    }

    @Test("an absolute path is named as git names it")
    func diffOfAbsolutePath() {
        let difference = UnifiedDiff.text(Array("a\n".utf8), Array("b\n".utf8), path: "/prompts/f")
        #expect(difference == "--- a/prompts/f\n+++ b/prompts/f\n@@ -1,1 +1,1 @@\n-a\n+b\n")
    }

    @Test("a path in a diff is quoted as git does where it would break the line")
    func diffOfAnOddPath() {
        let text = UnifiedDiff.text(Array("a\n".utf8), Array("b\n".utf8), path: "é\u{1B}\u{9B}\n\t\"\\")
        #expect(
            text.hasPrefix(#"--- "a/é\033\302\233\n\t\"\\""# + "\n" + #"+++ "b/é\033\302\233\n\t\"\\""# + "\n@@"))
    }
}

extension String {
    fileprivate func replacing(_ part: String, with other: String) -> String {
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
