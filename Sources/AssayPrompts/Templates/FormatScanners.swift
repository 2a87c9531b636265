/// `{name}` with `{{` and `}}` for braces: `str.format`, f-string templates, LangChain's default.
///
/// Braces around anything that is no field, such as JSON, are text.
enum BraceScanner {
    static func pieces(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        var result = TemplatePieces()
        var textStart = range.lowerBound
        var dropped: [Int] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                offset += 1
                continue
            }
            if offset + 1 < range.upperBound, bytes[offset + 1] == byte {
                dropped.append(offset + 1)
                offset += 2
            } else if byte == UInt8(ascii: "{"), let close = fieldEnd(bytes, offset + 1, range.upperBound) {
                if textStart < offset { result.pieces.append(.text(textStart..<offset, dropped: dropped)) }
                dropped = []
                let field = String(decoding: bytes[offset + 1..<close], as: UTF8.self)
                let name = String(field.prefix { $0 != "!" && $0 != ":" })
                result.pieces.append(
                    TemplatePiece(
                        .variable, offset..<close + 1, expression: field, references: name.isEmpty ? [] : [name]))
                offset = close + 1
                textStart = offset
            } else {
                offset += 1
            }
        }
        if textStart < range.upperBound { result.pieces.append(.text(textStart..<range.upperBound, dropped: dropped)) }
        return result
    }

    /// The closing brace of a field `name.attribute[0]!r:format`; nil when it is no field.
    static func fieldEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var offset = start
        while offset < end, ByteClass.isIdentifier(bytes[offset]) || ".[]".utf8.contains(bytes[offset]) { offset += 1 }
        if offset < end, bytes[offset] == UInt8(ascii: "!") { offset += 2 }
        if offset < end, bytes[offset] == UInt8(ascii: ":") {
            // A space behind the colon is JSON or prose, not a format.
            guard offset > start, offset + 1 < end, bytes[offset + 1] != 0x20 else { return nil }
            offset += 1
            while offset < end, bytes[offset] > 0x20, bytes[offset] != UInt8(ascii: "}"),
                bytes[offset] != UInt8(ascii: "{"),
                bytes[offset] != UInt8(ascii: "\"")
            {
                offset += 1
            }
        }
        return offset < end && bytes[offset] == UInt8(ascii: "}") ? offset : nil
    }
}

/// `$name` and `${name}` with `$$` for a dollar: Python's `string.Template`.
enum DollarScanner {
    static func pieces(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        var result = TemplatePieces()
        var textStart = range.lowerBound
        var dropped: [Int] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard bytes[offset] == UInt8(ascii: "$"), offset + 1 < range.upperBound else {
                offset += 1
                continue
            }
            if bytes[offset + 1] == UInt8(ascii: "$") {
                dropped.append(offset + 1)
                offset += 2
                continue
            }
            guard let (name, end) = name(bytes, offset + 1, range.upperBound) else {
                offset += 1
                continue
            }
            if textStart < offset { result.pieces.append(.text(textStart..<offset, dropped: dropped)) }
            dropped = []
            result.pieces.append(TemplatePiece(.variable, offset..<end, expression: name, references: [name]))
            offset = end
            textStart = end
        }
        if textStart < range.upperBound { result.pieces.append(.text(textStart..<range.upperBound, dropped: dropped)) }
        return result
    }

    private static func name(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (String, Int)? {
        let isBraced = bytes[start] == UInt8(ascii: "{")
        let first = isBraced ? start + 1 : start
        guard first < end, ByteClass.isIdentifierStart(bytes[first]), bytes[first] < 0x80 else { return nil }
        var offset = first
        while offset < end, ByteClass.isIdentifier(bytes[offset]), bytes[offset] < 0x80 { offset += 1 }
        let name = String(decoding: bytes[first..<offset], as: UTF8.self)
        guard isBraced else { return (name, offset) }
        return offset < end && bytes[offset] == UInt8(ascii: "}") ? (name, offset + 1) : nil
    }
}

