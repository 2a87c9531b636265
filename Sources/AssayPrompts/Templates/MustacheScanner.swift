/// Splits a Mustache or Handlebars template into pieces.
struct MustacheScanner {
    enum Dialect {
        case mustache, handlebars
    }

    private let bytes: [UInt8]
    private let end: Int
    private let dialect: Dialect
    private var opener = Array("{{".utf8)
    private var closer = Array("}}".utf8)
    private var offset: Int
    private var result = TemplatePieces()
    /// Set once no `--}}` follows, so that comments without one are not searched to the end each time.
    private var hasNoLongComment = false
    /// Set once no raw block ends, for the same reason.
    private var hasNoRawEnd = false
    /// What each open block is called, whether it sets a role, and its tag.
    private var open: [(name: String, isRole: Bool, tag: Range<Int>)] = []

    static func pieces(_ bytes: [UInt8], in range: Range<Int>, dialect: Dialect) -> TemplatePieces {
        var scanner = MustacheScanner(bytes, range, dialect)
        scanner.run()
        return scanner.result
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ dialect: Dialect) {
        self.bytes = bytes
        self.dialect = dialect
        offset = range.lowerBound
        end = range.upperBound
    }

    // MARK: Scanning

    private mutating func run() {
        var textStart = offset
        var dropped: [Int] = []
        while let start = find(opener, from: offset) {
            if dialect == .handlebars, start > textStart, bytes[start - 1] == UInt8(ascii: "\\") {
                // `\{{` is text without its backslash.
                dropped.append(start - 1)
                offset = start + opener.count
                continue
            }
            if let raw = rawBlock(at: start) {
                appendText(textStart..<start, dropped, isTrimmed: false)
                dropped = []
                result.pieces.append(TemplatePiece(.directive, start..<raw.lowerBound))
                appendText(raw, [], isTrimmed: false)
                offset = (find(Array("}}}}".utf8), from: raw.upperBound) ?? end - 4) + 4
                result.pieces.append(TemplatePiece(.directive, raw.upperBound..<offset))
                textStart = offset
                continue
            }
            guard let tag = tag(at: start) else {
                result.problems.append(ReadProblem(tag: start..<start + opener.count, message: "this tag is not closed"))
                // Behind it all is text, the ends of blocks too.
                open = []
                break
            }
            appendText(textStart..<start, dropped, isTrimmed: tag.trimsBefore)
            dropped = []
            offset = tag.range.upperBound
            read(tag)
            textStart = offset
            if tag.trimsAfter {
                while textStart < end, ByteClass.isWhitespace(bytes[textStart]) { textStart += 1 }
                offset = textStart
            }
        }
        appendText(textStart..<end, dropped, isTrimmed: false)
        for block in open {
            result.problems.append(ReadProblem(tag: block.tag, message: "the block `\(block.name)` is not closed"))
        }
    }

    private mutating func appendText(_ range: Range<Int>, _ dropped: [Int], isTrimmed: Bool) {
        var stop = range.upperBound
        while isTrimmed, stop > range.lowerBound, ByteClass.isWhitespace(bytes[stop - 1]) { stop -= 1 }
        if stop > range.lowerBound { result.pieces.append(.text(range.lowerBound..<stop, dropped: dropped)) }
    }

    private func find(_ wanted: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first else { return nil }
        var position = start
        while position + wanted.count <= end {
            guard let found = bytes[position..<end].firstIndex(of: first), found + wanted.count <= end else {
                return nil
            }
            if bytes[found..<found + wanted.count].elementsEqual(wanted) { return found }
            position = found + 1
        }
        return nil
    }

    private struct Tag {
        var range: Range<Int>
        var sigil: UInt8
        /// Without sigil, delimiters and `~`.
        var body: String
        var trimsBefore = false
        var trimsAfter = false
    }

    /// The text of Handlebars' `{{{{raw}}}} … {{{{/raw}}}}`, which holds no tags; nil where none begins, or it has no end.
    private mutating func rawBlock(at start: Int) -> Range<Int>? {
        guard dialect == .handlebars, !hasNoRawEnd, bytes[start..<end].starts(with: "{{{{".utf8) else { return nil }
        guard let opened = find(Array("}}}}".utf8), from: start + 4),
            let close = find(Array("{{{{/".utf8), from: opened + 4), find(Array("}}}}".utf8), from: close) != nil
        else {
            hasNoRawEnd = true
            return nil
        }
        return opened + 4..<close
    }

