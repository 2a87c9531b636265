extension JinjaRenderer {
    // MARK: Whole lists

    func listFilter(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        switch name {
        case "length", "count": return .int(try length(value, offset))
        case "list": return .list(try items(value, name, offset))
        case "first": return try items(value, name, offset).first ?? .undefined("first")
        case "last": return try items(value, name, offset).last ?? .undefined("last")
        case "reverse":
            if case .string(let text) = value {
                return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
            }
            return .list(try items(value, name, offset).reversed())
        case "join": return try join(value, arguments, offset)
        case "sort": return try sort(value, arguments, offset)
        case "dictsort": return try dictionarySort(value, arguments, offset)
        case "items":
            if case .undefined = value { return .list([]) }
            guard case .dictionary(let dictionary) = value else {
                throw JinjaError("`items` needs a dictionary, not \(value.typeName)", at: offset)
            }
            return .list(dictionary.entries.map { .tuple([$0.key, $0.value]) })
        case "unique": return try unique(value, arguments, offset)
        case "sum": return try sum(value, arguments, offset)
        case "min", "max": return try extreme(value, name, arguments, offset)
        case "batch", "slice": return try batch(value, name, arguments, offset)
        case "groupby": return try group(value, arguments, offset)
        case "wordcount": return .int(JinjaText.wordCount(value.rendered()))
        case "attr":
            guard case .string(let attribute)? = arguments.positional.first else {
                throw JinjaError("`attr` needs a name", at: offset)
            }
            return try self.attribute(value, attribute, offset)
        default: return nil
        }
    }

    func items(_ value: JinjaValue, _ name: String, _ offset: Int) throws(JinjaError) -> [JinjaValue] {
        guard let items = value.elements else {
            throw JinjaError("`\(name)` needs a list, not \(value.typeName)", at: offset)
        }
        return items
    }

    private func length(_ value: JinjaValue, _ offset: Int) throws(JinjaError) -> Int {
        switch value {
        case .string(let text): return text.unicodeScalars.count
        case .list(let items), .tuple(let items): return items.count
        case .dictionary(let dictionary): return dictionary.count
        case .undefined: return 0
        default: throw JinjaError("a value of type \(value.typeName) has no length", at: offset)
        }
    }

    /// `a.b` of an item, for filters with an `attribute`.
    private func attribute(_ item: JinjaValue, path: JinjaValue, _ offset: Int) throws(JinjaError) -> JinjaValue {
        guard case .string(let text) = path else { return try self.item(item, path, offset) }
        var value = item
        for part in PythonStrings.split(text, ".", limit: -1) {
            if let index = Int(part) {
                value = try self.item(value, .int(index), offset)
            } else {
                value = try self.item(value, .string(part), offset)
            }
        }
        return value
    }

    private func join(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var texts: [String] = []
        for item in try items(value, "join", offset) {
            if let path = arguments.value(1, "attribute") {
                texts.append(try attribute(item, path: path, offset).rendered())
            } else {
                texts.append(item.rendered())
            }
        }
        let text = texts.joined(separator: arguments.value(0, "d")?.rendered() ?? "")
        try charge(text.utf8.count, at: offset)
        return .string(text)
    }

    // MARK: Order

    /// Text is compared without case unless asked otherwise.
    private func sortKey(_ value: JinjaValue, caseSensitive: Bool) -> JinjaValue {
        if !caseSensitive, case .string(let text) = value { return .string(text.lowercased()) }
        return value
    }

    private func sorted(
        _ pairs: [(key: JinjaValue, item: JinjaValue)], reverse: Bool, _ offset: Int
    ) throws(JinjaError) -> [JinjaValue] {
        var failed = false
        // A stable sort: equal keys keep their order, in either direction.
        let order = pairs.indices.sorted { left, right in
            let (first, second) = reverse ? (right, left) : (left, right)
            guard let isLess = pairs[first].key.isLess(than: pairs[second].key) else {
                failed = failed || !pairs[first].key.isEqual(to: pairs[second].key)
                return left < right
            }
            if isLess { return true }
            return pairs[left].key.isEqual(to: pairs[right].key) && left < right
        }
        if failed { throw JinjaError("these values cannot be ordered", at: offset) }
        return order.map { pairs[$0].item }
    }

    private func sort(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let caseSensitive = arguments.value(1, "case_sensitive")?.isTruthy ?? false
        var pairs: [(key: JinjaValue, item: JinjaValue)] = []
        for item in try items(value, "sort", offset) {
            var key = item
            if let path = arguments.value(2, "attribute") { key = try attribute(item, path: path, offset) }
            pairs.append((sortKey(key, caseSensitive: caseSensitive), item))
        }
        return .list(try sorted(pairs, reverse: arguments.value(0, "reverse")?.isTruthy ?? false, offset))
    }

    private func dictionarySort(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        guard case .dictionary(let dictionary) = value else {
            throw JinjaError("`dictsort` needs a dictionary", at: offset)
        }
        let byValue = arguments.value(1, "by")?.rendered() == "value"
        let caseSensitive = arguments.value(0, "case_sensitive")?.isTruthy ?? false
        let pairs = dictionary.entries.map {
            (
                key: sortKey(byValue ? $0.value : $0.key, caseSensitive: caseSensitive),
                item: JinjaValue.tuple([$0.key, $0.value])
            )
        }
        return .list(try sorted(pairs, reverse: arguments.value(2, "reverse")?.isTruthy ?? false, offset))
    }

    private func extreme(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let order = try sort(
            value, JinjaCallArguments(positional: [], named: arguments.named.filter { $0.name != "reverse" }), offset)
        let items = order.elements ?? []
        return (name == "min" ? items.first : items.last) ?? .undefined(name)
    }

    private func unique(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var seen = Set<JinjaKey>()
        var result: [JinjaValue] = []
        for item in try items(value, "unique", offset) {
            var key = item
            if let path = arguments.value(1, "attribute") { key = try attribute(item, path: path, offset) }
            guard
                let hashed = JinjaKey(
                    sortKey(key, caseSensitive: arguments.value(0, "case_sensitive")?.isTruthy ?? false))
            else { throw JinjaError("these values cannot be compared by `unique`", at: offset) }
            if seen.insert(hashed).inserted { result.append(item) }
        }
        return .list(result)
    }

    private func sum(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var total = arguments.value(1, "start") ?? .int(0)
        for item in try items(value, "sum", offset) {
            var term = item
            if let path = arguments.value(0, "attribute") { term = try attribute(item, path: path, offset) }
            total = try JinjaArithmetic.apply(.add, total, term, offset)
        }
        return total
    }

    // MARK: Groups

    private func batch(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let items = try items(value, name, offset)
        guard let size = arguments.positional.first?.integer, size > 0, size <= 100_000 else {
            throw JinjaError("`\(name)` needs a number from 1 to 100000", at: offset)
        }
        let fill = arguments.value(1, "fill_with")
        var result: [JinjaValue] = []
        if name == "batch" {
            for start in stride(from: 0, to: items.count, by: size) {
                var part = Array(items[start..<min(start + size, items.count)])
                if let fill { part += Array(repeating: fill, count: size - part.count) }
                result.append(.list(part))
            }
        } else {
            let (base, extra) = (items.count / size, items.count % size)
            var start = 0
            for index in 0..<size {
                let end = start + base + (index < extra ? 1 : 0)
                var part = Array(items[start..<end])
                if let fill, extra > 0, index >= extra { part.append(fill) }
                result.append(.list(part))
                start = end
            }
        }
        return .list(result)
    }

    private func group(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        guard let path = arguments.value(0, "attribute") else {
            throw JinjaError("`groupby` needs an attribute", at: offset)
        }
        var pairs: [(key: JinjaValue, item: JinjaValue)] = []
        for item in try items(value, "groupby", offset) {
            let key = try attribute(item, path: path, offset)
            pairs.append((sortKey(key, caseSensitive: false), .tuple([key, item])))
        }
        var groups: [(key: JinjaValue, items: [JinjaValue])] = []
        for case .tuple(let pair) in try sorted(pairs, reverse: false, offset) {
            let key = sortKey(pair[0], caseSensitive: false)
            if let last = groups.last, sortKey(last.key, caseSensitive: false).isEqual(to: key) {
                groups[groups.count - 1].items.append(pair[1])
            } else {
                groups.append((pair[0], [pair[1]]))
            }
        }
        return .list(groups.map { .tuple([$0.key, .list($0.items)]) })
    }

    // MARK: Selection

    func selectionFilter(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue? {
        // As in jinja2, nothing is looked at where there is nothing: not even whether it is a list.
        let names: Set = ["map", "select", "reject", "selectattr", "rejectattr"]
        if names.contains(name), !value.isTruthy { return .list([]) }
        switch name {
        case "map": return try map(value, arguments, offset)
        case "select", "reject":
            return try select(value, name, arguments, test: 0, attribute: nil, keeps: name == "select", offset)
        case "selectattr", "rejectattr":
            guard let path = arguments.positional.first else {
                throw JinjaError("`\(name)` needs an attribute", at: offset)
            }
            return try select(value, name, arguments, test: 1, attribute: path, keeps: name == "selectattr", offset)
        default: return nil
        }
    }

    private func map(
        _ value: JinjaValue, _ arguments: JinjaCallArguments, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        var result: [JinjaValue] = []
        for item in try items(value, "map", offset) {
            try step(offset)
            if let path = arguments.named("attribute") {
                let found = try attribute(item, path: path, offset)
                if case .undefined = found, let fallback = arguments.named("default") {
                    result.append(fallback)
                } else {
                    result.append(found)
                }
            } else {
                guard case .string(let name)? = arguments.positional.first else {
                    throw JinjaError("`map` needs a filter's name or an attribute", at: offset)
                }
                let rest = JinjaCallArguments(
                    positional: Array(arguments.positional.dropFirst()), named: arguments.named)
                result.append(try nested(at: offset) { () throws(JinjaError) in try filter(item, name, rest, offset) })
            }
        }
        return .list(result)
    }

    private func select(
        _ value: JinjaValue, _ name: String, _ arguments: JinjaCallArguments, test position: Int,
        attribute path: JinjaValue?, keeps: Bool, _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let rest = Array(arguments.positional.dropFirst(position))
        var result: [JinjaValue] = []
        for item in try items(value, name, offset) {
            try step(offset)
            var tested = item
            if let path { tested = try attribute(item, path: path, offset) }
            let passes: Bool
            if case .string(let test)? = rest.first {
                passes = try self.test(
                    tested, test, JinjaCallArguments(positional: Array(rest.dropFirst())), offset)
            } else {
                passes = tested.isTruthy
            }
            if passes == keeps { result.append(item) }
        }
        return .list(result)
    }
}
