import AssayJSON
import AssayLinting
import Testing

@testable import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Every format over one small report, compared with a file. `ASSAY_RECORD=1` writes the files anew.
struct LintReporterTests {
    static let report: LintReport = {
        let source = Array("Sei höflich.\n\tBe <brief> & \"kind\".\nBe brief.\n".utf8)
        let first = Finding(
            rule: "PB001", severity: .warning, path: "prompts/a b.txt", span: 36..<45, message: "said | twice, 100%",
            related: [RelatedSpan(15..<26, "first here"), RelatedSpan(0..<3, "and there", path: "c.txt")], tokens: 3,
            fix: Fix("Remove it", .unsafe, [Fix.Edit(36..<46)]), fingerprint: "0123456789abcdef")
        let second = Finding(
            rule: "PB003", severity: .info, path: "prompts/a b.txt", unit: "x", span: 4..<12, message: "empty words",
            fingerprint: "fedcba9876543210")
        let third = Finding(
            rule: "FS001", severity: .error, path: "prompts/a b.txt", span: 0..<45, message: "over three lines",
            fingerprint: "0123456789abcdef")
        return LintReport(
            files: [LintedFile(path: "prompts/a b.txt", source: source, findings: [third, second, first])],
            fileCount: 2,
            failures: [
                LintFailure(path: "d.txt", message: "cannot read d.txt: no such file"),
                LintFailure(path: "e.json", message: "e.json:3:7: not JSON", line: 3, column: 7),
            ],
            vocabulary: "o200k_base", price: InputPrice(model: "gpt-4o") { "0.0000\($0)" }, version: "1.0")
    }()

    @Test("a report looks as it did", arguments: LintReporters.all.map { $0.name })
    func snapshot(_ name: String) throws {
        let reporter = try #require(LintReporters.reporter(name)).init()
        try check(reporter.report(Self.report), "\(name).txt")
    }

    @Test("formats are named once, and each has its file", arguments: LintReporters.all.map { $0.name })
    func names(_ name: String) {
        #expect(LintReporters.all.count { $0.name == name } == 1)
        #expect(LintReporters.reporter(name)?.summary.isEmpty == false)
    }

    /// Those for terminals leave it to standard error.
    @Test(
        "what could not be read is in the report",
        arguments: LintReporters.all.map { $0.name }.filter { !["concise", "full"].contains($0) })
    func failures(_ name: String) throws {
        let reporter = try #require(LintReporters.reporter(name)).init()
        let text = String(decoding: reporter.report(Self.report), as: UTF8.self)
        #expect(text.contains("no such file"))
        #expect(text.contains("d.txt"))
    }

