import AssayJSON

/// Findings that were there when a team began: they are counted, not shown.
///
/// An entry names a file, a rule, the words of the place, and how often they occur: never a line, so that edits
/// elsewhere in the file change nothing. An entry whose finding has gone is stale, and has to go too: otherwise it
/// would hide the next finding of the same words.
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
    /// The entries of each file.
    private let byPath: [String: [Key]]

    public init(_ counts: [Key: Int] = [:]) {
        self.counts = counts
        byPath = Dictionary(grouping: counts.keys, by: \.path)
    }

    /// Takes the known findings of one file out of `findings` and tells what of the baseline is stale.
    ///
    /// - Parameters:
    ///   - findings: all findings of the file, in order; those that are not known stay.
    ///   - path: the file's path in the baseline.
    /// - Returns: the entries of the file that have more than was found, with how many more.
    /// - Complexity: O(findings and entries of the file).
    public func filter(_ findings: inout [Finding], path: String) -> [Key: Int] {
        var left: [Key: Int] = [:]
        for key in byPath[path] ?? [] { left[key] = counts[key] }
        guard !left.isEmpty else { return [:] }
        findings.removeAll { finding in
            let key = Key(path: path, rule: finding.rule, fingerprint: finding.fingerprint)
            guard let count = left[key], count > 0 else { return false }
            left[key] = count - 1
            return true
        }
        return left.filter { $0.value > 0 }
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
        for entry in entries.elements {
            guard let path = entry["path"]?.string, let rule = entry["rule"]?.string,
                let fingerprint = entry["fingerprint"]?.string, let count = entry["count"]?.int, count > 0
            else { throw BaselineError("an entry lacks path, rule, fingerprint or a count above 0") }
            let key = Key(path: path, rule: rule, fingerprint: fingerprint)
            let (sum, overflows) = counts[key, default: 0].addingReportingOverflow(count)
            counts[key] = overflows ? .max : sum
        }
        self.init(counts)
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
            }
            lines.append("    " + writer.string)
        }
        let body = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
        return Array("{\n  \"schema\": 1,\n  \"findings\": \(body)\n}\n".utf8)
    }
}

/// Why a file is no baseline.
public struct BaselineError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ message: String) { description = message }
}