    private mutating func tag(at start: Int) -> Tag? {
        var inner = start + opener.count
        guard inner < end else { return nil }
        let isTriple = bytes[inner] == UInt8(ascii: "{") && opener == Array("{{".utf8)
        var tag = Tag(range: start..<start, sigil: 0, body: "")
        if bytes[inner] == UInt8(ascii: "~") {
            tag.trimsBefore = true
            inner += 1
        }
        guard inner < end else { return nil }
        var closing = closer
        if isTriple {
            closing = Array("}}}".utf8)
            inner += 1
        } else if bytes[inner] == UInt8(ascii: "!") {
            // A comment that starts with `!--` may hold `}}`.
            if !hasNoLongComment, inner + 2 < end, bytes[inner + 1] == UInt8(ascii: "-"),
                bytes[inner + 2] == UInt8(ascii: "-")
            {
                if let close = find(Array("--}}".utf8), from: inner + 1) ?? find(Array("--~}}".utf8), from: inner + 1) {
                    let stop = (find(closer, from: close) ?? close) + closer.count
                    tag.range = start..<min(stop, end)
                    tag.sigil = UInt8(ascii: "!")
                    return tag
                }
                hasNoLongComment = true
            }
        }
        guard let close = find(closing, from: inner) else { return nil }
        var bodyEnd = close
        tag.range = start..<close + closing.count
        if bodyEnd > inner, bytes[bodyEnd - 1] == UInt8(ascii: "~") {
            tag.trimsAfter = true
            bodyEnd -= 1
        }
        if HashPlaceholder.end(bytes, start, end) == tag.range.upperBound {
            tag.body = String(decoding: bytes[inner + 1..<bodyEnd - 1], as: UTF8.self)
            return tag
        }
        // `{{<parent}}` and `{{$block}}` are Mustache's alone.
        let signs = dialect == .handlebars ? "#^/>!&=*" : "#^/>!&=*<$"
        if !isTriple, inner < bodyEnd, signs.utf8.contains(bytes[inner]) {
            tag.sigil = bytes[inner]
            inner += 1
        }
        let body = PythonStrings.strip(String(decoding: bytes[inner..<max(inner, bodyEnd)], as: UTF8.self), nil, .both)
        tag.body = body
        return tag
    }

    // MARK: Reading tags

    private mutating func read(_ tag: Tag) {
        switch tag.sigil {
        case UInt8(ascii: "!"): result.pieces.append(TemplatePiece(.comment, tag.range))
        case UInt8(ascii: "#"): openBlock(tag)
        case UInt8(ascii: "^"):
            if tag.body.isEmpty {
                result.pieces.append(TemplatePiece(.arm, tag.range))
            } else {
                open.append((tag.body, false, tag.range))
                add(.branch(alternativeTo: tag.body), tag)
            }
        case UInt8(ascii: "/"): closeBlock(tag)
        case UInt8(ascii: ">"):
            let name = tag.body.split(separator: " ").first.map(String.init) ?? ""
            result.pieces.append(
                TemplatePiece(.directive, tag.range, expression: "> " + tag.body, include: Self.unquoted(name)))
        case UInt8(ascii: "<"), UInt8(ascii: "$"):
            open.append((tag.body, false, tag.range))
            add(.block(.section), tag)
        case UInt8(ascii: "="): changeDelimiters(tag)
        default: readPlain(tag)
        }
    }

    private mutating func add(_ kind: TemplatePiece.Kind, _ tag: Tag, _ expression: String? = nil) {
        let expression = expression ?? tag.body
        result.pieces.append(
            TemplatePiece(kind, tag.range, expression: expression, references: Self.references(expression)))
    }