    @Test("an empty report is complete too", arguments: LintReporters.all.map { $0.name })
    func empty(_ name: String) throws {
        let reporter = try #require(LintReporters.reporter(name)).init()
        let bytes = reporter.report(LintReport(fileCount: 3, vocabulary: "o200k_base", version: "1.0"))
        if ["json", "sarif", "gitlab", "rdjson"].contains(name) { _ = try JSONDocument(bytes) }
        if name == "full" { #expect(String(decoding: bytes, as: UTF8.self) == "no findings in 3 files\n") }
    }

    @Test("a name of another tool leads to one format, and to none that has that name itself")
    func otherNames() {
        let own = Set(LintReporters.all.map { $0.name })
        let others = LintReporters.all.flatMap { type in type.otherNames.map { (name: $0, format: type.name) } }
        for other in others {
            #expect(!own.contains(other.name))
            #expect(LintReporters.name(knownAs: other.name) == other.format)
        }
        #expect(LintReporters.name(knownAs: "code-climate") == "gitlab")
        #expect(LintReporters.name(knownAs: "pdf") == nil)
    }

    @Test(
        "what a file is called, or says, neither steers a terminal nor breaks a line",
        arguments: LintReporters.all.map { $0.name })
    func hostileNames(_ name: String) throws {
        let path = "esc\u{1B}[31m\u{9B}\n\"<2>.txt"
        let finding = Finding(
            rule: "PB001", severity: .warning, path: path, span: 0..<1, message: "said \u{1B}[2J\ntwice",
            related: [RelatedSpan(0..<1, "in \u{1B}\n", path: path)], fix: Fix("Remove \u{1B}\n", .safe, []))
        let report = LintReport(
            files: [LintedFile(path: path, source: Array("x\n".utf8), findings: [finding])], fileCount: 2,
            failures: [LintFailure(path: path, message: "no \u{1B}")], vocabulary: "o200k_base", version: "1.0")
        let text = String(decoding: try #require(LintReporters.reporter(name)).init().report(report), as: UTF8.self)
        #expect(!text.contains("\u{1B}") && !text.contains("\n\"<2>") && !text.contains("\n&quot;&lt;2"))
        if ["full", "concise", "markdown", "html"].contains(name) {
            #expect(text.contains("u{1B}") && !text.contains("\u{9B}"))
        }
        if ["checkstyle", "junit"].contains(name) {
            #expect(text.contains("\"esc\\u{1B}[31m&#155;&#10;&quot;&lt;2&gt;.txt\""))
        }
    }

    @Test("colours are only for terminals")
    func colours() {
        #expect(!FullReporter().report(Self.report).contains(0x1B))
        #expect(FullReporter(usesColour: true).report(Self.report).contains(0x1B))
    }

    @Test("a SARIF path is a URI reference")
    func uris() {
        #expect(SARIFReporter.uri("a b/ü%.txt") == "a%20b/%C3%BC%25.txt")
        #expect(SARIFReporter.uri("/a") == "file:///a")
    }

    @Test("places in a very long line have their columns, and only the part around them is shown")
    func longLine() throws {
        let text = String(repeating: "ü", count: 30_000) + "MARK" + String(repeating: "日", count: 30_000)
        let finding = Finding(rule: "PB003", severity: .info, path: "a", span: 60_000..<60_004, message: "m")
        let file = LintedFile(path: "a", source: Array(text.utf8), findings: [finding])
        #expect(file.position(60_000).column == 30_001 && file.position(60_007).column == 30_006)
        let report = LintReport(files: [file], fileCount: 1, vocabulary: "o200k_base", version: "1.0")
        for name in ["full", "html"] {
            let bytes = try #require(LintReporters.reporter(name)).init().report(report)
            let shown = String(decoding: bytes, as: UTF8.self)
            #expect(shown.contains("MARK") && !shown.contains("\u{FFFD}") && bytes.count < 12_000)
        }
    }

    @Test("an excerpt shows the marked part of a long line, and no control characters")
    func excerpts() {
        let long = String(repeating: "x", count: 300) + "MARK" + String(repeating: "y", count: 300)
        let excerpt = SourceExcerpt(long, from: 300, to: 304)
        #expect(excerpt.text.contains("MARK") && excerpt.text.count <= 102)
        #expect(
            Array(excerpt.text)[excerpt.indentation..<(excerpt.indentation + excerpt.width)] == ["M", "A", "R", "K"])
        #expect(SourceExcerpt("a\u{1B}[31m\tb", from: 0, to: 1).text == "a·[31m b")
        #expect(SourceExcerpt("日本語", from: 1, to: 2).indentation == 2)
    }

    private func check(_ bytes: [UInt8], _ file: String) throws {
        let folder =
            "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/") + "/Snapshots"
        let path = "\(folder)/\(file)"
        if getenv("ASSAY_RECORD") != nil {
            let handle = try #require(fopen(path, "w"))
            defer { fclose(handle) }
            _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, handle) }
            return
        }
        let handle = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(handle) }
        var expected: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, handle)
            if count == 0 { break }
            expected += part[..<count]
        }
        // The rules' own texts change with the rules.
        #expect(
            bytes == expected,
            "\(file): if the change is meant, run ASSAY_RECORD=1 swift test --filter AssayReportingTests")
    }
}
