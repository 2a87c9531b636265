import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay lint --fix` and the rights of files.
@Suite struct LintRightsTests {
    private static let prompt = "{# assay-ignore PB003: gone #}\nHello.\n"

    private func rights(_ name: String, _ folder: TemporaryFolder) -> mode_t {
        var status = stat()
        return stat(folder.path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test("a file that may not be written is left as it is, and the others are fixed") func readOnly() throws {
        let folder = try TemporaryFolder()
        for name in ["a.jinja2", "b.jinja2"] { try folder.write(Self.prompt, to: name) }
        folder.setRights(0o444, of: "a.jinja2")
        folder.setRights(0o640, of: "b.jinja2")
        let result = try Tool.lint([".", "--fix", "--select", "SU001,PB003"], folder)
        #expect(result.status == 2)
        #expect(
            result.errors.contains(
                "cannot write ./a.jinja2: permission denied; change the rights of the file and its folder\n"))
        #expect(try folder.read("a.jinja2") == Array(Self.prompt.utf8))
        #expect(try folder.read("b.jinja2") != Array(Self.prompt.utf8))
        #expect(rights("a.jinja2", folder) == 0o444)
        #expect(rights("b.jinja2", folder) == 0o640)
    }

    @Test("the owner of a fixed file stays", .enabled(if: rightsAreIgnored)) func owner() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.prompt, to: "a.jinja2")
        try #require(chown(folder.path("a.jinja2"), 4321, 1234) == 0)
        folder.setRights(0o664, of: "a.jinja2")
        _ = try Tool.lint(["a.jinja2", "--fix", "--select", "SU001,PB003"], folder)
        var status = stat()
        try #require(stat(folder.path("a.jinja2"), &status) == 0)
        #expect(try folder.read("a.jinja2") != Array(Self.prompt.utf8))
        #expect(status.st_uid == 4321 && status.st_gid == 1234 && status.st_mode & 0o7777 == 0o664)
    }
}
