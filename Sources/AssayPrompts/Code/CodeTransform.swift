/// What code does to a text before it is sent: takes indentation and white space away.
///
/// Interpolated values count as text without line breaks.
enum CodeTransform {
    /// Python's `textwrap.dedent`: the indentation that all lines share; blank lines keep their break alone.
    case dedent
    /// Python's `inspect.cleandoc` and JavaScript's `dedent`: the first line's indentation apart, then blank lines
    /// around the text.
    case cleandoc
    case strip(start: Bool, end: Bool)

    /// The functions that take a text, in any of the languages.
    static func function(_ name: String, isTag: Bool) -> CodeTransform? {
        switch name {
        case "dedent": isTag ? .cleandoc : .dedent
        case "cleandoc", "outdent", "stripIndent", "stripIndents": .cleandoc
        default: nil
        }
    }

    /// The methods of a text that take no argument, or one that says white space.
    static func method(_ name: String) -> CodeTransform? {
        switch name {
        case "strip", "trim", "trimmingCharacters": .strip(start: true, end: true)
        case "lstrip", "trimStart": .strip(start: true, end: false)
        case "rstrip", "trimEnd": .strip(start: false, end: true)
        default: nil
        }
    }

    /// Applies the transform to the parts of an expression. Complexity: O(n) in the text.
    func apply(to parts: inout [CodeExpression.Part]) {
        var text: [UInt8] = []
        for part in parts {
            switch part {
            // Arms of a choice are left as they stand.
            case .value, .choice: text.append(Self.value)
            case .string(let string): for piece in string.parts { text += Self.bytes(of: piece) }
            }
        }
        let dropped = dropped(text)
        guard !dropped.isEmpty else { return }
        var start = 0
        var rest = dropped[...]
        for index in parts.indices {
            guard case .string(var string) = parts[index] else {
                start += 1
                continue
            }
            for piece in string.parts.indices {
                let length = Self.bytes(of: string.parts[piece]).count
                let inside = rest.prefix { $0 < start + length }.map { $0 - start }
                rest = rest.dropFirst(inside.count)
                if case .text(let text) = string.parts[piece], !inside.isEmpty {
                    string.parts[piece] = .text(text.sliced(0..<length, dropping: inside))
                }
                start += length
            }
            parts[index] = .string(string)
        }
    }

    /// Stands for a value; no text has it, since UTF-8 has not.
    private static let value: UInt8 = 0xFF

    private static func bytes(of piece: CodeString.Part) -> [UInt8] {
        if case .text(let text) = piece { text.bytes } else { [value] }
    }

    /// Offsets of the bytes that go, increasing.
    private func dropped(_ text: [UInt8]) -> [Int] {
        switch self {
        case .strip(let start, let end):
            let first = text.firstIndex { !ByteClass.isWhitespace($0) } ?? text.count
            let last = text.lastIndex { !ByteClass.isWhitespace($0) } ?? -1
            return (start ? Array(0..<first) : []) + (end ? Array(max(first, last + 1)..<text.count) : [])
        case .dedent: return Self.indentation(text, Dedent.lines(text, 0..<text.count), emptiesBlanks: true)
        case .cleandoc:
            let lines = Dedent.lines(text, 0..<text.count)
            guard let first = lines.first else { return [] }
            let rest = Self.indentation(text, Array(lines.dropFirst()), emptiesBlanks: false)
            let goes = Set(Array(first.lowerBound..<first.lowerBound + Dedent.blanks(text, first)) + rest)
            let kept = lines.filter { !Dedent.isBlank(text, $0) }
            guard let start = kept.first?.lowerBound, let last = kept.last else { return Array(text.indices) }
            var end = last.upperBound
            while end > last.lowerBound, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
            return text.indices.filter { $0 < start || $0 >= end || goes.contains($0) }
        }
    }

    /// The white space that all lines but blank ones begin with.
    private static func indentation(_ text: [UInt8], _ lines: [Range<Int>], emptiesBlanks: Bool) -> [Int] {
        var margin: ArraySlice<UInt8>?
        for line in lines where !Dedent.isBlank(text, line) {
            let blanks = text[line].prefix(while: ByteClass.isBlank)
            let shared = margin.map { zip($0, blanks).prefix { $0 == $1 }.count } ?? blanks.count
            margin = blanks.prefix(shared)
        }
        let width = margin?.count ?? 0
        return lines.flatMap { line -> [Int] in
            guard Dedent.isBlank(text, line) else { return Array(line.lowerBound..<line.lowerBound + width) }
            let blanks = Dedent.blanks(text, line)
            return Array(line.lowerBound..<line.lowerBound + (emptiesBlanks ? blanks : min(width, blanks)))
        }
    }
}
