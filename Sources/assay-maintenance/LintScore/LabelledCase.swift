import AssayJSON

/// One line of `labels.jsonl`: what readers said of a part of a file.
struct LabelledCase {
    var path: String
    /// The label's rule, such as `repeated-examples`.
    var rule: String
    /// First and last lines, counted from 1.
    var lines: [ClosedRange<Int>]
    /// The part is a case of the rule.
    var isPositive: Bool
    /// A negative is violated by any finding in the file, not only by one on the lines.
    var concernsFile: Bool
    /// `wild` for files as they were found, `mutant` for files with one marked change.
    var source: String
    var kind: String

    static func read(_ bytes: [UInt8], path: String) throws -> [LabelledCase] {
        var cases: [LabelledCase] = []
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            let line = start..<end
            start = end + 1
            guard bytes[line].contains(where: { $0 > 0x20 }) else { continue }
            guard let root = (try? JSONDocument(bytes, in: line))?.root, let found = LabelledCase(root) else {
                throw LabelError(path: path, line: number)
            }
            cases.append(found)
        }
        return cases
    }

    private init?(_ root: JSONValue) {
        guard let path = root["path"]?.string, let rule = root["rule"]?.string,
            let verdict = root["verdict"]?.string, verdict == "Y" || verdict == "N", let lines = root["lines"]
        else { return nil }
        self.path = path
        self.rule = rule
        self.lines = []
        for range in lines.elements {
            guard let first = range[0]?.int, let last = range[1]?.int, first <= last else { return nil }
            self.lines.append(first...last)
        }
        isPositive = verdict == "Y"
        concernsFile = root["scope"]?.string == "file"
        source = root["source"]?.string ?? "wild"
        kind = root["kind"]?.string ?? ""
    }
}

/// A line of a label file that is no JSON or lacks fields.
struct LabelError: Error, CustomStringConvertible {
    var path: String
    var line: Int
    var description: String {
        "\(path):\(line): a label needs path, rule, verdict (Y or N) and lines ([[first, last], …])"
    }
}
