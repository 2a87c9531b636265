import AssayLinting
import AssayReporting

/// The baseline of a run: where it is, and what it takes out.
struct LintBaseline {
    let file: FilePath
    /// The folder of the file, from the root on: paths in the baseline start there.
    private let folder: FilePath
    private(set) var baseline: Baseline
    private(set) var stale: [Baseline.Key: Int] = [:]
    private var found: [Baseline.Key: Int] = [:]
    private var sizes: [Baseline.Key: Int] = [:]
    /// What tokens are counted with, of the first file: a baseline has one vocabulary.
    private var vocabulary: String?
    private var seen: Set<String> = []

    /// - Parameter mayBeMissing: whether the file is about to be written.
    init(_ path: String, mayBeMissing: Bool) throws(Failure) {
        file = FilePath(path)
        folder = SmallFile.canonicalPath(file.parent ?? FilePath(".")) ?? FilePath("/")
        let bytes: [UInt8]?
        do {
            bytes = try SmallFile.read(file)
        } catch {
            throw Failure(cannot: "read", file, error)
        }
        guard let bytes else {
            if file.isFolder {
                let example = file.appending("lint-baseline.json")
                throw Failure("\(file.display) is a folder; --baseline takes a file, such as \(example.display)")
            }
            guard mayBeMissing else {
                throw Failure("there is no baseline \(file.display); write one with --update-baseline")
            }
            baseline = Baseline()
            return
        }
        do {
            baseline = try Baseline(json: bytes)
        } catch {
            throw Failure("\(file.display): \(error)")
        }
    }

    /// Takes the known findings of a file out.
    ///
    /// - Parameter linter: what looked for them: of rules that did not run nothing is known.
    mutating func filter(_ file: inout LintedFile, by linter: Linter) {
        let counted = linter.tokenizer.vocabulary.name
        vocabulary = vocabulary ?? counted
        let path = pathInBaseline(FilePath(file.path))
        seen.insert(path)
        for finding in file.findings {
            let key = Baseline.Key(path: path, rule: finding.rule, fingerprint: finding.fingerprint)
            found[key, default: 0] += 1
            if let size = finding.size, counted == vocabulary { sizes[key] = max(size, sizes[key] ?? 0) }
        }
        let rules = Set(linter.rules.map(\.id))
        for (key, count) in baseline.filter(&file.findings, path: path, vocabulary: counted) {
            let rule = RuleRegistry.rule(key.rule)
            if rule != nil, !rules.contains(key.rule) {
                found[key, default: 0] += count
                keepSize(of: key)
            } else if !(rule is any RunRule.Type) {
                // What rules about a whole run find depends on the files that are linted with this one.
                stale[key] = count
            }
        }
    }

    /// Adds the entries of files that are gone to what is stale.
    mutating func finish() {
        for (key, count) in baseline.counts where !seen.contains(key.path) && !exists(key.path) { stale[key] = count }
    }

    /// Writes what was found, and keeps what is known of files that were not linted and still exist.
    mutating func update() throws(Failure) {
        var counts = found
        for (key, count) in baseline.counts where !seen.contains(key.path) && exists(key.path) {
            counts[key] = count
            keepSize(of: key)
        }
        let written = Baseline(counts, sizes: sizes, vocabulary: sizes.isEmpty ? nil : vocabulary ?? baseline.vocabulary)
        try LintFixes.write(written.json(), to: file)
        let total = counts.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        Diagnostics.standard.note("\(file.display) lists \(total) \(total == 1 ? "finding" : "findings")")
    }

    /// Keeps what the baseline has about a finding that was not looked for, where it was counted alike.
    private mutating func keepSize(of key: Baseline.Key) {
        guard vocabulary == nil || vocabulary == baseline.vocabulary else { return }
        if let size = baseline.sizes[key] { sizes[key] = max(size, sizes[key] ?? 0) }
    }

    private func exists(_ path: String) -> Bool {
        (try? FileStatus(folder.appending(path), followsLinks: true)) != nil
    }

    private func pathInBaseline(_ path: FilePath) -> String {
        guard let absolute = SmallFile.canonicalPath(path) else { return path.text }
        let prefix = folder.bytes.last == UInt8(ascii: "/") ? folder.bytes : folder.bytes + [UInt8(ascii: "/")]
        guard absolute.bytes.starts(with: prefix) else { return absolute.text }
        return FilePath(bytes: Array(absolute.bytes.dropFirst(prefix.count))).text
    }
}
