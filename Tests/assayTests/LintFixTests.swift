import Testing

@testable import assay

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay lint --fix`.
@Suite struct LintFixTests {
    @Test("a fix keeps line ends, the byte order mark, rights and links, and leaves known findings alone")
    func carefulFixes() throws {
        let folder = try TemporaryFolder()
        let mark = "\u{FEFF}"
        try folder.write(mark + "One.\r\n{# assay-ignore PB001: long ago #}\r\nTwo\u{FFFD}.\r\n", to: "a.jinja2")
        try #require(chmod(folder.path("a.jinja2"), 0o750) == 0)
        try #require(symlink("a.jinja2", folder.path("link.jinja2")) == 0)
        #expect(try Tool.lint(["link.jinja2", "--fix"], folder).status == 0)
        #expect(try folder.read("a.jinja2") == Array((mark + "One.\r\nTwo\u{FFFD}.\r\n").utf8))
        var status = stat()
        #expect(lstat(folder.path("link.jinja2"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(stat(folder.path("a.jinja2"), &status) == 0 && status.st_mode & 0o777 == 0o750)

        try folder.write("{# assay-ignore PB001: long ago #}\nTwo.\n", to: "b.jinja2")
        #expect(try Tool.lint(["b.jinja2", "--baseline", "b.json", "--update-baseline"], folder).status == 0)
        let known = try folder.read("b.jinja2")
        #expect(try Tool.lint(["b.jinja2", "--baseline", "b.json", "--fix"], folder).status == 0)
        #expect(try folder.read("b.jinja2") == known)
    }

    @Test("safe fixes are shown, then made")
    func fixes() throws {
        let folder = try TemporaryFolder()
        let text = "One.\n{# assay-ignore PB001: long ago #}\nTwo.\n"
        try folder.write(text, to: "a.jinja2")
        let shown = try Tool.lint(["a.jinja2", "--fix", "--diff"], folder)
        #expect(shown.status == 1 && shown.text.contains("-{# assay-ignore PB001: long ago #}\n"))
        #expect(try folder.read("a.jinja2") == Array(text.utf8))
        #expect(try Tool.lint(["a.jinja2", "--fix"], folder).status == 0)
        #expect(try folder.read("a.jinja2") == Array("One.\nTwo.\n".utf8))
    }

    @Test(
        "differences and fixed text take no report's place without a word",
        arguments: [
            (
                ["a.jinja2", "--diff", "--format", "sarif"],
                "--diff shows the fixes in place of a report; leave out --format sarif"
            ),
            (["a.jinja2", "--fix", "--diff", "--format", "json"], "leave out --format json"),
            (["a.jinja2", "--diff", "--statistics"], "leave out --statistics"),
            (["a.jinja2", "--diff", "--baseline", "b.json", "--update-baseline"], "leave out --update-baseline"),
            (
                ["-", "--fix", "--format", "github"],
                "--fix writes standard input, fixed, in place of a report; leave out --format github"
            ),
            (["--fix", "--stdin-filename", "a.jinja2", "--statistics"], "leave out --statistics"),
            (
                ["-", "a.jinja2", "--fix"],
                "the fixes of standard input are written to standard output; leave out the other paths"
            ),
        ])
    func noReport(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("{# assay-ignore PB001: long ago #}\nOne.\n", to: "a.jinja2")
        let result = try Tool.lint(arguments, folder, input: "One.\n")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.status == 2 && result.text == "")
        #expect(try folder.read("a.jinja2").count == 40)
    }
}
