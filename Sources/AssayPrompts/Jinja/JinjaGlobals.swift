/// The functions every template can call.
enum JinjaGlobals {
    private static let names = [
        "range", "dict", "namespace", "raise_exception", "strftime_now", "cycler", "joiner",
    ]

    static var functions: [String: JinjaValue] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, JinjaValue.object(JinjaFunction($0))) })
    }

    static func call(
        _ name: String, _ arguments: JinjaCallArguments, _ renderer: JinjaRenderer, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        switch name {
        case "range": return try range(arguments, renderer, offset)
        case "dict": return try dictionary(arguments, offset)
        case "namespace": return try namespace(arguments, offset)
        case "raise_exception":
            throw JinjaError("the template raised: \(arguments.positional.first?.rendered() ?? "")", at: offset)
        case "strftime_now":
            guard let now = renderer.context.now else {
                throw JinjaError("the template asks for the time; give one to render it", at: offset)
            }
            guard case .string(let format)? = arguments.value(0, "format") else {
                throw JinjaError("`strftime_now` needs a format", at: offset)
            }
            return .string(try now.formatted(format, offset))
        case "cycler", "joiner":
            let isJoiner = name == "joiner"
            let values = isJoiner ? [arguments.value(0, "sep") ?? ", "] : arguments.positional
            return .object(JinjaCycler(values, isJoiner: isJoiner))
        default: throw JinjaError("`\(name)` cannot be called without its object", at: offset)
        }
    }

    private static func range(
        _ arguments: JinjaCallArguments, _ renderer: JinjaRenderer, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let bounds = arguments.positional.compactMap(\.integer)
        guard bounds.count == arguments.positional.count, (1...3).contains(bounds.count) else {
            throw JinjaError("`range` takes one to three whole numbers", at: offset)
        }
        let start = bounds.count == 1 ? 0 : bounds[0]
        let stop = bounds.count == 1 ? bounds[0] : bounds[1]
        let step = bounds.count == 3 ? bounds[2] : 1
        guard step != 0 else { throw JinjaError("the step of `range` cannot be 0", at: offset) }
        var values: [JinjaValue] = []
        var next = start
        while step > 0 ? next < stop : next > stop {
            // jinja2's sandbox has the same limit.
            guard values.count < 100_000 else { throw JinjaError("`range` is limited to 100000 values", at: offset) }
            values.append(.int(next))
            let (sum, overflow) = next.addingReportingOverflow(step)
            if overflow { break }
            next = sum
        }
        try renderer.charge(values.count * 16, at: offset)
        return .list(values)
    }

    private static func dictionary(
        _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var result = JinjaDictionary()
        if let first = arguments.positional.first {
            guard case .dictionary(let dictionary) = first else {
                guard let pairs = first.elements else {
                    throw JinjaError("`dict` needs a dictionary or pairs", at: offset)
                }
                for pair in pairs {
                    guard let items = pair.elements, items.count == 2, result.set(items[0], items[1]) else {
                        throw JinjaError("`dict` needs pairs of a key and a value", at: offset)
                    }
                }
                return .dictionary(result)
            }
            result = dictionary
        }
        for (name, value) in arguments.named { result.set(.string(name), value) }
        return .dictionary(result)
    }

    private static func namespace(
        _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var values: [String: JinjaValue] = [:]
        if case .dictionary(let dictionary)? = arguments.positional.first {
            for (key, value) in dictionary.entries { values[key.rendered()] = value }
        }
        for (name, value) in arguments.named { values[name] = value }
        return .object(JinjaNamespace(values))
    }
}
