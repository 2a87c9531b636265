/// Pins budgets anew in the text of a configuration: numbers are replaced and lines are added, everything else stays
/// byte for byte.
public struct BudgetPins {
    /// A number of tokens for a budget that has one.
    public struct Pin: Sendable, Hashable {
        /// Where the old number stands.
        public var span: Range<Int>
        public var old: Int
        public var new: Int

        public init(span: Range<Int>, old: Int, new: Int) {
            self.span = span
            self.old = old
            self.new = new
        }
    }

    /// A budget for a unit that has none.
    public struct Addition: Sendable, Hashable {
        public var path: String
        public var unit: String
        public var tokens: Int

        public init(path: String, unit: String, tokens: Int) {
            self.path = path
            self.unit = unit
            self.tokens = tokens
        }
    }

    /// The text with the numbers of the pins. Pins outside of the text are left out. Complexity: O(n + pins log pins).
    public static func replacing(_ pins: [Pin], in text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var end = 0
        for pin in pins.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
        where pin.span.lowerBound >= end && pin.span.upperBound <= text.count {
            result += text[end..<pin.span.lowerBound]
            result += String(pin.new).utf8
            end = pin.span.upperBound
        }
        return result + text[end...]
    }

    /// The text with more budgets at the end of its list, or with a list of its own; nil where the list is written in
    /// brackets, into which no lines can be put.
    ///
    /// - Parameter list: the list as it stands in the text; nil where there is none.
    public static func adding(_ additions: [Addition], to text: [UInt8], list: Range<Int>?) -> [UInt8]? {
        guard !additions.isEmpty else { return text }
        // Line ends stay what they are.
        if let end = text.firstIndex(of: 0x0A), end > 0, text[end - 1] == 0x0D {
            let list = list.map { list in
                list.lowerBound - text[..<list.lowerBound].count(where: isReturn)..<list.upperBound
                    - text[..<list.upperBound].count(where: isReturn)
            }
            let plain = adding(additions, to: text.filter { !isReturn($0) }, list: list)
            return plain.map { $0.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
        }
        guard let list else {
            let gap: [UInt8] = text.isEmpty ? [] : text.last == 0x0A ? [] : [0x0A]
            return text + gap + Array("budgets:\n".utf8) + additions.flatMap { lines($0, indent: 2) }
        }
        if isEmpty(text[list.clamped(to: text.indices)]) { return filling(additions, text, list) }
        let first = text[min(list.lowerBound, text.count)...].first
        guard first == UInt8(ascii: "-") else { return nil }
        let lineStart = text[..<list.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let indent = text[lineStart..<list.lowerBound].count
        let lineEnd = text[max(list.lowerBound, list.upperBound - 1)...].firstIndex(of: 0x0A)
        let head = lineEnd.map { Array(text[...$0]) } ?? text + [0x0A]
        let tail = lineEnd.map { text[($0 + 1)...] } ?? []
        return head + additions.flatMap { lines($0, indent: indent) } + tail
    }

    private static func isEmpty(_ list: ArraySlice<UInt8>) -> Bool {
        list.filter { !isSpace($0) } == Array("[]".utf8)
    }

    private static func isReturn(_ byte: UInt8) -> Bool { byte == 0x0D }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The text with a list of lines for an empty one in brackets; nil where there is more on its line than a comment.
    private static func filling(_ additions: [Addition], _ text: [UInt8], _ list: Range<Int>) -> [UInt8]? {
        let lineEnd = text[list.upperBound...].firstIndex(of: 0x0A) ?? text.count
        let rest = text[list.upperBound..<lineEnd]
        guard rest.first(where: { !isSpace($0) }).map({ $0 == UInt8(ascii: "#") }) ?? true else { return nil }
        var head = Array(text[..<list.lowerBound])
        while let last = head.last, isSpace(last) { head.removeLast() }
        return head + rest + [0x0A] + additions.flatMap { lines($0, indent: 2) } + text[lineEnd...].dropFirst()
    }

    private static func lines(_ addition: Addition, indent: Int) -> [UInt8] {
        let space = String(repeating: " ", count: indent)
        var text = "\(space)- paths: [\(quoted("/" + pattern(addition.path)))]\n"
        if !addition.unit.isEmpty { text += "\(space)  unit: \(quoted(addition.unit))\n" }
        return Array((text + "\(space)  tokens: \(addition.tokens)\n").utf8)
    }

    /// The path as a pattern that only it matches.
    private static func pattern(_ path: String) -> String {
        var result = ""
        for (offset, scalar) in path.unicodeScalars.enumerated() {
            let isLast = offset == path.unicodeScalars.count - 1
            if "*?[\\".unicodeScalars.contains(scalar) || (scalar == " " && isLast) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// A string in YAML's double quotes, in which every character can be written.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