/// `%s`, `%d` and `%(name)s` with `%%` for a per cent sign.
enum PercentScanner {
    static func pieces(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        var result = TemplatePieces()
        var textStart = range.lowerBound
        var dropped: [Int] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard bytes[offset] == UInt8(ascii: "%"), offset + 1 < range.upperBound else {
                offset += 1
                continue
            }
            if bytes[offset + 1] == UInt8(ascii: "%") {
                dropped.append(offset + 1)
                offset += 2
                continue
            }
            guard let (name, end) = place(bytes, offset + 1, range.upperBound) else {
                offset += 1
                continue
            }
            if textStart < offset { result.pieces.append(.text(textStart..<offset, dropped: dropped)) }
            dropped = []
            result.pieces.append(
                TemplatePiece(.variable, offset..<end, expression: name, references: name.isEmpty ? [] : [name]))
            offset = end
            textStart = end
        }
        if textStart < range.upperBound { result.pieces.append(.text(textStart..<range.upperBound, dropped: dropped)) }
        return result
    }

    private static func place(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (String, Int)? {
        var offset = start
        var name = ""
        if bytes[offset] == UInt8(ascii: "(") {
            guard let close = bytes[offset..<end].prefix(80).firstIndex(of: UInt8(ascii: ")")) else { return nil }
            name = String(decoding: bytes[offset + 1..<close], as: UTF8.self)
            offset = close + 1
        }
        while offset < end, ByteClass.isDigit(bytes[offset]) || bytes[offset] == UInt8(ascii: ".") { offset += 1 }
        guard offset < end, "sdrfi".utf8.contains(bytes[offset]) else { return nil }
        return (name, offset + 1)
    }
}

/// Semantic Kernel's `{{$name}}`, `{{plugin.function $name}}` and `{{"literal"}}`.
enum SemanticKernelScanner {
    static func pieces(_ bytes: [UInt8], in range: Range<Int>) -> TemplatePieces {
        var result = TemplatePieces()
        var textStart = range.lowerBound
        var offset = range.lowerBound
        while offset + 1 < range.upperBound {
            guard bytes[offset] == UInt8(ascii: "{"), bytes[offset + 1] == UInt8(ascii: "{"),
                let close = end(bytes, offset + 2, range.upperBound)
            else {
                offset += 1
                continue
            }
            if textStart < offset { result.pieces.append(.text(textStart..<offset)) }
            let body = PythonStrings.strip(String(decoding: bytes[offset + 2..<close], as: UTF8.self), nil, .both)
            let names = body.split(separator: " ").compactMap { word in
                let value = word.split(separator: "=", maxSplits: 1).last ?? word
                return value.hasPrefix("$") ? String(value.dropFirst()) : nil
            }
            result.pieces.append(TemplatePiece(.variable, offset..<close + 2, expression: body, references: names))
            offset = close + 2
            textStart = offset
        }
        if textStart < range.upperBound { result.pieces.append(.text(textStart..<range.upperBound)) }
        return result
    }

    private static func end(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var offset = start
        while offset + 1 < end {
            if bytes[offset] == UInt8(ascii: "}"), bytes[offset + 1] == UInt8(ascii: "}") { return offset }
            if bytes[offset] == 0x0A || bytes[offset] == UInt8(ascii: "{") { return nil }
            offset += 1
        }
        return nil
    }
}

/// Dify's `{{#name#}}`, which stands in for a value where Handlebars would begin a block.
enum HashPlaceholder {
    /// Names are short; the limit keeps a text of hashes linear.
    private static let longest = 256

    /// Index behind the placeholder that begins with the braces at `start`; nil where none does.
    static func end(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard bytes[start..<end].starts(with: "{{#".utf8) else { return nil }
        var offset = start + 3
        let limit = min(end, offset + longest)
        while offset < limit, ByteClass.isIdentifier(bytes[offset]) || ".-".utf8.contains(bytes[offset]) { offset += 1 }
        guard offset > start + 3, offset + 2 < end, bytes[offset..<end].starts(with: "#}}".utf8) else { return nil }
        return offset + 3
    }
}
