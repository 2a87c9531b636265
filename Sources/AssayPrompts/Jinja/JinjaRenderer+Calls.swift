/// Evaluated arguments of a call.
struct JinjaCallArguments {
    var positional: [JinjaValue] = []
    var named: [(name: String, value: JinjaValue)] = []

    /// The argument at `position` or of `name`.
    func value(_ position: Int, _ name: String) -> JinjaValue? {
        if positional.indices.contains(position) { return positional[position] }
        return named.last { $0.name == name }?.value
    }

    func named(_ name: String) -> JinjaValue? {
        named.last { $0.name == name }?.value
    }
}

extension JinjaRenderer {
    func evaluate(_ arguments: JinjaArguments) throws(JinjaError) -> JinjaCallArguments {
        var result = JinjaCallArguments()
        for argument in arguments.positional { result.positional.append(try evaluate(argument)) }
        for (name, value) in arguments.named { result.named.append((name, try evaluate(value))) }
        if let spread = arguments.spread { result.positional += try evaluate(spread).elements ?? [] }
        if let spread = arguments.spreadNamed, case .dictionary(let dictionary) = try evaluate(spread) {
            for (key, value) in dictionary.entries { result.named.append((key.rendered(), value)) }
        }
        return result
    }

    func call(
        _ callee: JinjaExpression, _ arguments: JinjaArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        // A method is found by the type of its object; anything else is a value that can be called.
        if case .attribute(let base, let name, let position) = callee {
            let object = try evaluate(base)
            if let result = try method(object, name, evaluate(arguments), position) { return result }
            return try call(value: attribute(object, name, position), evaluate(arguments), name, offset)
        }
        let value = try evaluate(callee)
        return try call(value: value, evaluate(arguments), callee.path ?? "value", offset)
    }

    private func call(
        value: JinjaValue, _ arguments: JinjaCallArguments, _ name: String, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        guard case .object(let object) = value else {
            if case .undefined(let path) = value { throw JinjaError("`\(path)` is undefined", at: offset) }
            throw JinjaError("`\(name)` is of type \(value.typeName) and cannot be called", at: offset)
        }
        switch object {
        case let macro as JinjaMacroObject:
            return .string(try call(macro, arguments, caller: nil, offset))
        case let function as JinjaFunction:
            return try JinjaGlobals.call(function.name, arguments, self, offset)
        case let loop as JinjaLoopObject:
            return .string(try recurse(loop, into: arguments.positional.first ?? .none, offset))
        case let cycler as JinjaCycler where cycler.isJoiner:
            cycler.position += 1
            return cycler.position == 1 ? .string("") : cycler.values[0]
        default: throw JinjaError("`\(name)` cannot be called", at: offset)
        }
    }

    func call(
        _ object: JinjaMacroObject, _ arguments: JinjaCallArguments, caller: JinjaValue?, _ offset: Int
    ) throws(JinjaError) -> String {
        let macro = object.macro
        let inner = JinjaScope(parent: object.scope)
        let extra = arguments.positional.count - macro.parameters.count
        var named = JinjaDictionary()
        for (name, value) in arguments.named where !macro.parameters.contains(where: { $0.name == name }) {
            named.set(.string(name), value)
        }
        inner.set("varargs", .tuple(extra > 0 ? Array(arguments.positional.suffix(extra)) : []))
        inner.set("kwargs", .dictionary(named))
        if let caller { inner.set("caller", caller) }
        let saved = scope
        defer { scope = saved }
        for (position, parameter) in macro.parameters.enumerated() {
            if let value = arguments.value(position, parameter.name) {
                inner.set(parameter.name, value)
            } else if let expression = parameter.value {
                scope = inner
                inner.set(parameter.name, try evaluate(expression))
            } else {
                inner.set(parameter.name, .undefined(parameter.name))
            }
        }
        return try nested(at: offset) { () throws(JinjaError) in try capture(macro.body, in: inner) }
    }

    // MARK: Methods

    /// The result of a method of a built-in type; nil when the type has no method of that name.
    private func method(
        _ object: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        switch object {
        case .string(let text):
            guard JinjaMethods.string.contains(name) else { return nil }
            let result = try JinjaMethods.call(text, name, arguments, offset)
            if case .string(let made) = result { try charge(made.utf8.count, at: offset) }
            return result
        case .dictionary(let dictionary):
            guard JinjaMethods.dictionary.contains(name) else { return nil }
            return try JinjaMethods.call(dictionary, name, arguments, offset)
        case .list(let items), .tuple(let items):
            return try JinjaMethods.call(items, name, arguments, offset)
        case .object(let loop as JinjaLoopObject):
            return try loopMethod(loop, name, arguments, offset)
        case .object(let cycler as JinjaCycler) where name == "next" && !cycler.values.isEmpty:
            defer { cycler.position += 1 }
            return cycler.values[cycler.position % cycler.values.count]
        default: return nil
        }
    }

    private func loopMethod(
        _ loop: JinjaLoopObject, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        switch name {
        case "cycle":
            guard !arguments.positional.isEmpty else { throw JinjaError("`cycle` needs values", at: offset) }
            return arguments.positional[loop.index % arguments.positional.count]
        case "changed":
            let values = arguments.positional
            defer { loop.lastChanged = values }
            guard let last = loop.lastChanged, last.count == values.count else { return .bool(true) }
            return .bool(!zip(last, values).allSatisfy { $0.isEqual(to: $1) })
        default: return nil
        }
    }
}
