/// A git repository, as far as its ignore rules go. Nothing is run: the files are read.
struct Repository {
    /// The folder that holds `.git`.
    let root: FilePath

    /// The repository whose root is `folder` itself.
    init?(at folder: FilePath) {
        guard (try? FileStatus(folder.appending(".git"), followsLinks: true)) != nil else { return nil }
        root = folder
    }

    /// The innermost repository that `folder`, a path from the root on, is in.
    init?(around folder: FilePath) {
        var candidate: FilePath? = folder
        while let current = candidate {
            if let found = Repository(at: current) {
                self = found
                return
            }
            candidate = current.parent
        }
        return nil
    }

    /// The rules of `.git/info/exclude`, the outermost ones.
    var excludes: IgnoreRules? {
        guard let text = try? SmallFile.read(commonFolder.appending("info/exclude")) else { return nil }
        return IgnoreRules(text: text, baseLength: 0, outer: nil)
    }

    /// The folder with the repository's own files. In a linked work tree `.git` is a file that names another folder,
    /// whose `commondir` names the shared one (https://git-scm.com/docs/gitrepository-layout).
    private var commonFolder: FilePath {
        let link = root.appending(".git")
        guard let text = try? SmallFile.read(link), text.starts(with: "gitdir:".utf8) else { return link }
        let folder = resolve(Self.line(text.dropFirst("gitdir:".utf8.count)), below: root)
        guard let common = try? SmallFile.read(folder.appending("commondir")) else { return folder }
        return resolve(Self.line(common[...]), below: folder)
    }

    private static func line(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let rest = text.drop { $0 == UInt8(ascii: " ") }
        return Array(rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
    }

    private func resolve(_ path: [UInt8], below folder: FilePath) -> FilePath {
        path.first == UInt8(ascii: "/") ? FilePath(bytes: path) : folder.appending(path)
    }
}
