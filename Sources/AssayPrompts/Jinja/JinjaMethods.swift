/// Methods of Python's built-in types that templates call.
enum JinjaMethods {
    static let string: Set<String> = [
        "capitalize", "casefold", "center", "count", "endswith", "find", "format", "index", "isalnum", "isalpha",
        "isascii", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "isupper", "join", "ljust", "lower",
        "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition",
        "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper", "zfill",
    ]
    static let dictionary: Set<String> = ["get", "items", "keys", "values", "copy", "update", "pop", "setdefault"]
    private static let changing: Set<String> = [
        "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update", "setdefault", "popitem",
    ]

    // MARK: Dictionaries and lists

    static func call(
        _ dictionary: JinjaDictionary, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        switch name {
        case "get":
            guard let key = arguments.positional.first else { throw JinjaError("`get` needs a key", at: offset) }
            return dictionary[key] ?? arguments.value(1, "default") ?? .none
        case "items": return .list(dictionary.entries.map { .tuple([$0.key, $0.value]) })
        case "keys": return .list(dictionary.entries.map(\.key))
        case "values": return .list(dictionary.entries.map(\.value))
        case "copy": return .dictionary(dictionary)
        default: throw JinjaError("`\(name)` would change a dictionary; templates cannot", at: offset)
        }
    }

    static func call(
        _ items: [JinjaValue], _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        switch name {
        case "index":
            guard let value = arguments.positional.first,
                let position = items.firstIndex(where: { $0.isEqual(to: value) })
            else { throw JinjaError("the value is not in the list", at: offset) }
            return .int(position)
        case "count":
            guard let value = arguments.positional.first else { throw JinjaError("`count` needs a value", at: offset) }
            return .int(items.count { $0.isEqual(to: value) })
        case "copy": return .list(items)
        default:
            guard changing.contains(name) else { return nil }
            throw JinjaError("`\(name)` would change a list; templates cannot", at: offset)
        }
    }

    // MARK: Strings

    static func call(
        _ text: String, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        if let result = inspect(text, name) { return result }
        if let result = try cut(text, name, arguments, offset) { return result }
        switch name {
        case "upper": return .string(text.uppercased())
        case "lower", "casefold": return .string(text.lowercased())
        case "capitalize": return .string(PythonStrings.capitalize(text))
        case "title": return .string(PythonStrings.title(text))
        case "swapcase":
            return .string(
                text.unicodeScalars.map {
                    $0.properties.isUppercase ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
                }.joined())
        case "startswith", "endswith": return .bool(try affix(text, name, arguments, offset))
        case "replace":
            let limit = arguments.value(2, "count")?.integer ?? -1
            let (old, new) = (try self.text(0, arguments, name, offset), try self.text(1, arguments, name, offset))
            return .string(PythonStrings.replace(text, old, new, limit: limit))
        case "join":
            guard let items = arguments.positional.first?.elements else {
                throw JinjaError("`join` needs a list", at: offset)
            }
            return .string(items.map { $0.rendered() }.joined(separator: text))
        case "format": return .string(try PythonFormat.format(text, arguments, offset))
        case "center", "ljust", "rjust", "zfill": return .string(try pad(text, name, arguments, offset))
        default: return try search(text, name, arguments, offset)
        }
    }

    private static func text(
        _ position: Int, _ arguments: JinjaCallArguments, _ name: String, _ offset: Int
    ) throws(JinjaError) -> String {
        guard arguments.positional.indices.contains(position), case .string(let text) = arguments.positional[position]
        else { throw JinjaError("`\(name)` needs text as argument \(position + 1)", at: offset) }
        return text
    }

