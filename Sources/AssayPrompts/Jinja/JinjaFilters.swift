extension JinjaRenderer {
    /// Applies a filter.
    func filter(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        if name == "default" || name == "d" {
            let fallsBack: Bool =
                if case .undefined = value { true } else {
                    arguments.value(1, "boolean")?.isTruthy == true && !value.isTruthy
                }
            return fallsBack ? arguments.value(0, "default_value") ?? .string("") : value
        }
        noteMissing(value)
        if let result = try textFilter(value, name, arguments, offset) {
            if case .string(let text) = result { try charge(text.utf8.count, at: offset) }
            return result
        }
        if let result = try numberFilter(value, name, arguments, offset) { return result }
        if let result = try listFilter(value, name, arguments, offset) { return result }
        if let result = try selectionFilter(value, name, arguments, offset) { return result }
        throw JinjaError("the filter `\(name)` is not known", at: offset)
    }

    private func integer(
        _ arguments: JinjaCallArguments, _ position: Int, _ name: String, default fallback: Int
    ) -> Int {
        arguments.value(position, name)?.integer ?? fallback
    }

    // MARK: Text

    private func textFilter(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        switch name {
        case "upper": return .string(value.rendered().uppercased())
        case "lower": return .string(value.rendered().lowercased())
        case "capitalize": return .string(PythonStrings.capitalize(value.rendered()))
        case "title": return .string(JinjaText.title(value.rendered()))
        case "trim":
            let characters: String? = if case .string(let set)? = arguments.value(0, "chars") { set } else { nil }
            return .string(PythonStrings.strip(value.rendered(), characters, .both))
        case "string": return .string(value.rendered())
        case "safe": return .string(value.rendered())
        case "escape", "e", "forceescape": return .string(JinjaText.escapeHTML(value.rendered()))
        case "replace":
            guard let old = arguments.value(0, "old"), let new = arguments.value(1, "new") else {
                throw JinjaError("`replace` needs what to replace and by what", at: offset)
            }
            let limit = arguments.value(2, "count")?.integer ?? -1
            return .string(PythonStrings.replace(value.rendered(), old.rendered(), new.rendered(), limit: limit))
        case "indent":
            let prefix: String =
                if case .string(let prefix)? = arguments.value(0, "width") { prefix } else {
                    String(repeating: " ", count: min(max(integer(arguments, 0, "width", default: 4), 0), 1_000))
                }
            return .string(
                JinjaText.indent(
                    value.rendered(), prefix, first: arguments.value(1, "first")?.isTruthy ?? false,
                    blank: arguments.value(2, "blank")?.isTruthy ?? false))
        case "striptags": return .string(JinjaText.stripTags(value.rendered()))
        case "truncate": return .string(try truncate(value.rendered(), arguments, offset))
        case "center":
            let width = min(integer(arguments, 0, "width", default: 80), 100_000)
            return .string(PythonStrings.pad(value.rendered(), width, " ", left: true, right: true))
        case "format":
            let values: JinjaValue =
                arguments.named.isEmpty
                ? .tuple(arguments.positional)
                : .dictionary(JinjaDictionary(arguments.named.map { ($0.name, $0.value) }))
            return .string(try PythonFormat.percent(value.rendered(), values, offset))
        case "urlencode": return .string(JinjaText.urlEncode(value.rendered()))
        // Nunjucks, which promptfoo fills templates with, calls it `dump`.
        case "tojson", "dump": return .string(try json(value, arguments, offset))
        default: return nil
        }
    }

    private func truncate(
        _ text: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> String {
        let length = integer(arguments, 0, "length", default: 255)
        let end: String = if case .string(let end)? = arguments.value(2, "end") { end } else { "..." }
        let leeway = integer(arguments, 3, "leeway", default: 5)
        let scalars = Array(text.unicodeScalars)
        let kept = length - end.unicodeScalars.count
        guard kept >= 0, leeway >= 0, length <= 1_000_000_000 else {
            throw JinjaError("`truncate` needs a length that holds its end", at: offset)
        }
        if scalars.count <= length &+ leeway { return text }
        var cut = String(String.UnicodeScalarView(scalars.prefix(kept)))
        if !(arguments.value(1, "killwords")?.isTruthy ?? false) {
            cut = PythonStrings.splitFromEnd(cut, " ", limit: 1)[0]
        }
        return cut + end
    }

    private func json(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> String {
        let isChat = context.jsonStyle == .chatTemplate
        let indent = isChat ? arguments.named("indent")?.integer : arguments.value(0, "indent")?.integer
        guard (indent ?? 0) <= 100 else { throw JinjaError("`tojson` indents by at most 100", at: offset) }
        var writer = JinjaJSON(indent: indent.map { max(0, $0) })
        writer.sortsKeys = !isChat
        writer.escapesNonASCII = !isChat
        writer.escapesHTML = !isChat
        if isChat {
            writer.escapesNonASCII = arguments.value(0, "ensure_ascii")?.isTruthy ?? false
            writer.sortsKeys = arguments.named("sort_keys")?.isTruthy ?? false
            if let separators = arguments.named("separators")?.elements, separators.count == 2 {
                writer.itemSeparator = separators[0].rendered()
                writer.keySeparator = separators[1].rendered()
            }
        }
        return try writer.text(value, offset)
    }

    // MARK: Numbers

    private func numberFilter(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        switch name {
        case "int":
            let fallback = arguments.value(0, "default") ?? .int(0)
            if let number = value.integer { return .int(number) }
            if case .double(let number) = value {
                return Int(exactly: number.rounded(.towardZero)).map { .int($0) } ?? fallback
            }
            guard case .string(let text) = value else { return fallback }
            let trimmed = PythonStrings.strip(text, nil, .both)
            if let number = Int(trimmed, radix: integer(arguments, 1, "base", default: 10)) { return .int(number) }
            return Double(trimmed).flatMap { Int(exactly: $0.rounded(.towardZero)) }.map { .int($0) } ?? fallback
        case "float":
            let fallback = arguments.value(0, "default") ?? .double(0)
            if let number = value.number { return .double(number) }
            if case .string(let text) = value, let number = Double(PythonStrings.strip(text, nil, .both)) {
                return .double(number)
            }
            return fallback
        case "abs":
            if let number = value.integer { return number == .min ? value : .int(abs(number)) }
            if case .double(let number) = value { return .double(abs(number)) }
            throw JinjaError("`abs` needs a number", at: offset)
        case "round":
            guard let number = value.number else { throw JinjaError("`round` needs a number", at: offset) }
            let digits = integer(arguments, 0, "precision", default: 0)
            let method = arguments.value(1, "method")?.rendered() ?? "common"
            if let whole = value.integer, method == "common", digits >= 0 { return .int(whole) }
            return .double(JinjaText.round(number, digits: digits, method: method))
        default: return nil
        }
    }
}

/// Text filters that need more than a line.
enum JinjaText {
    /// Every word starts upper case; words are parted by white space, hyphens and opening brackets.
    static func title(_ text: String) -> String {
        var result = ""
        var isInWord = false
        for scalar in text.unicodeScalars {
            if PythonStrings.isWhitespace(scalar) || "-({[<".unicodeScalars.contains(scalar) {
                isInWord = false
                result.unicodeScalars.append(scalar)
            } else {
                result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.uppercaseMapping
                isInWord = true
            }
        }
        return result
    }

    /// Runs of letters, digits and underscores.
    static func wordCount(_ text: String) -> Int {
        var count = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isWord = scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isWord, !isInWord { count += 1 }
            isInWord = isWord
        }
        return count
    }

    static func escapeHTML(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "'": result += "&#39;"
            case "\"": result += "&#34;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Takes away comments and tags, then joins what is left by single spaces, and reads entities.
    static func stripTags(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let uncommented = without(bytes, from: Array("<!--".utf8), to: Array("-->".utf8))
        let plain = without(uncommented, from: [UInt8(ascii: "<")], to: [UInt8(ascii: ">")])
        let words = PythonStrings.splitWhitespace(String(decoding: plain, as: UTF8.self), limit: -1)
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ]
        return entities.reduce(words.joined(separator: " ")) {
            PythonStrings.replace($0, $1.0, $1.1, limit: -1)
        }
    }

    private static func without(_ text: [UInt8], from open: [UInt8], to close: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var offset = 0
        while let start = PythonStrings.find(open, in: text, from: offset),
            let end = PythonStrings.find(close, in: text, from: start)
        {
            result += text[offset..<start]
            offset = end + close.count
        }
        return result + text[offset...]
    }

    static func indent(_ text: String, _ prefix: String, first: Bool, blank: Bool) -> String {
        // A text that ends with a line break has an empty last line.
        let lines = PythonStrings.splitLines(text + "\n", keepsEnds: false)
        var result = first ? prefix : ""
        for (index, line) in lines.enumerated() {
            if index > 0 {
                result += "\n"
                if blank || !line.isEmpty { result += prefix }
            }
            result += line
        }
        return result
    }

    static func urlEncode(_ text: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if (ByteClass.isIdentifier(byte) && byte < 0x80) || "-.~/".utf8.contains(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func round(_ value: Double, digits: Int, method: String) -> Double {
        var scale = 1.0
        for _ in 0..<min(abs(digits), 308) { scale *= 10 }
        if digits < 0 { scale = 1 / scale }
        switch method {
        case "ceil": return (value * scale).rounded(.up) / scale
        case "floor": return (value * scale).rounded(.down) / scale
        default:
            // Python rounds the decimal value exactly; so does printing with that many digits.
            if digits >= 0, digits <= 60, let rounded = Double(PythonFormat.fixed(value, digits: digits)) {
                return rounded
            }
            return (value * scale).rounded(.toNearestOrEven) / scale
        }
    }
}
