import AssayPrompts

extension CodeFacts {
    // MARK: Lists that are handed over

    mutating func addHandedOver(_ code: CodeModel) {
        var found: [String: [Range<Int>]] = [:]
        // A name that many functions share says nothing about which of them is called.
        let growing = growingNames(code)
        for function in functions.values.lazy.filter({ $0.count <= Self.mostNamesakes }).joined()
        where !function.name.isEmpty {
            for (position, parameter) in function.parameters.enumerated()
            where growing.contains(ScopedName(name: parameter, scope: function.scope)) {
                for open in (calls[function.name] ?? []).prefix(100) where code.function(around: open) != function.scope {
                    guard let place = argument(position, parameter, open, code), let close = code.partner(open) else {
                        continue
                    }
                    found[place, default: []].append(open..<close + 1)
                }
            }
        }
        for (place, ranges) in found {
            handedOver[place] = Set((handedOver[place] ?? []) + ranges).sorted { $0.lowerBound < $1.lowerBound }
        }
    }

    private struct ScopedName: Hashable {
        var name: String
        var scope: Int
    }

    /// The names that get longer, each with the function in which they do.
    private func growingNames(_ code: CodeModel) -> Set<ScopedName> {
        var names: Set<ScopedName> = []
        for (name, mutations) in growth {
            for mutation in mutations {
                names.insert(ScopedName(name: name, scope: code.function(around: mutation.open)))
            }
        }
        for (name, ranges) in handedOver {
            for range in ranges { names.insert(ScopedName(name: name, scope: code.function(around: range.lowerBound))) }
        }
        return names
    }

    private func argument(_ position: Int, _ parameter: String, _ open: Int, _ code: CodeModel) -> String? {
        let arguments = code.arguments(open)
        for argument in arguments {
            guard let (label, value) = code.labelled(argument, in: open), label == parameter else { continue }
            return code.place(at: value.lowerBound)?.path
        }
        guard position < arguments.count, code.labelled(arguments[position], in: open) == nil else { return nil }
        guard let place = code.place(at: arguments[position].lowerBound), place.tokens == arguments[position] else {
            return nil
        }
        return place.path
    }
}
