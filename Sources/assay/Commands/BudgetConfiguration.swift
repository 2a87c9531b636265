import AssayEstimation
import AssayLinting
import AssayPricing
import AssayPrompts

/// The `.assay.yml` of a run that compares or budgets.
struct BudgetConfiguration {
    var content = LintConfiguration()
    /// The file, as it is shown; nil where there is none.
    var file: FilePath?
    /// What its patterns start from: the folder it is in, from the root on.
    var folder: FilePath
    /// The file's bytes.
    var source: [UInt8] = []
    private let patterns = PathPatterns()

    init(content: LintConfiguration = LintConfiguration(), file: FilePath? = nil, folder: FilePath, source: [UInt8] = []) {
        (self.content, self.file, self.folder, self.source) = (content, file, folder, source)
    }

    static let names = [".assay.yml", ".assay.yaml"]

    /// The configuration in a folder or the nearest one above it; an empty one where there is none.
    ///
    /// - Parameter explicit: the file to take instead.
    static func find(from folder: FilePath, explicit: String?) throws(Failure) -> BudgetConfiguration {
        let start = SmallFile.canonicalPath(folder) ?? folder
        if let explicit { return try read(ArgumentBytes.path(explicit), shown: nil) }
        var candidate: FilePath? = start
        while let current = candidate {
            if let path = file(in: current) {
                return try read(path, shown: current == start ? FilePath(bytes: path.lastComponent) : path)
            }
            candidate = current.parent
        }
        return BudgetConfiguration(folder: start)
    }

    private static let foundAdvice = "name another with --budget"

    /// The configuration in a folder; nil where there is none. A folder of that name is none, which is said where it is
    /// all there is.
    static func file(in folder: FilePath) -> FilePath? {
        var misnamed: FilePath?
        for name in names {
            let path = folder.appending(name)
            switch (try? FileStatus(path, followsLinks: true))?.kind {
            case .file: return path
            case .folder: misnamed = misnamed ?? path
            default: break
            }
        }
        if let misnamed {
            Diagnostics.standard.note("\(misnamed.display) is a folder, and a configuration is a file; it is not read")
        }
        return nil
    }

    /// - Parameter shown: what messages call a file that was found; nil for one that was named.
    private static func read(_ path: FilePath, shown: FilePath?) throws(Failure) -> BudgetConfiguration {
        if let failure = Failure(configurationFolder: path) { throw failure }
        let advice = shown == nil ? "name another" : foundAdvice
        let bytes = try SmallFile.named(
            path, action: "read the configuration", advice: "change its rights, or \(advice)")
        do {
            return BudgetConfiguration(
                content: try ConfigurationReader.read(bytes), file: shown ?? path,
                folder: SmallFile.canonicalPath(path)?.parent ?? FilePath("/"), source: bytes)
        } catch {
            throw Failure("\((shown ?? path).display):\(error)")
        }
    }

    /// Whether the file says what may be spent on anything.
    var hasBudgets: Bool { !content.budgets.isEmpty || !groups.isEmpty }

    /// Whether it says so for a prompt file, by its path from the configuration's folder on.
    func hasBudget(for path: FilePath) -> Bool {
        (content.budgets.map(\.paths) + groups.map(\.group.paths)).contains { $0.isEmpty || matches($0, path) }
    }

    /// Teams and labels that have a budget.
    var groups: [(group: SpendingGroup, calls: String?)] {
        [(SpendingGroup.Kind.team, content.teams), (.label, content.labels)].flatMap { kind, teams in
            teams.compactMap { team in
                guard let amount = team.budget.flatMap({ try? ExactDecimal($0) }) else { return nil }
                return (
                    SpendingGroup(kind, team.name, line: team.line, paths: team.paths, perMonth: amount), team.calls
                )
            }
        }
    }

    /// The traffic that the file declares for a path: that of the first team it belongs to, or the one for all.
    func traffic(for path: FilePath) -> Traffic? {
        let team = content.teams.first { $0.calls != nil && ($0.paths.isEmpty || matches($0.paths, path)) }
        return Self.traffic(team?.calls ?? content.calls)
    }

    /// `1000/day`, which the reader has checked.
    static func traffic(_ text: String?) -> Traffic? {
        guard let parts = text?.split(separator: "/"), parts.count == 2, let calls = Int(parts[0]) else { return nil }
        return Traffic(calls: calls, per: parts[1] == "day" ? .day : .month)
    }

    /// A path from the configuration's folder on, where it is in it.
    func relative(_ path: FilePath) -> FilePath {
        let slash = UInt8(ascii: "/")
        let prefix = folder.bytes.last == slash ? folder.bytes : folder.bytes + [slash]
        return path.bytes.starts(with: prefix) ? FilePath(bytes: Array(path.bytes.dropFirst(prefix.count))) : path
    }

    /// What the file has a prompt file read as; nil where it says nothing of it.
    func format(for path: FilePath) -> PromptFormat? {
        content.formats.first { matches($0.paths, path) }?.format
    }

    /// Whether one of the patterns names a file or a folder around it.
    ///
    /// - Parameter path: from the root on, or below the configuration's folder.
    func matches(_ patterns: [String], _ path: FilePath) -> Bool {
        let slash = UInt8(ascii: "/")
        var inside = relative(path).bytes[...]
        if inside.first == slash { inside = inside.dropFirst() }
        return self.patterns.match(patterns, inside)
    }
}

extension Failure {
    /// A folder where a configuration is to be named; nil where it is none.
    init?(configurationFolder path: FilePath) {
        guard path.isFolder else { return nil }
        let files = BudgetConfiguration.names.map { path.appending($0) }
        let file = files.first { (try? FileStatus($0, followsLinks: true))?.kind == .file }
        let advice = file.map { "name the file in it: \($0.display)" } ?? "name a file, such as \(files[0].display)"
        self.init("\(path.display) is a folder, no configuration; \(advice)")
    }
}
