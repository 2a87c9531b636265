/// Lines that name the role of the message below them: `system:`, `# user:`, `{{item.role}}:`.
enum RoleMarker {
    struct Found {
        /// The line with its line break, in decoded offsets.
        var line: Range<Int>
        var role: Role
        /// The role is a variable of the template.
        var isDynamic: Bool
    }

    private static let roles: Set<String> = ["system", "user", "assistant", "function", "tool", "developer"]

    /// All marker lines of a template, in order. Only text and variables count: a marker in a comment is none.
    static func find(_ bytes: [UInt8], _ pieces: [TemplatePiece]) -> [Found] {
        var result: [Found] = []
        for (index, piece) in pieces.enumerated() {
            switch piece.kind {
            case .text: findLines(bytes, piece.range, into: &result)
            case .variable:
                if let found = dynamic(bytes, pieces, index) { result.append(found) }
            default: break
            }
        }
        return result.sorted { $0.line.lowerBound < $1.line.lowerBound }
    }

    private static func findLines(_ bytes: [UInt8], _ range: Range<Int>, into result: inout [Found]) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            // A role line ends with a colon: look for colons, not at every line.
            guard let colon = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: ":")) else { return }
            offset = colon + 1
            var stop = colon + 1
            while stop < range.upperBound, ByteClass.isBlank(bytes[stop]) || bytes[stop] == 0x0D { stop += 1 }
            guard stop >= bytes.count || stop < range.upperBound && bytes[stop] == 0x0A else { continue }
            guard let (start, role) = roleBefore(colon, bytes, range.lowerBound) else { continue }
            result.append(Found(line: start..<min(stop + 1, range.upperBound), role: role, isDynamic: false))
        }
    }

    /// The role between the start of the line and the colon.
    private static func roleBefore(_ colon: Int, _ bytes: [UInt8], _ lower: Int) -> (Int, Role)? {
        var end = colon
        while end > lower, ByteClass.isBlank(bytes[end - 1]) { end -= 1 }
        var start = end
        while start > lower, end - start < 12, ByteClass.isIdentifier(bytes[start - 1]) { start -= 1 }
        let word = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        guard roles.contains(word) else { return nil }
        while start > lower, ByteClass.isBlank(bytes[start - 1]) { start -= 1 }
        if start > lower, bytes[start - 1] == UInt8(ascii: "#") { start -= 1 }
        while start > lower, ByteClass.isBlank(bytes[start - 1]) { start -= 1 }
        guard start == 0 || bytes[start - 1] == 0x0A || start == lower && isLineStart(bytes, start) else { return nil }
        return (start, Role(name: word))
    }

    /// Whether only blanks and a tag stand before `offset` on its line is not asked: a tag may end right here.
    private static func isLineStart(_ bytes: [UInt8], _ offset: Int) -> Bool {
        offset == 0 || bytes[offset - 1] == UInt8(ascii: "}") || bytes[offset - 1] == 0x0A
    }

    /// `{{item.role}}:` alone on its line.
    private static func dynamic(_ bytes: [UInt8], _ pieces: [TemplatePiece], _ index: Int) -> Found? {
        let piece = pieces[index]
        guard piece.expression.lowercased().hasSuffix("role"), index + 1 < pieces.count else { return nil }
        let after = pieces[index + 1]
        guard after.kind == .text, bytes[after.range.lowerBound] == UInt8(ascii: ":") else { return nil }
        var stop = after.range.lowerBound + 1
        while stop < after.range.upperBound, ByteClass.isBlank(bytes[stop]) || bytes[stop] == 0x0D { stop += 1 }
        guard stop < after.range.upperBound, bytes[stop] == 0x0A else { return nil }
        var start = piece.range.lowerBound
        while start > 0, ByteClass.isBlank(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "#") { start -= 1 }
        guard start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == UInt8(ascii: "}") else { return nil }
        return Found(line: start..<stop + 1, role: .variable(piece.expression), isDynamic: true)
    }

    /// Whether nothing but blank text and tags stands before the first marker.
    static func isFirstText(_ marker: Found, _ bytes: [UInt8], _ pieces: [TemplatePiece]) -> Bool {
        for piece in pieces {
            guard piece.range.lowerBound < marker.line.lowerBound else { return true }
            switch piece.kind {
            case .text:
                let range = piece.range.lowerBound..<min(piece.range.upperBound, marker.line.lowerBound)
                if bytes[range].contains(where: { !ByteClass.isWhitespace($0) }) { return false }
            case .variable, .image: return false
            default: break
            }
        }
        return true
    }
}
