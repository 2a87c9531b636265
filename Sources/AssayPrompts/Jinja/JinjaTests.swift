extension JinjaRenderer {
    /// The tests of `is`.
    func test(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> Bool {
        if let result = JinjaTests.kind(value, name) { return result }
        switch name {
        case "even", "odd", "divisibleby":
            if case .double(let number) = value, name != "divisibleby" {
                let rest = abs(number.truncatingRemainder(dividingBy: 2))
                return rest == (name == "even" ? 0 : 1)
            }
            guard let number = value.integer else {
                throw JinjaError("`\(name)` needs a whole number, not \(value.typeName)", at: offset)
            }
            if name == "even" { return number % 2 == 0 }
            if name == "odd" { return number % 2 != 0 }
            guard let divisor = arguments.positional.first?.integer, divisor != 0 else {
                throw JinjaError("`divisibleby` needs a number that is not 0", at: offset)
            }
            return divisor == -1 || number % divisor == 0
        case "lower", "upper":
            let text = value.rendered()
            let changed = name == "lower" ? text.uppercased() : text.lowercased()
            let same = name == "lower" ? text.lowercased() : text.uppercased()
            return text == same && text != changed
        default: break
        }
        if let comparison = JinjaTests.comparisons[name] {
            guard let other = arguments.positional.first else {
                throw JinjaError("`\(name)` needs a value to compare with", at: offset)
            }
            return try JinjaArithmetic.compare(comparison, value, other, offset)
        }
        if name == "sameas", let other = arguments.positional.first { return value.isEqual(to: other) }
        throw JinjaError("the test `\(name)` is not known", at: offset)
    }
}

enum JinjaTests {
    static let comparisons: [String: JinjaComparison] = [
        "eq": .equal, "equalto": .equal, "==": .equal, "ne": .notEqual, "!=": .notEqual, "lt": .less,
        "lessthan": .less, "le": .lessOrEqual, "gt": .greater, "greaterthan": .greater, "ge": .greaterOrEqual,
        "in": .isIn,
    ]

    /// Tests that only look at a value's type.
    static func kind(_ value: JinjaValue, _ name: String) -> Bool? {
        switch name {
        case "defined": if case .undefined = value { return false } else { return true }
        case "undefined": if case .undefined = value { return true } else { return false }
        case "none": if case .none = value { return true } else { return false }
        case "boolean": if case .bool = value { return true } else { return false }
        case "true": if case .bool(true) = value { return true } else { return false }
        case "false": if case .bool(false) = value { return true } else { return false }
        case "integer": if case .int = value { return true } else { return false }
        case "float": if case .double = value { return true } else { return false }
        case "number": return value.number != nil
        case "string": if case .string = value { return true } else { return false }
        case "mapping": if case .dictionary = value { return true } else { return false }
        case "iterable": return value.elements != nil
        case "sequence":
            switch value {
            case .string, .list, .tuple, .dictionary, .undefined: return true
            default: return false
            }
        case "callable":
            if case .object(let object) = value { return !(object is JinjaNamespace) } else { return false }
        case "escaped": return false
        default: return nil
        }
    }
}
