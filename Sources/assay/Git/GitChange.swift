/// A file that two trees do not have in common, as `git diff --raw -z` lists it
/// (https://git-scm.com/docs/diff-format).
struct GitChange {
    /// A version of the file.
    struct Version {
        var path: FilePath
        var mode: String
        /// Nil where the contents are in the working tree only.
        var id: String?

        /// Files have contents that can be read; links, submodules and nothing have not.
        var isFile: Bool { mode.hasPrefix("100") }
        var isLink: Bool { mode == "120000" }
        var isSubmodule: Bool { mode == "160000" }
    }

    /// Nil where the file is new.
    var old: Version?
    /// Nil where it is gone.
    var new: Version?
    var isRename: Bool

    /// A file that git does not know yet.
    init(untracked path: FilePath) {
        new = Version(path: path, mode: "100644", id: nil)
        isRename = false
    }

    private init(old: Version?, new: Version?, isRename: Bool) {
        (self.old, self.new, self.isRename) = (old, new, isRename)
    }

    /// The list; nil where it is none.
    static func parse(_ output: [UInt8]) -> [GitChange]? {
        var result: [GitChange] = []
        var fields = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        while let head = fields.popFirst() {
            // :oldmode newmode oldid newid status
            let words = head.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 5, words[0].first == ":", let status = words[4].first, let path = fields.popFirst()
            else { return nil }
            var other = path
            if status == "R" || status == "C" {
                guard let next = fields.popFirst() else { return nil }
                other = next
            }
            let old = version(path, mode: String(words[0].dropFirst()), id: words[2])
            let new = version(other, mode: words[1], id: words[3])
            result.append(GitChange(old: status == "C" ? nil : old, new: new, isRename: status == "R"))
        }
        return result
    }

    private static func version(_ path: ArraySlice<UInt8>, mode: String, id: String) -> Version? {
        guard mode != "000000" else { return nil }
        return Version(path: FilePath(bytes: Array(path)), mode: mode, id: id.allSatisfy { $0 == "0" } ? nil : id)
    }
}