    private static func inspect(_ text: String, _ name: String) -> JinjaValue? {
        let scalars = text.unicodeScalars
        func all(_ test: (Unicode.Scalar) -> Bool) -> JinjaValue { .bool(!scalars.isEmpty && scalars.allSatisfy(test)) }
        switch name {
        case "isalpha": return all { $0.properties.isAlphabetic && $0.properties.numericType == nil }
        case "isdigit": return all { [.decimal, .digit].contains($0.properties.numericType) }
        case "isdecimal": return all { $0.properties.numericType == .decimal }
        case "isnumeric": return all { $0.properties.numericType != nil }
        case "isalnum": return all { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        case "isspace": return all(PythonStrings.isWhitespace)
        case "isascii": return .bool(scalars.allSatisfy { $0.value < 128 })
        case "isupper":
            return .bool(
                scalars.contains { $0.properties.isUppercase } && !scalars.contains { $0.properties.isLowercase })
        case "islower":
            return .bool(
                scalars.contains { $0.properties.isLowercase } && !scalars.contains { $0.properties.isUppercase })
        default: return nil
        }
    }

    /// Methods that strip, split and part a text.
    private static func cut(
        _ text: String, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        let characters: String? = if case .string(let set)? = arguments.positional.first { set } else { nil }
        switch name {
        case "strip": return .string(PythonStrings.strip(text, characters, .both))
        case "lstrip": return .string(PythonStrings.strip(text, characters, .left))
        case "rstrip": return .string(PythonStrings.strip(text, characters, .right))
        case "split", "rsplit":
            let separator: String? =
                if case .string(let separator)? = arguments.value(0, "sep") { separator } else { nil }
            let limit = arguments.value(1, "maxsplit")?.integer ?? -1
            guard let separator else {
                return .list(PythonStrings.splitWhitespace(text, limit: limit).map { .string($0) })
            }
            guard !separator.isEmpty else { throw JinjaError("the separator of `\(name)` is empty", at: offset) }
            let parts =
                name == "split"
                ? PythonStrings.split(text, separator, limit: limit)
                : PythonStrings.splitFromEnd(text, separator, limit: limit)
            return .list(parts.map { .string($0) })
        case "splitlines":
            let keeps = arguments.value(0, "keepends")?.isTruthy ?? false
            return .list(PythonStrings.splitLines(text, keepsEnds: keeps).map { .string($0) })
        case "partition", "rpartition": return try partition(text, name, arguments, offset)
        case "removeprefix":
            let affix = Array(try self.text(0, arguments, name, offset).utf8)
            return .string(
                text.utf8.starts(with: affix) ? String(decoding: text.utf8.dropFirst(affix.count), as: UTF8.self) : text
            )
        case "removesuffix":
            let affix = Array(try self.text(0, arguments, name, offset).utf8)
            let matches = text.utf8.suffix(affix.count).elementsEqual(affix)
            return .string(matches ? String(decoding: text.utf8.dropLast(affix.count), as: UTF8.self) : text)
        default: return nil
        }
    }

    private static func partition(
        _ text: String, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let separator = try self.text(0, arguments, name, offset)
        let bytes = Array(text.utf8)
        let part = Array(separator.utf8)
        let isLast = name == "rpartition"
        guard let found = isLast ? PythonStrings.findLast(part, in: bytes) : PythonStrings.find(part, in: bytes) else {
            return .tuple(
                isLast ? [.string(""), .string(""), .string(text)] : [.string(text), .string(""), .string("")])
        }
        return .tuple([
            .string(String(decoding: bytes[..<found], as: UTF8.self)), .string(separator),
            .string(String(decoding: bytes[(found + part.count)...], as: UTF8.self)),
        ])
    }

    private static func affix(
        _ text: String, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> Bool {
        let candidates: [JinjaValue] =
            if case .tuple(let items)? = arguments.positional.first { items } else { arguments.positional }
        for candidate in candidates {
            guard case .string(let affix) = candidate else {
                throw JinjaError("`\(name)` needs text", at: offset)
            }
            let matches =
                name == "startswith"
                ? text.utf8.starts(with: affix.utf8)
                : text.utf8.suffix(affix.utf8.count).elementsEqual(affix.utf8)
            if matches { return true }
        }
        return false
    }

    private static func pad(
        _ text: String, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> String {
        guard let width = arguments.positional.first?.integer, width < 1_000_000 else {
            throw JinjaError("`\(name)` needs a width below a million", at: offset)
        }
        if name == "zfill" {
            let sign = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.prefix(1)) : ""
            return sign
                + PythonStrings.pad(
                    String(text.dropFirst(sign.count)), width - sign.count, "0", left: true, right: false)
        }
        let fill: String = if case .string(let fill)? = arguments.value(1, "fillchar") { fill } else { " " }
        return PythonStrings.pad(text, width, fill, left: name != "ljust", right: name != "rjust")
    }

    private static func search(
        _ text: String, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let part = Array(try self.text(0, arguments, name, offset).utf8)
        let bytes = Array(text.utf8)
        if name == "count" {
            guard !part.isEmpty else { return .int(text.unicodeScalars.count + 1) }
            var count = 0
            var from = 0
            while let found = PythonStrings.find(part, in: bytes, from: from) {
                count += 1
                from = found + part.count
            }
            return .int(count)
        }
        let found =
            name.hasPrefix("r") ? PythonStrings.findLast(part, in: bytes) : PythonStrings.find(part, in: bytes)
        guard let found else {
            if name.hasSuffix("index") { throw JinjaError("the text was not found", at: offset) }
            return .int(-1)
        }
        // Python counts characters, not bytes.
        return .int(String(decoding: bytes[..<found], as: UTF8.self).unicodeScalars.count)
    }
}