    private mutating func readPlain(_ tag: Tag) {
        let words = tag.body.split(separator: " ").map(String.init)
        guard dialect == .handlebars, let first = words.first else {
            add(.variable, tag)
            return
        }
        switch first {
        case "else":
            // `{{else if x}}` tests x in the next arm.
            add(.arm, tag, words.dropFirst(2).joined(separator: " "))
        case "role" where words.count == 2:
            let name = Self.unquoted(words[1])
            let role: Role = name == words[1] ? .variable(name) : Role(name: name)
            result.pieces.append(TemplatePiece(.role(role), tag.range, expression: tag.body))
        case "media" where words.count > 1:
            add(.image, tag, words.dropFirst().joined(separator: " "))
        case "section" where words.count == 2:
            result.pieces.append(TemplatePiece(.directive, tag.range, expression: tag.body))
        default: add(.variable, tag)
        }
    }

    private mutating func openBlock(_ tag: Tag) {
        var words = tag.body.split(separator: " ").map(String.init)
        let name = words.first ?? ""
        words = Array(words.dropFirst())
        open.append((name, name == "role", tag.range))
        guard dialect == .handlebars else {
            // A Mustache section is a loop over a list and a condition on anything else.
            add(.loop(targets: []), tag)
            return
        }
        switch name {
        case "each":
            var targets: [String] = []
            if let alias = words.firstIndex(of: "as") {
                targets = words[(alias + 1)...].map { $0.filter { $0 != "|" } }.filter { !$0.isEmpty }
                words = Array(words[..<alias])
            }
            add(.loop(targets: targets), tag, words.joined(separator: " "))
        case "if", "unless": add(.branch(alternativeTo: nil), tag, words.joined(separator: " "))
        case "role" where words.count == 1:
            let role = Self.unquoted(words[0])
            result.pieces.append(
                TemplatePiece(
                    .role(role == words[0] ? .variable(role) : Role(name: role)), tag.range, expression: tag.body))
        case "*inline": add(.block(.macro), tag, words.first.map(Self.unquoted) ?? "")
        default: add(.block(.section), tag)
        }
    }

    private mutating func closeBlock(_ tag: Tag) {
        guard let last = open.popLast() else {
            result.problems.append(
                ReadProblem(tag: tag.range, message: "`\(tag.body)` is closed but was not opened"))
            result.pieces.append(TemplatePiece(.directive, tag.range, expression: tag.body))
            return
        }
        let (expected, found) = (Self.blockName(last.name), Self.blockName(tag.body))
        if expected != found, !expected.isEmpty {
            result.problems.append(ReadProblem(tag: tag.range, message: "`/\(found)` stands where `/\(expected)` was expected"))
        }
        if last.isRole {
            result.pieces.append(TemplatePiece(.role(.unspecified), tag.range, expression: "/role"))
        } else {
            result.pieces.append(TemplatePiece(.close, tag.range, expression: tag.body))
        }
    }

    /// What the end of a block is called; empty for a partial's, whose name stands behind a sign.
    private static func blockName(_ text: String) -> Substring {
        (text.split(separator: " ").first ?? "").drop { $0 == "*" || $0 == ">" }
    }

    private mutating func changeDelimiters(_ tag: Tag) {
        let inner = tag.body.hasSuffix("=") ? String(tag.body.dropLast()) : tag.body
        let parts = inner.split(separator: " ").map { Array($0.utf8) }
        if parts.count == 2, dialect == .mustache {
            opener = parts[0]
            closer = parts[1]
        }
        result.pieces.append(TemplatePiece(.directive, tag.range, expression: tag.body))
    }

    // MARK: Names

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "'" else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    /// Paths that an expression reads: words that are no literal, `key=value` giving its value.
    private static func references(_ expression: String) -> [String] {
        var result: [String] = []
        var seen = Set<String>()
        for word in expression.split(whereSeparator: { " ()".contains($0) }) {
            var text = word.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
            if text.hasPrefix("this.") || text.hasPrefix("this/") { text = String(text.dropFirst(5)) }
            guard let first = text.utf8.first, ByteClass.isIdentifierStart(first) else { continue }
            if ["true", "false", "null", "undefined", "this"].contains(text) { continue }
            if seen.insert(text).inserted { result.append(text) }
        }
        return result
    }
}
