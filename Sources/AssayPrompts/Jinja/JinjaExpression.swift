/// The syntax tree of a Jinja expression; integers are offsets into the template, for messages.
indirect enum JinjaExpression: Sendable {
    case literal(JinjaValue)
    case name(String, Int)
    case list([JinjaExpression])
    case tuple([JinjaExpression])
    case dictionary([(key: JinjaExpression, value: JinjaExpression)], Int)
    case negate(JinjaExpression, Int)
    case plus(JinjaExpression, Int)
    case not(JinjaExpression)
    case and(JinjaExpression, JinjaExpression)
    case or(JinjaExpression, JinjaExpression)
    case binary(JinjaOperator, JinjaExpression, JinjaExpression, Int)
    case compare(JinjaExpression, [(JinjaComparison, JinjaExpression)], Int)
    case concatenate([JinjaExpression])
    case conditional(JinjaExpression, condition: JinjaExpression, otherwise: JinjaExpression?)
    case attribute(JinjaExpression, String, Int)
    case item(JinjaExpression, JinjaExpression, Int)
    case slice(JinjaExpression, JinjaSlice, Int)
    case call(JinjaExpression, JinjaArguments, Int)
    case filter(JinjaExpression, String, JinjaArguments, Int)
    case test(JinjaExpression, String, JinjaArguments, isNegated: Bool, Int)
}

enum JinjaOperator: Sendable {
    case add, subtract, multiply, divide, floorDivide, remainder, power
}

enum JinjaComparison: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, isNotIn
}

struct JinjaSlice: Sendable {
    var start: JinjaExpression?
    var stop: JinjaExpression?
    var step: JinjaExpression?
}

struct JinjaArguments: Sendable {
    var positional: [JinjaExpression] = []
    var named: [(name: String, value: JinjaExpression)] = []
    /// `*list` and `**dictionary`.
    var spread: JinjaExpression?
    var spreadNamed: JinjaExpression?
}

extension JinjaExpression {
    /// Names and dotted paths that the expression reads, in order, each once.
    func references() -> [String] {
        var result: [String] = []
        collectReferences(into: &result)
        var seen = Set<String>()
        return result.filter { seen.insert($0).inserted }
    }

    /// `a.b["c"]` as "a.b.c"; nil for anything that is not a chain of names.
    var path: String? {
        switch self {
        case .name(let name, _): name
        case .attribute(let base, let name, _): base.path.map { "\($0).\(name)" }
        case .item(let base, .literal(.string(let name)), _): base.path.map { "\($0).\(name)" }
        default: nil
        }
    }

    private func collectReferences(into result: inout [String]) {
        if let path {
            result.append(path)
            return
        }
        for child in children { child.collectReferences(into: &result) }
    }

    private var children: [JinjaExpression] {
        switch self {
        case .literal, .name: []
        case .list(let items), .tuple(let items), .concatenate(let items): items
        case .dictionary(let members, _): members.flatMap { [$0.key, $0.value] }
        case .negate(let inner, _), .plus(let inner, _), .not(let inner), .attribute(let inner, _, _): [inner]
        case .and(let left, let right), .or(let left, let right), .binary(_, let left, let right, _): [left, right]
        case .item(let base, let index, _): [base, index]
        case .compare(let first, let rest, _): [first] + rest.map(\.1)
        case .conditional(let value, let condition, let otherwise): [value, condition] + (otherwise.map { [$0] } ?? [])
        case .slice(let base, let slice, _): [base] + [slice.start, slice.stop, slice.step].compactMap { $0 }
        case .call(let callee, let arguments, _): callee.calleeChildren + arguments.expressions
        case .filter(let inner, _, let arguments, _), .test(let inner, _, let arguments, _, _):
            [inner] + arguments.expressions
        }
    }

    /// A called method reads its object, a called function reads nothing of the context.
    private var calleeChildren: [JinjaExpression] {
        switch self {
        case .attribute(let base, _, _): [base]
        case .name: []
        default: [self]
        }
    }
}

extension JinjaArguments {
    var expressions: [JinjaExpression] {
        positional + named.map(\.value) + [spread, spreadNamed].compactMap { $0 }
    }
}

extension JinjaExpression {
    /// The slice that bounds a list or text, where the expression's value comes from one: `[-6:]`, `[:10]`, `[2:8]`.
    /// `[1:]` and `[:-1]` take something away and bound nothing. `assigned` gives the bound of a name set earlier.
    func bound(assigned: (String) -> String?) -> String? {
        switch self {
        case .slice(_, let slice, _): slice.bound
        case .name(let name, _): assigned(name)
        case .filter(let inner, "list", _, _), .filter(let inner, "reverse", _, _), .filter(let inner, "trim", _, _),
            .filter(let inner, "tojson", _, _), .filter(let inner, "join", _, _), .filter(let inner, "string", _, _),
            .filter(let inner, "selectattr", _, _), .filter(let inner, "rejectattr", _, _),
            .filter(let inner, "select", _, _), .filter(let inner, "map", _, _):
            inner.bound(assigned: assigned)
        case .filter(_, "last", _, _), .filter(_, "first", _, _): "one element"
        case .filter(_, "truncate", _, _): "truncate"
        case .filter(let inner, _, _, _): inner.bound(assigned: assigned)
        default: nil
        }
    }
}

extension JinjaSlice {
    /// The slice as text when it bounds what it is taken from.
    var bound: String? {
        let start = self.start?.constant
        let stop = self.stop?.constant
        let isBounded =
            switch (start, stop) {
            case (let start?, nil): self.stop == nil && start < 0
            case (nil, let stop?): self.start == nil && stop >= 0
            case (let start?, let stop?): (start < 0) == (stop < 0)
            case (nil, nil): false
            }
        if isBounded { return "[\(start.map(String.init) ?? ""):\(stop.map(String.init) ?? "")]" }
        // A variable limit (`[-limit:]`, `[:limit]`) bounds as well: someone chose it.
        switch (self.start, self.stop) {
        case (.negate?, nil) where start == nil: return "[-…:]"
        case (nil, let limit?):
            if case .negate = limit { return nil }
            return "[:…]"
        default: return nil
        }
    }
}

extension JinjaExpression {
    /// The value of an integer literal, its sign included.
    var constant: Int? {
        switch self {
        case .literal(.int(let value)): value
        case .negate(.literal(.int(let value)), _): 0 &- value
        default: nil
        }
    }
}
