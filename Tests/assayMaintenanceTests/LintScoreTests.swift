import Testing

@testable import assay_maintenance

/// `lint-score` over a small folder whose cases can be counted by hand.
struct LintScoreTests {
    private static let folder =
        "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        + "/Labelled"

    private func report(_ options: [String] = []) throws -> LintScoreReport {
        let command = try #require(try LintScoreCommand.parseAsRoot([Self.folder] + options) as? LintScoreCommand)
        return try command.measure()
    }

    /// The files say: one copy of an instruction is found, a made-up one is missed, both counterexamples are left alone;
    /// one copied example is found, one counterexample is violated on purpose; one loop over the history is found.
    @Test(
        "found, missed, violated and kept are counted by label and source",
        arguments: [
            ("redundant-boilerplate", "", [1, 1, 0, 2]), ("redundant-boilerplate", "wild", [1, 1, 0, 2]),
            ("repeated-examples", "", [1, 0, 1, 1]), ("repeated-examples", "mutant", [1, 0, 1, 0]),
            ("repeated-examples", "wild", [0, 0, 0, 1]), ("HI001", "", [1, 0, 0, 0]),
        ])
    func counts(_ label: String, _ source: String, _ wanted: [Int]) throws {
        let score = try #require(try report().groups[label]?[source])
        #expect([score.found, score.missed, score.violated, score.kept] == wanted)
    }

    @Test("precision and recall follow from the counts, and are missing where there is nothing to divide by")
    func shares() throws {
        let groups = try report().groups
        #expect(groups["redundant-boilerplate"]?[""]?.precision == 1)
        #expect(groups["redundant-boilerplate"]?[""]?.recall == 0.5)
        #expect(groups["repeated-examples"]?[""]?.precision == 0.5)
        #expect(groups["repeated-examples"]?[""]?.recall == 1)
        #expect(groups["repeated-examples"]?["wild"]?.precision == nil)
        #expect(groups["repeated-examples"]?["wild"]?.recall == nil)
    }

    @Test("the text says it with the counts, and lists mistakes where they are asked for")
    func text() throws {
        let report = try report()
        let text = report.text(listsMistakes: true)
        for line in [
            "redundant-boilerplate: precision 1.000 (1/1), recall 0.500 (1/2), 2 of 2 counterexamples left alone",
            "repeated-examples: precision 0.500 (1/2), recall 1.000 (1/1), 1 of 2 counterexamples left alone",
            "repeated-examples (wild): precision - (0/0), recall - (0/0), 1 of 1 counterexamples left alone",
            "FS001: on 1 cases, on 1 counterexamples", "PB001: on 1 cases, on 0 counterexamples",
            "redundant-boilerplate files/plain.txt:1-3 (none there): missed",
            "repeated-examples files/examples.txt:1-1 (spoiled on purpose): violated by FS001",
        ] { #expect(text.contains(line + "\n"), "\(text)") }
        #expect(!report.text(listsMistakes: false).contains("missed"))
        #expect(report.json().contains(#""label":"repeated-examples","source":"all","found":1,"missed":0,"violated":1"#))
    }

    @Test("with --category another rule of the same letters counts too")
    func category() throws {
        #expect(try report(["--category"]).groups["HI001"]?[""]?.found == 1)
    }

    @Test(
        "a label that lacks something is told with its line",
        arguments: [
            "{\"path\": \"a\"}", "no JSON", #"{"path": "a", "rule": "r", "lines": [[3, 1]], "verdict": "Y"}"#,
            #"{"path": "a", "rule": "r", "lines": [[1, 1]], "verdict": "maybe"}"#,
        ])
    func brokenLabels(_ line: String) {
        let good = #"{"path": "a", "rule": "r", "lines": [[1, 2]], "verdict": "Y"}"#
        let error = #expect(throws: LabelError.self) {
            try LabelledCase.read(Array("\(good)\n\n\(line)\n".utf8), path: "labels.jsonl")
        }
        #expect(error?.description.hasPrefix("labels.jsonl:3: ") == true)
    }
}
