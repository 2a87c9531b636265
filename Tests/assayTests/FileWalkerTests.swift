import Testing

@testable import assay

@Suite struct FileWalkerTests {
    private func walk(_ root: String) -> [String] {
        var walker = FileWalker(FilePath(root))
        var found: [String] = []
        while let event = walker.next() {
            switch event {
            case .file(let path): found.append(path.text)
            case .skipped(let path, _): found.append("skipped \(path.text)")
            case .failure(let path, let failure): found.append("\((path, failure))")
            }
        }
        return found.map { $0.replacing("\(root)/", with: "") }
    }

    @Test func pathsComeInByteOrder() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "a/z", "a.txt", "a-b", "B", "é", "a/b/c"] { try folder.write("", to: name) }
        #expect(walk(folder.path) == ["B", "a-b", "a.txt", "a/b/c", "a/z", "b", "é"])
    }

    @Test func rulesAboveTheFolderCount() throws {
        let folder = try TemporaryFolder()
        try #require(Git.run(["init", "-q"], in: folder) != nil, "git is needed for this test")
        try folder.write("*.log\n/d/top\n", to: ".gitignore")
        try folder.write("excluded\n", to: ".git/info/exclude")
        for name in ["d/a.log", "d/top", "d/e/top", "d/e/excluded", "d/keep"] { try folder.write("", to: name) }
        #expect(walk(folder.path("d")) == ["e/top", "keep"])
    }

    @Test func anInnerRepositoryStartsAfresh() throws {
        let folder = try TemporaryFolder()
        try folder.write("*.log\n", to: ".gitignore")
        try folder.write("", to: "inner/.git/HEAD")
        try folder.write("*.tmp\n", to: "inner/.git/info/exclude")
        for name in ["a.log", "inner/a.log", "inner/a.tmp"] { try folder.write("", to: name) }
        #expect(walk(folder.path) == [".gitignore", "inner/a.log"])
    }

    @Test func linkedWorkTreesHaveTheirRepositorysRules() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "main/.git/HEAD")
        try folder.write("*.tmp\n", to: "main/.git/info/exclude")
        try folder.write("../..\n", to: "main/.git/worktrees/w/commondir")
        try folder.write("gitdir: \(folder.path("main/.git/worktrees/w"))\n", to: "w/.git")
        for name in ["w/a.tmp", "w/b"] { try folder.write("", to: name) }
        #expect(walk(folder.path("w")) == ["b"])
    }

    @Test func aDeepTreeIsNoLimit() throws {
        let folder = try TemporaryFolder()
        let deep = (0..<300).map { _ in "d" }.joined(separator: "/")
        try folder.write("", to: deep + "/file")
        #expect(walk(folder.path) == [deep + "/file"])
    }
}
