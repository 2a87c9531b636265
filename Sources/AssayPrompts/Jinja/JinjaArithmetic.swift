#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Operators on values, with Python's meaning. Integers that leave 64 bits are an error.
enum JinjaArithmetic {
    static func negate(_ value: JinjaValue, _ offset: Int) throws(JinjaError) -> JinjaValue {
        if let number = value.integer {
            let (result, overflow) = (0).subtractingReportingOverflow(number)
            if !overflow { return .int(result) }
        }
        if case .double(let number) = value { return .double(-number) }
        throw JinjaError("a value of type \(value.typeName) has no negative", at: offset)
    }

    static func plus(_ value: JinjaValue, _ offset: Int) throws(JinjaError) -> JinjaValue {
        if let number = value.integer { return .int(number) }
        if case .double = value { return value }
        throw JinjaError("a value of type \(value.typeName) is no number", at: offset)
    }

    /// Bytes or elements the result will have, where an operation can make a large value from small ones.
    static func resultSize(_ operation: JinjaOperator, _ left: JinjaValue, _ right: JinjaValue) -> Int {
        func size(_ value: JinjaValue) -> Int {
            switch value {
            case .string(let text): text.utf8.count
            case .list(let items), .tuple(let items): items.count * 16
            default: 0
            }
        }
        switch operation {
        case .add: return size(left) + size(right)
        case .multiply:
            let (large, times) = size(left) > 0 ? (size(left), right.integer ?? 0) : (size(right), left.integer ?? 0)
            let (result, overflow) = large.multipliedReportingOverflow(by: max(0, times))
            return overflow ? Int.max : result
        default: return 0
        }
    }

    static func apply(
        _ operation: JinjaOperator, _ left: JinjaValue, _ right: JinjaValue, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        if let first = left.integer, let second = right.integer {
            return try integers(operation, first, second, offset)
        }
        if let first = left.number, let second = right.number {
            return .double(try doubles(operation, first, second, offset))
        }
        switch (operation, left, right) {
        case (.add, .string(let first), .string(let second)): return .string(first + second)
        case (.add, .list(let first), .list(let second)): return .list(first + second)
        case (.add, .tuple(let first), .tuple(let second)): return .tuple(first + second)
        case (.multiply, .string(let text), _) where right.integer != nil:
            return .string(String(repeating: text, count: max(0, right.integer ?? 0)))
        case (.multiply, _, .string(let text)) where left.integer != nil:
            return .string(String(repeating: text, count: max(0, left.integer ?? 0)))
        case (.multiply, .list(let items), _) where right.integer != nil:
            return .list(Array(repeatElement(items, count: max(0, right.integer ?? 0)).joined()))
        default: break
        }
        for case .undefined(let path) in [left, right] {
            throw JinjaError("`\(path)` is undefined", at: offset)
        }
        throw JinjaError("\(left.typeName) and \(right.typeName) cannot be combined by this operator", at: offset)
    }

    private static func integers(
        _ operation: JinjaOperator, _ left: Int, _ right: Int, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let result: (partialValue: Int, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .power where right >= 0: result = integerPower(left, right)
        case .floorDivide, .remainder:
            guard right != 0 else { throw JinjaError("division by zero", at: offset) }
            let quotient = left.dividedReportingOverflow(by: right)
            let remainder = left.remainderReportingOverflow(dividingBy: right).partialValue
            let isRoundedUp = remainder != 0 && (remainder < 0) != (right < 0)
            if operation == .floorDivide {
                result = (quotient.partialValue &- (isRoundedUp ? 1 : 0), quotient.overflow)
            } else {
                result = (isRoundedUp ? remainder &+ right : remainder, false)
            }
        case .divide, .power:
            return .double(try doubles(operation, Double(left), Double(right), offset))
        }
        guard !result.overflow else { throw JinjaError("the number is too large", at: offset) }
        return .int(result.partialValue)
    }

    private static func integerPower(_ base: Int, _ exponent: Int) -> (partialValue: Int, overflow: Bool) {
        if exponent > 64, base > 1 || base < -1 { return (0, true) }
        var result = 1
        for _ in 0..<(exponent > 64 ? exponent % 2 + 2 : exponent) {
            let (next, overflow) = result.multipliedReportingOverflow(by: base)
            if overflow { return (0, true) }
            result = next
        }
        return (result, false)
    }

    private static func doubles(
        _ operation: JinjaOperator, _ left: Double, _ right: Double, _ offset: Int
    ) throws(JinjaError) -> Double {
        switch operation {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .power: return pow(left, right)
        case .divide, .floorDivide, .remainder:
            guard right != 0 else { throw JinjaError("division by zero", at: offset) }
            if operation == .divide { return left / right }
            let floored = (left / right).rounded(.down)
            return operation == .floorDivide ? floored : left - floored * right
        }
    }

    static func compare(
        _ comparison: JinjaComparison, _ left: JinjaValue, _ right: JinjaValue, _ offset: Int
    ) throws(JinjaError) -> Bool {
        switch comparison {
        case .equal: return left.isEqual(to: right)
        case .notEqual: return !left.isEqual(to: right)
        case .less: return try isLess(left, right, offset)
        case .greater: return try isLess(right, left, offset)
        case .lessOrEqual: return left.isEqual(to: right) ? true : try isLess(left, right, offset)
        case .greaterOrEqual: return left.isEqual(to: right) ? true : try isLess(right, left, offset)
        case .isIn: return try contains(right, left, offset)
        case .isNotIn: return !(try contains(right, left, offset))
        }
    }

    private static func isLess(_ left: JinjaValue, _ right: JinjaValue, _ offset: Int) throws(JinjaError) -> Bool {
        guard let result = left.isLess(than: right) else {
            throw JinjaError("\(left.typeName) and \(right.typeName) cannot be ordered", at: offset)
        }
        return result
    }

    /// Python's `in`.
    static func contains(
        _ container: JinjaValue, _ value: JinjaValue, _ offset: Int
    ) throws(JinjaError) -> Bool {
        switch container {
        case .string(let text):
            guard case .string(let part) = value else {
                throw JinjaError("only text can be looked for in text, not \(value.typeName)", at: offset)
            }
            return PythonStrings.find(Array(part.utf8), in: Array(text.utf8)) != nil
        case .list(let items), .tuple(let items): return items.contains { $0.isEqual(to: value) }
        case .dictionary(let dictionary): return dictionary[value] != nil
        case .undefined: return false
        default: throw JinjaError("a value of type \(container.typeName) contains nothing", at: offset)
        }
    }
}
