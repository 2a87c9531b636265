import AssayJSON
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The paths of reports that services read, which know a repository by its root.
struct LintPathTests {
    private static let formats = ["github", "gitlab", "sarif", "rdjson"]

    /// A checkout in `repo`, with a finding in `sub/p/a b.txt`.
    private func checkout() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("Please note that you should be brief.\n", to: "repo/sub/p/a b.txt")
        return folder
    }

    /// Runs in a folder below the temporary one.
    private func lint(_ arguments: [String], _ format: String, _ folder: TemporaryFolder, in place: String) throws -> String {
        let quoted = (arguments + ["--format", format]).map { "'\($0)'" }.joined(separator: " ")
        return try Tool.shell("assay lint \(quoted) --no-cache", in: folder.path(place))
    }

    private func paths(_ report: String, _ format: String) throws -> [String] {
        if format == "github" {
            return report.split(separator: "\n").compactMap { line in
                line.split(separator: "file=").dropFirst().first.map { String($0.prefix { $0 != "," && $0 != ":" }) }
            }
        }
        let root = try JSONDocument(Array(report.utf8)).root
        switch format {
        case "gitlab": return root.elements.compactMap { $0["location"]?["path"]?.string }
        case "rdjson": return root["diagnostics"].map { Array($0.elements) }?.compactMap { $0["location"]?["path"]?.string } ?? []
        default:
            return root["runs"]?[0]?["results"].map { Array($0.elements) }?.compactMap {
                $0["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]?.string
            } ?? []
        }
    }

    @Test("in a checkout paths start at its root, however the file was named", arguments: formats)
    func inCheckout(_ format: String) throws {
        let folder = try checkout()
        try #require(Git.run(["init", "-q", "repo"], in: folder) != nil)
        let wanted = [format == "sarif" ? "sub/p/a%20b.txt" : "sub/p/a b.txt"]
        for argument in ["p", ".", "./p/a b.txt", "../sub/p", folder.path("repo/sub")] {
            #expect(try paths(lint([argument], format, folder, in: "repo/sub"), format) == wanted, "\(argument)")
        }
        #expect(try paths(lint(["sub"], format, folder, in: "repo"), format) == wanted)
        // People stay where they are.
        #expect(try lint(["p"], "concise", folder, in: "repo/sub").hasPrefix("p/a b.txt:1:1:"))
    }

    @Test("a linked work tree, whose .git is a file, has its own root", arguments: formats)
    func inWorkTree(_ format: String) throws {
        let folder = try checkout()
        try folder.write("gitdir: ../elsewhere\n", to: "repo/sub/.git")
        try #require(Git.run(["init", "-q", "repo"], in: folder) != nil)
        #expect(try paths(lint(["."], format, folder, in: "repo/sub/p"), format).map { $0.prefix(3) } == ["p/a"])
    }

    @Test("outside a checkout paths start at the working folder, and what leads out of one keeps its path", arguments: formats)
    func outside(_ format: String) throws {
        let folder = try checkout()
        #expect(try paths(lint(["p"], format, folder, in: "repo/sub"), format).map { $0.prefix(3) } == ["p/a"])
        try #require(Git.run(["init", "-q", "repo"], in: folder) != nil)
        try folder.write("Please note that you should be brief.\n", to: "b.txt")
        #expect(try paths(lint(["../b.txt"], format, folder, in: "repo"), format) == ["../b.txt"])
    }

    @Test("SARIF says what its paths start from")
    func base() throws {
        let folder = try checkout()
        try #require(Git.run(["init", "-q", "repo"], in: folder) != nil)
        let report = try JSONDocument(Array(try lint(["p"], "sarif", folder, in: "repo/sub").utf8))
        let run = try #require(report.root["runs"]?[0])
        let uri = try #require(run["originalUriBaseIds"]?["%SRCROOT%"]?["uri"]?.string)
        #expect(uri.hasPrefix("file:///") && uri.hasSuffix("/repo/"))
        let place = run["results"]?[0]?["locations"]?[0]?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uriBaseId"]?.string == "%SRCROOT%")
    }

    @Test("a file that could not be read has a path of the same kind", arguments: ["gitlab", "rdjson", "github"])
    func failures(_ format: String) throws {
        let folder = try checkout()
        try #require(Git.run(["init", "-q", "repo"], in: folder) != nil)
        try folder.write(#"{"messages": ["#, to: "repo/sub/p/a b.txt")
        try folder.write(#"{"messages": ["#, to: "repo/sub/p/c.json")
        let result = try Tool.shell("assay lint c.json --format \(format) 2>/dev/null", in: folder.path("repo/sub/p"))
        #expect(try paths(result, format) == ["sub/p/c.json"])
    }
}
