#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Python's `%` operator and `str.format` on text, as far as templates use them.
enum PythonFormat {
    /// A number with `digits` behind the point.
    static func fixed(_ value: Double, digits: Int) -> String {
        var buffer = [CChar](repeating: 0, count: 512)
        let length = withVaList([Int32(clamping: min(max(digits, 0), 60)), value]) {
            vsnprintf(&buffer, buffer.count, "%.*f", $0)
        }
        return String(
            decoding: buffer.prefix(max(0, min(Int(length), buffer.count - 1))).map(UInt8.init(bitPattern:)),
            as: UTF8.self)
    }

    // MARK: %

    static func percent(_ format: String, _ value: JinjaValue, _ offset: Int) throws(JinjaError) -> String {
        let source = Array(format.unicodeScalars)
        var arguments: [JinjaValue] = if case .tuple(let items) = value { items.reversed() } else { [value] }
        var result = String.UnicodeScalarView()
        var index = 0
        while index < source.count {
            guard source[index] == "%" else {
                result.append(source[index])
                index += 1
                continue
            }
            index += 1
            let specification = try readSpecification(source, &index, offset)
            if specification.code == "%" {
                result.append("%")
                continue
            }
            let argument: JinjaValue
            if let name = specification.name {
                guard case .dictionary(let dictionary) = value, let found = dictionary[name] else {
                    throw JinjaError("the format names `\(name)`, which is not given", at: offset)
                }
                argument = found
            } else {
                guard let next = arguments.popLast() else {
                    throw JinjaError("the format has more places than values", at: offset)
                }
                argument = next
            }
            result.append(contentsOf: try specification.format(argument, offset).unicodeScalars)
        }
        // A mapping may hold more than the format names.
        if case .dictionary = value { return String(result) }
        guard arguments.isEmpty else { throw JinjaError("the format has fewer places than values", at: offset) }
        return String(result)
    }

    private static func readSpecification(
        _ source: [Unicode.Scalar], _ index: inout Int, _ offset: Int
    ) throws(JinjaError) -> Specification {
        var result = Specification()
        if index < source.count, source[index] == "(" {
            var name = String.UnicodeScalarView()
            index += 1
            while index < source.count, source[index] != ")" {
                name.append(source[index])
                index += 1
            }
            index += 1
            result.name = String(name)
        }
        while index < source.count, "-+ 0#".unicodeScalars.contains(source[index]) {
            if source[index] == "-" { result.alignsLeft = true }
            if source[index] == "+" { result.showsPlus = true }
            if source[index] == "0" { result.fillsZeros = true }
            index += 1
        }
        result.width = number(source, &index) ?? 0
        if index < source.count, source[index] == "." {
            index += 1
            result.precision = number(source, &index) ?? 0
        }
        guard index < source.count else { throw JinjaError("the format ends inside a place", at: offset) }
        result.code = source[index]
        index += 1
        return result
    }

    private static func number(_ source: [Unicode.Scalar], _ index: inout Int) -> Int? {
        var value: Int?
        while index < source.count, source[index].value >= 48, source[index].value <= 57 {
            value = min((value ?? 0) * 10 + Int(source[index].value - 48), 10_000)
            index += 1
        }
        return value
    }

    /// One place of a format, of either kind.
    struct Specification {
        var name: String?
        var fill: Unicode.Scalar = " "
        var alignsLeft = false
        var isCentred = false
        var showsPlus = false
        var fillsZeros = false
        var groups = false
        var width = 0
        var precision: Int?
        var code: Unicode.Scalar = "s"

        func format(_ value: JinjaValue, _ offset: Int) throws(JinjaError) -> String {
            var text: String
            switch code {
            case "s":
                text = value.rendered()
                if let precision { text = String(text.unicodeScalars.prefix(precision)) }
            case "r", "a": text = value.representation()
            case "d", "i", "u": text = try signed(integer(value, offset), radix: 10)
            case "x": text = try signed(integer(value, offset), radix: 16)
            case "X": text = try signed(integer(value, offset), radix: 16).uppercased()
            case "o": text = try signed(integer(value, offset), radix: 8)
            case "b": text = try signed(integer(value, offset), radix: 2)
            case "f", "F", "%":
                guard let number = value.number else {
                    throw JinjaError("a number was expected, not \(value.typeName)", at: offset)
                }
                text = PythonFormat.fixed(code == "%" ? number * 100 : number, digits: precision ?? 6)
                if groups { text = grouped(text) }
                if showsPlus, number >= 0 { text = "+" + text }
                if code == "%" { text += "%" }
            default: throw JinjaError("the format code `\(code)` is not known", at: offset)
            }
            return padded(text, isNumber: value.number != nil && code != "s")
        }

