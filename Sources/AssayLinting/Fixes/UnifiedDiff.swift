import AssayText

/// The difference between two texts as `diff -u` and git write it.
public enum UnifiedDiff {
    private static let context = 3

    /// The difference; empty where there is none. What both texts begin and end with is found first, the lines
    /// between are compared by their longest common subsequence, or replaced as a whole where they are too many.
    ///
    /// - Parameter path: as `a/` and `b/` are written before it; without the slash that an absolute one begins with, as git
    ///   writes it.
    public static func text(_ old: [UInt8], _ new: [UInt8], path: String) -> String {
        let before = lines(old)
        let after = lines(new)
        let steps = steps(before, after)
        guard steps.contains(where: { $0.kind != .same }) else { return "" }
        let path = path.drop { $0 == "/" }
        var text = "--- \(quoted("a/" + path))\n+++ \(quoted("b/" + path))\n"
        var index = 0
        while let first = steps[index...].firstIndex(where: { $0.kind != .same }) {
            var last = first
            var next = first
            while next < steps.count, next - last <= 2 * context {
                if steps[next].kind != .same { last = next }
                next += 1
            }
            let range = max(index, first - context)..<min(steps.count, last + context + 1)
            text += hunk(steps[range])
            index = range.upperBound
            if index >= steps.count { break }
        }
        return text
    }

    /// A path as git writes it and `patch` reads it: between quotation marks and with C's escapes where it holds a
    /// character that would break the line, or steer a terminal.
    private static func quoted(_ path: String) -> String {
        guard path.unicodeScalars.contains(where: { $0.isControl || $0 == "\"" || $0 == "\\" }) else { return path }
        return path.unicodeScalars.reduce(into: "\"") { result, scalar in
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case _ where scalar.isControl: result += String(scalar).utf8.map(octal).joined()
            default: result.unicodeScalars.append(scalar)
            }
        } + "\""
    }

    private static func octal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private enum Kind: Character {
        case same = " "
        case removed = "-"
        case added = "+"
    }

    private struct Step {
        var kind: Kind
        var line: ArraySlice<UInt8>
        /// Number of the line in each text, from 1; the next one where the line is not in it.
        var old: Int
        var new: Int
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        for (offset, byte) in bytes.enumerated() where byte == 0x0A {
            result.append(bytes[start...offset])
            start = offset + 1
        }
        if start < bytes.count { result.append(bytes[start...]) }
        return result
    }

    private static func steps(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Step] {
        var head = 0
        while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        var result: [Step] = []
        func add(_ kind: Kind, _ left: Int, _ right: Int) {
            let line = kind == .added ? new[right] : old[left]
            result.append(Step(kind: kind, line: line, old: left + 1, new: right + 1))
        }
        for index in 0..<head { add(.same, index, index) }
        var left = head
        var right = head
        for (keepOld, keepNew) in common(old[head..<(old.count - tail)], new[head..<(new.count - tail)]) {
            while left < keepOld { add(.removed, left, right); left += 1 }
            while right < keepNew { add(.added, left, right); right += 1 }
            add(.same, left, right)
            left += 1
            right += 1
        }
        while left < old.count - tail { add(.removed, left, right); left += 1 }
        while right < new.count - tail { add(.added, left, right); right += 1 }
        for index in 0..<tail { add(.same, old.count - tail + index, new.count - tail + index) }
        return result
    }

    /// The pairs of lines of a longest common subsequence; none where the table would be too large.
    private static func common(_ old: ArraySlice<ArraySlice<UInt8>>, _ new: ArraySlice<ArraySlice<UInt8>>) -> [(Int, Int)] {
        guard !old.isEmpty, !new.isEmpty, old.count * new.count <= 4_000_000 else { return [] }
        let width = new.count + 1
        var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
        for row in stride(from: old.count - 1, through: 0, by: -1) {
            for column in stride(from: new.count - 1, through: 0, by: -1) {
                let isSame = old[old.startIndex + row] == new[new.startIndex + column]
                lengths[row * width + column] =
                    isSame
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var result: [(Int, Int)] = []
        var (row, column) = (0, 0)
        while row < old.count, column < new.count {
            if old[old.startIndex + row] == new[new.startIndex + column] {
                result.append((old.startIndex + row, new.startIndex + column))
                row += 1
                column += 1
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return result
    }

    private static func hunk(_ steps: ArraySlice<Step>) -> String {
        guard let first = steps.first else { return "" }
        let old = steps.count { $0.kind != .added }
        let new = steps.count { $0.kind != .removed }
        var text = "@@ -\(old == 0 ? first.old - 1 : first.old),\(old) +\(new == 0 ? first.new - 1 : first.new),\(new) @@\n"
        for step in steps {
            text += String(step.kind.rawValue) + String(decoding: step.line, as: UTF8.self)
            if step.line.last != 0x0A { text += "\n\\ No newline at end of file\n" }
        }
        return text
    }
}
