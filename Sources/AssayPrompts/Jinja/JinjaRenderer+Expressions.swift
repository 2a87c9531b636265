extension JinjaRenderer {
    func evaluate(_ expression: JinjaExpression) throws(JinjaError) -> JinjaValue {
        try step(0)
        return try nested(at: 0) { () throws(JinjaError) in try value(of: expression) }
    }

    private func value(of expression: JinjaExpression) throws(JinjaError) -> JinjaValue {
        switch expression {
        case .literal(let value): return value
        case .name(let name, _): return scope[name] ?? .undefined(name)
        case .list(let items): return .list(try evaluate(all: items))
        case .tuple(let items): return .tuple(try evaluate(all: items))
        case .dictionary(let members, let offset): return try dictionary(members, offset)
        case .negate(let inner, let offset): return try JinjaArithmetic.negate(evaluate(inner), offset)
        case .plus(let inner, let offset): return try JinjaArithmetic.plus(evaluate(inner), offset)
        case .not(let inner): return .bool(!(try evaluate(inner).isTruthy))
        case .and(let left, let right):
            let first = try evaluate(left)
            return first.isTruthy ? try evaluate(right) : first
        case .or(let left, let right):
            let first = try evaluate(left)
            return first.isTruthy ? first : try evaluate(right)
        case .binary(let operation, let left, let right, let offset):
            return try binary(operation, evaluate(left), evaluate(right), offset)
        case .compare(let first, let rest, let offset): return try compare(first, rest, offset)
        case .concatenate(let parts): return try concatenate(parts)
        case .conditional(let value, let condition, let otherwise):
            if try evaluate(condition).isTruthy { return try evaluate(value) }
            return try otherwise.map { (inner) throws(JinjaError) in try evaluate(inner) } ?? .undefined("else")
        case .attribute(let base, let name, let offset): return try attribute(evaluate(base), name, offset)
        case .item(let base, let index, let offset): return try item(evaluate(base), evaluate(index), offset)
        case .slice(let base, let slice, let offset): return try self.slice(evaluate(base), slice, offset)
        case .call(let callee, let arguments, let offset): return try call(callee, arguments, offset)
        case .filter(let inner, let name, let arguments, let offset):
            return try filter(evaluate(inner), name, evaluate(arguments), offset)
        case .test(let inner, let name, let arguments, let isNegated, let offset):
            let result = try test(evaluate(inner), name, evaluate(arguments), offset)
            return .bool(result != isNegated)
        }
    }

    private func evaluate(all expressions: [JinjaExpression]) throws(JinjaError) -> [JinjaValue] {
        var result: [JinjaValue] = []
        result.reserveCapacity(expressions.count)
        for expression in expressions { result.append(try evaluate(expression)) }
        return result
    }

    private func dictionary(
        _ members: [(key: JinjaExpression, value: JinjaExpression)], _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var result = JinjaDictionary()
        for (key, value) in members {
            guard result.set(try evaluate(key), try evaluate(value)) else {
                throw JinjaError("this value cannot be a key", at: offset)
            }
        }
        return .dictionary(result)
    }

    private func concatenate(_ parts: [JinjaExpression]) throws(JinjaError) -> JinjaValue {
        var result = ""
        for part in parts {
            let value = try evaluate(part)
            noteMissing(value)
            result += value.rendered()
        }
        try charge(result.utf8.count, at: 0)
        return .string(result)
    }

    private func binary(
        _ operation: JinjaOperator, _ left: JinjaValue, _ right: JinjaValue, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        if case .remainder = operation, case .string(let format) = left {
            let text = try PythonFormat.percent(format, right, offset)
            try charge(text.utf8.count, at: offset)
            return .string(text)
        }
        let size = JinjaArithmetic.resultSize(operation, left, right)
        if size > 64 { try charge(size, at: offset) }
        return try JinjaArithmetic.apply(operation, left, right, offset)
    }

    // MARK: Comparison

    private func compare(
        _ first: JinjaExpression, _ rest: [(JinjaComparison, JinjaExpression)], _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var left = try evaluate(first)
        for (comparison, expression) in rest {
            let right = try evaluate(expression)
            guard try JinjaArithmetic.compare(comparison, left, right, offset) else { return .bool(false) }
            left = right
        }
        return .bool(true)
    }

    // MARK: Access

    func attribute(_ base: JinjaValue, _ name: String, _ offset: Int) throws(JinjaError) -> JinjaValue {
        switch base {
        case .undefined(let path):
            throw JinjaError("`\(path)` is undefined, so it has no `\(name)`", at: offset)
        case .dictionary(let dictionary):
            if JinjaMethods.dictionary.contains(name) { return .object(JinjaFunction("method \(name)")) }
            return dictionary[name] ?? .undefined(name)
        case .object(let object):
            if let namespace = object as? JinjaNamespace { return namespace.values[name] ?? .undefined(name) }
            if let loop = object as? JinjaLoopObject { return loop.attribute(name) ?? .undefined("loop.\(name)") }
            if let macro = object as? JinjaMacroObject, name == "name" { return .string(macro.macro.name) }
            if let cycler = object as? JinjaCycler, name == "current" {
                return cycler.values.isEmpty ? .undefined(name) : cycler.values[cycler.position % cycler.values.count]
            }
            return .undefined(name)
        case .string where JinjaMethods.string.contains(name): return .object(JinjaFunction("method \(name)"))
        default: return .undefined(name)
        }
    }

    func item(_ base: JinjaValue, _ index: JinjaValue, _ offset: Int) throws(JinjaError) -> JinjaValue {
        switch (base, index) {
        case (.undefined(let path), _):
            throw JinjaError("`\(path)` is undefined, so it has no item \(index.representation())", at: offset)
        case (.dictionary(let dictionary), _):
            return dictionary[index] ?? .undefined(index.rendered())
        case (.list(let items), _), (.tuple(let items), _):
            guard let position = index.integer else { return .undefined(index.rendered()) }
            let actual = position < 0 ? position &+ items.count : position
            return items.indices.contains(actual) ? items[actual] : .undefined("item \(position)")
        case (.string(let text), _):
            guard let position = index.integer else { return .undefined(index.rendered()) }
            let scalars = text.unicodeScalars
            let actual = position < 0 ? position &+ scalars.count : position
            guard actual >= 0, actual < scalars.count else { return .undefined("item \(position)") }
            return .string(String(scalars[scalars.index(scalars.startIndex, offsetBy: actual)]))
        case (.object, .string(let name)): return try attribute(base, name, offset)
        default: return .undefined(index.rendered())
        }
    }

    private func slice(_ base: JinjaValue, _ slice: JinjaSlice, _ offset: Int) throws(JinjaError) -> JinjaValue {
        let start = try sliceBound(slice.start, offset)
        let stop = try sliceBound(slice.stop, offset)
        let step = try sliceBound(slice.step, offset) ?? 1
        guard step != 0 else { throw JinjaError("a slice's step cannot be 0", at: offset) }
        switch base {
        case .list(let items): return .list(PythonSlice.apply(items, start, stop, step))
        case .tuple(let items): return .tuple(PythonSlice.apply(items, start, stop, step))
        case .string(let text):
            let scalars = PythonSlice.apply(Array(text.unicodeScalars), start, stop, step)
            try charge(scalars.count, at: offset)
            return .string(String(String.UnicodeScalarView(scalars)))
        case .undefined(let path): throw JinjaError("`\(path)` is undefined, so it cannot be sliced", at: offset)
        default: throw JinjaError("a value of type \(base.typeName) cannot be sliced", at: offset)
        }
    }

    private func sliceBound(_ expression: JinjaExpression?, _ offset: Int) throws(JinjaError) -> Int? {
        guard let expression else { return nil }
        let value = try evaluate(expression)
        if case .none = value { return nil }
        guard let bound = value.integer else { throw JinjaError("a slice needs whole numbers", at: offset) }
        return bound
    }
}

/// Python's slices.
enum PythonSlice {
    static func apply<Element>(_ items: [Element], _ start: Int?, _ stop: Int?, _ step: Int) -> [Element] {
        let count = items.count
        func clamp(_ index: Int, _ low: Int, _ high: Int) -> Int {
            min(max(index < 0 ? index &+ count : index, low), high)
        }
        var result: [Element] = []
        if step > 0 {
            var index = start.map { clamp($0, 0, count) } ?? 0
            let end = stop.map { clamp($0, 0, count) } ?? count
            while index < end {
                result.append(items[index])
                let (next, overflow) = index.addingReportingOverflow(step)
                if overflow { break }
                index = next
            }
        } else {
            var index = start.map { clamp($0, -1, count - 1) } ?? count - 1
            let end = stop.map { clamp($0, -1, count - 1) } ?? -1
            while index > end {
                result.append(items[index])
                let (next, overflow) = index.addingReportingOverflow(step)
                if overflow { break }
                index = next
            }
        }
        return result
    }
}