        private func integer(_ value: JinjaValue, _ offset: Int) throws(JinjaError) -> Int {
            if let number = value.integer { return number }
            if case .double(let number) = value, let whole = Int(exactly: number.rounded(.towardZero)) { return whole }
            throw JinjaError("a whole number was expected, not \(value.typeName)", at: offset)
        }

        private func signed(_ value: Int, radix: Int) -> String {
            let digits = String(value, radix: radix)
            return (showsPlus && value >= 0 ? "+" : "") + (groups ? grouped(digits) : digits)
        }

        private func grouped(_ text: String) -> String {
            let sign = text.hasPrefix("-") ? "-" : ""
            let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
            var whole = ""
            let digits = Array(parts.first ?? "")
            for (index, digit) in digits.enumerated() {
                if index > 0, (digits.count - index) % 3 == 0 { whole.append(",") }
                whole.append(digit)
            }
            return sign + whole + (parts.count > 1 ? ".\(parts[1])" : "")
        }

        private func padded(_ text: String, isNumber: Bool) -> String {
            if fillsZeros, isNumber, !alignsLeft {
                let sign = text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0
                let digits = String(text.dropFirst(sign))
                return text.prefix(sign) + PythonStrings.pad(digits, width - sign, "0", left: true, right: false)
            }
            return PythonStrings.pad(
                text, width, String(fill), left: isCentred || !alignsLeft, right: isCentred || alignsLeft)
        }
    }

    // MARK: format

    static func format(_ text: String, _ arguments: JinjaCallArguments, _ offset: Int) throws(JinjaError) -> String {
        let source = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        var automatic = 0
        while index < source.count {
            let scalar = source[index]
            index += 1
            if scalar == "{" || scalar == "}", index < source.count, source[index] == scalar {
                result.append(scalar)
                index += 1
            } else if scalar == "{" {
                guard let close = source[index...].firstIndex(of: "}") else {
                    throw JinjaError("a `{` is not closed in the format", at: offset)
                }
                let field = String(String.UnicodeScalarView(source[index..<close]))
                index = close + 1
                result.append(contentsOf: try replacement(field, arguments, &automatic, offset).unicodeScalars)
            } else if scalar == "}" {
                throw JinjaError("a single `}` stands in the format", at: offset)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func replacement(
        _ field: String, _ arguments: JinjaCallArguments, _ automatic: inout Int, _ offset: Int
    ) throws(JinjaError) -> String {
        let parts = PythonStrings.split(field, ":", limit: 1)
        var name = parts[0]
        if name.isEmpty {
            name = String(automatic)
            automatic += 1
        }
        let value: JinjaValue? =
            if let position = Int(name) {
                arguments.positional.indices.contains(position) ? arguments.positional[position] : nil
            } else {
                arguments.named(name)
            }
        guard let value else { throw JinjaError("the format names `\(name)`, which is not given", at: offset) }
        guard parts.count > 1, !parts[1].isEmpty else { return value.rendered() }
        return try specification(parts[1], value).format(value, offset)
    }

    private static func specification(_ text: String, _ value: JinjaValue) -> Specification {
        let source = Array(text.unicodeScalars)
        var result = Specification()
        result.code = value.integer != nil ? "d" : "s"
        result.alignsLeft = value.number == nil
        var index = 0
        if source.count > 1, "<>^".unicodeScalars.contains(source[1]) {
            result.fill = source[0]
            index = 1
        }
        if index < source.count, "<>^".unicodeScalars.contains(source[index]) {
            result.alignsLeft = source[index] == "<"
            result.isCentred = source[index] == "^"
            index += 1
        }
        if index < source.count, source[index] == "+" {
            result.showsPlus = true
            index += 1
        }
        if index < source.count, source[index] == "0" { result.fillsZeros = true }
        result.width = number(source, &index) ?? 0
        if index < source.count, source[index] == "," {
            result.groups = true
            index += 1
        }
        if index < source.count, source[index] == "." {
            index += 1
            result.precision = number(source, &index)
        }
        if index < source.count { result.code = source[index] }
        return result
    }
}
