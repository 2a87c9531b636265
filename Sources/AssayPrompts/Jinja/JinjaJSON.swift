/// Writes values as Python's `json.dumps` does.
struct JinjaJSON {
    var indent: Int?
    var sortsKeys = false
    var escapesNonASCII = false
    /// jinja2 makes the text safe inside HTML.
    var escapesHTML = false
    var itemSeparator: String
    var keySeparator = ": "

    init(indent: Int?) {
        self.indent = indent
        itemSeparator = indent == nil ? ", " : ","
    }

    func text(_ value: JinjaValue, _ offset: Int) throws(JinjaError) -> String {
        var result = ""
        try write(value, level: 0, &result, offset)
        return result
    }

    private func write(
        _ value: JinjaValue, level: Int, _ result: inout String, _ offset: Int
    ) throws(JinjaError) {
        guard level < 100 else { throw JinjaError("the value is nested too deeply for `tojson`", at: offset) }
        switch value {
        case .none: result += "null"
        case .bool(let value): result += value ? "true" : "false"
        case .int(let value): result += String(value)
        case .double(let value):
            result +=
                value.isNaN
                ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : PythonText.float(value)
        case .string(let text): write(text, &result)
        case .list(let items), .tuple(let items):
            try container("[", "]", items.count, level, &result) { (index, result) throws(JinjaError) in
                try write(items[index], level: level + 1, &result, offset)
            }
        case .dictionary(let dictionary):
            var entries = dictionary.entries
            if sortsKeys { entries.sort { $0.key.isLess(than: $1.key) ?? false } }
            try container("{", "}", entries.count, level, &result) { (index, result) throws(JinjaError) in
                write(key(entries[index].key), &result)
                result += keySeparator
                try write(entries[index].value, level: level + 1, &result, offset)
            }
        case .undefined(let name): throw JinjaError("`\(name)` is undefined and has no JSON", at: offset)
        case .object(let object): throw JinjaError("a \(object.typeName) has no JSON", at: offset)
        }
    }

    private func key(_ value: JinjaValue) -> String {
        switch value {
        case .none: "null"
        case .bool(let value): value ? "true" : "false"
        default: value.rendered()
        }
    }

    private func container(
        _ open: String, _ close: String, _ count: Int, _ level: Int, _ result: inout String,
        _ body: (Int, inout String) throws(JinjaError) -> Void
    ) throws(JinjaError) {
        result += open
        for index in 0..<count {
            if index > 0 { result += itemSeparator }
            if let indent { result += "\n" + String(repeating: " ", count: indent * (level + 1)) }
            try body(index, &result)
        }
        if let indent, count > 0 { result += "\n" + String(repeating: " ", count: indent * level) }
        result += close
    }

    private func write(_ text: String, _ result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "<" where escapesHTML, ">" where escapesHTML, "&" where escapesHTML, "'" where escapesHTML:
                result += "\\u" + PythonText.hexadecimal(scalar.value, 4)
            default:
                if scalar.value < 0x20 || (escapesNonASCII && scalar.value >= 0x7F) {
                    for unit in UTF16.encode(scalar)! {
                        result += "\\u" + PythonText.hexadecimal(UInt32(unit), 4)
                    }
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        result += "\""
    }
}
