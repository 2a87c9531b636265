import AssayJSON
import AssayText

/// Findings that were there when a team began: they are counted, not shown.
///
/// An entry names a file, a rule, the words of the place, and how often they occur: never a line, so that edits
/// elsewhere in the file change nothing. An entry whose finding has gone is stale, and has to go too: otherwise it
/// would hide the next finding of the same words. An entry also says how many tokens its finding was about, where the
/// rule counts them: a finding that has grown a lot since is told again.
public struct Baseline: Sendable, Hashable {
    public struct Key: Sendable, Hashable, Comparable {
        public var path: String
        public var rule: String
        public var fingerprint: String

        public init(path: String, rule: String, fingerprint: String) {
            self.path = path
            self.rule = rule
            self.fingerprint = fingerprint
        }

        public static func < (left: Self, right: Self) -> Bool {
            (left.path, left.rule, left.fingerprint) < (right.path, right.rule, right.fingerprint)
        }
    }

    /// How often each finding may occur.
    public let counts: [Key: Int]
    /// The tokens that a finding is about, the largest where there are several of one key. Not every finding has some.
    public let sizes: [Key: Int]
    /// What the tokens were counted with: those of another vocabulary are not compared.
    public let vocabulary: String?
    /// The entries of each file.
    private let byPath: [String: [Key]]

    public init(_ counts: [Key: Int] = [:], sizes: [Key: Int] = [:], vocabulary: String? = nil) {
        self.counts = counts
        self.sizes = sizes
        self.vocabulary = vocabulary
        byPath = Dictionary(grouping: counts.keys, by: \.path)
    }

    /// What a finding may grow by before it is told again: a tenth, or so many tokens where that is more.
    public static let slack = 50

    /// Takes the known findings of one file out of `findings` and tells what of the baseline is stale.
    ///
    /// - Parameters:
    ///   - findings: all findings of the file, in order; those that are not known stay.
    ///   - path: the file's path in the baseline.
    ///   - vocabulary: what the findings' tokens were counted with.
    /// - Returns: the entries of the file that have more than was found, with how many more.
    /// - Complexity: O(findings and entries of the file).
    public func filter(_ findings: inout [Finding], path: String, vocabulary: String? = nil) -> [Key: Int] {
        var left: [Key: Int] = [:]
        for key in byPath[path] ?? [] { left[key] = counts[key] }
        guard !left.isEmpty else { return [:] }
        var kept: [Finding] = []
        for var finding in findings {
            let key = Key(path: path, rule: finding.rule, fingerprint: finding.fingerprint)
            if let count = left[key], count > 0 {
                left[key] = count - 1
                guard vocabulary == self.vocabulary, let known = sizes[key], hasGrown(finding.size ?? 0, from: known) else {
                    continue
                }
                finding.message += "; the baseline knows it with \(plural(known, "token"))"
            }
            kept.append(finding)
        }
        findings = kept
        return left.filter { $0.value > 0 }
    }

    private func hasGrown(_ size: Int, from known: Int) -> Bool {
        let (growth, overflows) = size.subtractingReportingOverflow(known)
        return !overflows && growth > max(Self.slack, known / 10)
    }

    // MARK: Text

    /// Reads a baseline file.
    public init(json bytes: [UInt8]) throws(BaselineError) {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw BaselineError("not JSON: \(error.reason)")
        }
        guard let entries = document.root["findings"], document.root["schema"]?.int == 1 else {
            throw BaselineError("no baseline of version 1: it has no \"schema\": 1 with \"findings\"")
        }
        var counts: [Key: Int] = [:]
        var sizes: [Key: Int] = [:]
        for entry in entries.elements {
            guard let path = entry["path"]?.string, let rule = entry["rule"]?.string,
                let fingerprint = entry["fingerprint"]?.string, let count = entry["count"]?.int, count > 0
            else { throw BaselineError("an entry lacks path, rule, fingerprint or a count above 0") }
            let key = Key(path: path, rule: rule, fingerprint: fingerprint)
            let (sum, overflows) = counts[key, default: 0].addingReportingOverflow(count)
            counts[key] = overflows ? .max : sum
            if let size = entry["tokens"]?.int { sizes[key] = max(size, sizes[key] ?? 0) }
        }
        self.init(counts, sizes: sizes, vocabulary: document.root["vocabulary"]?.string)
    }

    /// The file's text: one line an entry, in order, so that changes are easy to review.
    public func json() -> [UInt8] {
        var lines: [String] = []
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) where count > 0 {
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("path", key.path)
                writer.member("rule", key.rule)
                writer.member("fingerprint", key.fingerprint)
                writer.member("count", count)
                if let size = sizes[key] { writer.member("tokens", size) }
            }
            lines.append("    " + writer.string)
        }
        let body = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
        var head = JSONWriter()
        head.value(vocabulary ?? "")
        let counted = vocabulary == nil ? "" : "  \"vocabulary\": \(head.string),\n"
        return Array("{\n  \"schema\": 1,\n\(counted)  \"findings\": \(body)\n}\n".utf8)
    }
}

/// Why a file is no baseline.
public struct BaselineError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ message: String) { description = message }
}
