import AssayPrompts

/// Slices, and calls that take a part of a list.
extension CodeOrigins {
    struct Slice {
        var isBounded: Bool
        var isWindow: Bool
    }

    /// What is taken of a list that is built in the brackets at `open`: `[...log, x].slice(-30)`, `(log + [x])[-30:]`.
    static func cut(behind open: Int, _ code: CodeModel) -> (slice: Slice, end: Int)? {
        guard code.isSymbol(open, "(") || code.isSymbol(open, "["), let close = code.partner(open),
            code.name(open - 1) == nil || code.name(open - 1) == "return", !code.isSymbol(open - 1, ")"),
            !code.isSymbol(open - 1, "]")
        else { return nil }
        if code.isSymbol(close + 1, "["), let end = code.partner(close + 1) {
            return slice(close + 1, code).map { ($0, end + 1) }
        }
        guard code.isSymbol(close + 1, "."), let method = code.name(close + 2), slicing.contains(method),
            code.isSymbol(close + 3, "("), let end = code.partner(close + 3)
        else { return nil }
        return (sliceCall(method, close + 3, code), end + 1)
    }

    /// Whether all that a function of the file returns of what it is given are parts: `def tail(turns): return turns[-20:]`.
    func returnsParts(_ name: String) -> Bool {
        guard let functions = facts.functions[name], functions.count <= 4 else { return false }
        if let isKnown = known.parts[name] { return isKnown }
        let result = functions.allSatisfy { function in
            guard let function = facts.functionOfScope[function.scope], !function.returns.isEmpty else { return false }
            return function.returns.prefix(8).allSatisfy { isPart($0, of: Set(function.parameters)) }
        }
        known.parts[name] = result
        return result
    }

    /// Whether a value has parts of some lists, and none of them whole. What has a label, `"content": system`, is no list.
    private func isPart(_ value: Range<Int>, of names: Set<String>) -> Bool {
        guard value.count < 200 else { return false }
        var hasPart = false
        var index = value.lowerBound
        while index < value.upperBound {
            defer { index += 1 }
            guard let name = code.name(index), names.contains(name),
                !code.isSymbol(index - 1, ".") || code.isSymbol(index - 2, "."),
                !code.isSymbol(index - 1, ":")
            else { continue }
            guard let end = endOfPart(behind: index) else { return false }
            hasPart = true
            index = end
        }
        return hasPart
    }

    /// The last token of a slice or a call that lets only a part of the list through whose name stands at a token.
    private func endOfPart(behind index: Int) -> Int? {
        if code.isSymbol(index + 1, "[") {
            return slice(index + 1)?.isBounded == true ? code.partner(index + 1) : nil
        }
        guard code.isSymbol(index + 1, "."), let method = code.name(index + 2), Self.slicing.contains(method),
            Self.sliceCall(method, index + 3, code).isBounded
        else { return nil }
        return code.partner(index + 3)
    }

    /// The slice in the brackets at `open`; nil for an index.
    func slice(_ open: Int) -> Slice? { Self.slice(open, code) }

    static func slice(_ open: Int, _ code: CodeModel) -> Slice? {
        guard let close = code.partner(open) else { return nil }
        let inside = open + 1..<close
        if code.language == .swift { return swiftRange(inside, code) }
        guard let colon = inside.first(where: { code.isSymbol($0, ":") && code.bracket(around: $0) == open }) else {
            return nil
        }
        let start = open + 1..<colon
        let end = colon + 1..<close
        // `[-6:]`, `[len(x) - 6:]`, `[starts[-6]:]`, `[first:]`: a number that is written there is no end.
        let isFromEnd = code.isSymbol(open + 1, "-") || start.contains { code.name($0) != nil }
        // `[:-1]` leaves out only the newest, `[1:]` only the oldest.
        let hasEnd = !end.isEmpty && !code.isSymbol(colon + 1, "-") && !code.isSymbol(colon + 1, ":")
        return Slice(isBounded: isFromEnd || hasEnd, isWindow: isFromEnd && !hasEnd)
    }

    private static func swiftRange(_ inside: Range<Int>, _ code: CodeModel) -> Slice? {
        guard let dots = inside.first(where: { code.isSymbol($0, ".") && code.isSymbol($0 + 1, ".") }) else { return nil }
        let words = inside.compactMap { code.name($0) }
        let isOpen = !(dots..<inside.upperBound).contains { !code.isSymbol($0, ".") && !code.isSymbol($0, "<") }
        let isBounded = words.contains("count") || words.contains("endIndex") || words.isEmpty && !isOpen
        // `[..<10]` and `[0..<10]` are the same entries each time.
        let start = inside.lowerBound..<dots
        return Slice(isBounded: isBounded, isWindow: start.contains { code.name($0) != nil })
    }

    /// `.slice(-10)`, `.suffix(10)`; `.slice()` and `.slice(1)` bound nothing.
    static func sliceCall(_ method: String, _ open: Int, _ code: CodeModel) -> Slice {
        let arguments = code.arguments(open)
        switch method {
        case "slice":
            guard let first = arguments.first else { return Slice(isBounded: false, isWindow: false) }
            let isFromEnd = code.isSymbol(first.lowerBound, "-") || first.contains { code.name($0) == "length" }
            if arguments.count > 1, !code.isSymbol(arguments[1].lowerBound, "-") {
                return Slice(isBounded: true, isWindow: isFromEnd)
            }
            return Slice(isBounded: isFromEnd, isWindow: isFromEnd)
        case "suffix", "takeLast", "tail", "last": return Slice(isBounded: !arguments.isEmpty, isWindow: true)
        case "dropFirst", "drop":
            let isCounted = arguments.first?.contains { code.name($0) == "count" || code.name($0) == "max" } ?? false
            return Slice(isBounded: isCounted, isWindow: isCounted)
        default: return Slice(isBounded: !arguments.isEmpty, isWindow: false)
        }
    }
}
