extension JinjaValue {
    /// The text that `{{ value }}` renders: Python's `str()`.
    func rendered() -> String {
        switch self {
        case .undefined: ""
        case .string(let text): text
        default: representation()
        }
    }

    /// Python's `repr()`.
    func representation(depth: Int = 0) -> String {
        guard depth < 100 else { return "..." }
        switch self {
        case .undefined: return "Undefined"
        case .none: return "None"
        case .bool(let value): return value ? "True" : "False"
        case .int(let value): return String(value)
        case .double(let value): return PythonText.float(value)
        case .string(let text): return PythonText.quoted(text)
        case .list(let items):
            return "[" + items.map { $0.representation(depth: depth + 1) }.joined(separator: ", ") + "]"
        case .tuple(let items):
            let inside = items.map { $0.representation(depth: depth + 1) }.joined(separator: ", ")
            return items.count == 1 ? "(\(inside),)" : "(\(inside))"
        case .dictionary(let dictionary):
            let members = dictionary.entries.map {
                $0.key.representation(depth: depth + 1) + ": " + $0.value.representation(depth: depth + 1)
            }
            return "{" + members.joined(separator: ", ") + "}"
        case .object(let object): return "<\(object.typeName)>"
        }
    }
}

/// How Python writes values.
enum PythonText {
    /// `repr()` of a float.
    static func float(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return value.description
    }

    /// `repr()` of a string: single quotes unless only they occur inside.
    static func quoted(_ text: String) -> String {
        let usesDouble = text.utf8.contains(UInt8(ascii: "'")) && !text.utf8.contains(UInt8(ascii: "\""))
        let quote: Unicode.Scalar = usesDouble ? "\"" : "'"
        var result = String.UnicodeScalarView()
        result.append(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case quote:
                result.append("\\")
                result.append(scalar)
            default:
                if isPrintable(scalar) {
                    result.append(scalar)
                } else {
                    result.append(contentsOf: escape(scalar).unicodeScalars)
                }
            }
        }
        result.append(quote)
        return String(result)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let value = scalar.value
        if value <= 0xFF { return "\\x" + hexadecimal(value, 2) }
        if value <= 0xFFFF { return "\\u" + hexadecimal(value, 4) }
        return "\\U" + hexadecimal(value, 8)
    }

    static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// `str.isprintable()` of one scalar.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }
}
