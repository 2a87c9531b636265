/// Finds the files below a folder, in byte order of their paths, without those that git ignores.
///
/// `.gitignore` files count whether or not the folder is in a repository; in one, those above the folder and
/// `.git/info/exclude` count too. Hidden files are files like all others, only `.git` is left out. Symbolic links are
/// not followed, so the walk ends on any file system. It holds the open folders on a stack of its own: the depth of
/// the tree is no limit.
struct FileWalker {
    /// What the walk comes across.
    enum Event {
        case file(FilePath)
        /// A symbolic link, or something that is neither file nor folder.
        case skipped(FilePath, FileStatus.Kind)
        /// A folder or a `.gitignore` file that cannot be read. The walk goes on.
        case failure(FilePath, Failure)
    }

    private struct Level {
        /// The folder's path as it was given, for reading and showing.
        var path: FilePath
        /// The folder's path from the repository's root on, with a final slash, for the rules.
        var rulePath: [UInt8]
        var rules: IgnoreRules?
        /// What is still to visit, the next one last.
        var remaining: [DirectoryListing.Entry]
    }

    private var levels: [Level] = []
    private var pending: [Event] = []

    /// A walk through `root`, which the user has named: it is walked even where a rule would ignore it.
    init(_ root: FilePath) {
        let (rules, rulePath) = Self.surroundings(of: root)
        enter(root, rulePath: rulePath, rules: rules, isRoot: true)
    }

    /// The next thing found, or `nil` at the end.
    mutating func next() -> Event? {
        while true {
            if let event = pending.popLast() { return event }
            guard !levels.isEmpty else { return nil }
            guard let entry = levels[levels.count - 1].remaining.popLast() else {
                levels.removeLast()
                continue
            }
            if let event = visit(entry) { return event }
        }
    }

    private mutating func visit(_ entry: DirectoryListing.Entry) -> Event? {
        let level = levels[levels.count - 1]
        if entry.name == Array(".git".utf8) { return nil }
        let rulePath = level.rulePath + entry.name
        if let rules = level.rules, rules.ignores(rulePath, isFolder: entry.kind == .folder) { return nil }
        let path = level.path.appending(entry.name)
        switch entry.kind {
        case .file: return .file(path)
        case .symbolicLink, .special: return .skipped(path, entry.kind)
        case .folder:
            enter(path, rulePath: rulePath + [UInt8(ascii: "/")], rules: level.rules, isRoot: false)
            return nil
        }
    }

    /// Opens a folder. A repository inside another one starts afresh: the outer rules end at its root.
    private mutating func enter(_ path: FilePath, rulePath: [UInt8], rules: IgnoreRules?, isRoot: Bool) {
        var rules = rules
        var rulePath = rulePath
        if !isRoot, let repository = Repository(at: path) {
            rules = repository.excludes
            rulePath = []
        }
        do {
            let entries = try DirectoryListing(path).entries
            do {
                rules = try IgnoreRules.reading(path, path: rulePath, outer: rules)
            } catch {
                let rules = path.appending(".gitignore")
                pending.append(.failure(rules, Failure(cannot: "read", rules, error)))
            }
            levels.append(Level(path: path, rulePath: rulePath, rules: rules, remaining: entries.reversed()))
        } catch {
            pending.append(.failure(path, Failure(cannot: "read the folder", path, error)))
        }
    }

    /// The rules that apply around the folder where a walk starts, and its path in its repository.
    private static func surroundings(of root: FilePath) -> (rules: IgnoreRules?, path: [UInt8]) {
        guard let absolute = SmallFile.canonicalPath(root), let repository = Repository(around: absolute) else {
            return (nil, [])
        }
        var rules = repository.excludes
        let inside = absolute.inside(repository.root).bytes
        var folder = repository.root
        var path: [UInt8] = []
        for name in inside.split(separator: UInt8(ascii: "/")) {
            rules = (try? IgnoreRules.reading(folder, path: path, outer: rules)) ?? rules
            folder = folder.appending(Array(name))
            path += Array(name) + [UInt8(ascii: "/")]
        }
        return (rules, path)
    }
}
