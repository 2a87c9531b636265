/// The variables visible at a place in a template; a loop's body, a macro and a `with` block have one of their own.
final class JinjaScope: @unchecked Sendable {
    private var values: [String: JinjaValue]
    private let parent: JinjaScope?

    init(_ values: [String: JinjaValue] = [:], parent: JinjaScope? = nil) {
        self.values = values
        self.parent = parent
    }

    subscript(name: String) -> JinjaValue? {
        var scope: JinjaScope? = self
        while let current = scope {
            if let value = current.values[name] { return value }
            scope = current.parent
        }
        return nil
    }

    func set(_ name: String, _ value: JinjaValue) {
        values[name] = value
    }
}

/// Walks the statements of a template and collects what they write.
final class JinjaRenderer {
    enum Flow {
        case next, breakLoop, continueLoop
    }

    let context: JinjaTemplate.Context
    var scope: JinjaScope
    private var buffer: [String] = [""]
    private var written = 0
    private var steps = 0
    private(set) var depth = 0
    var loopDepth = 0
    private(set) var missing: [String] = []
    private var seenMissing = Set<String>()
    /// Names of the templates that are being included, to find cycles.
    private var including: [String] = []

    init(_ context: JinjaTemplate.Context) {
        self.context = context
        let globals = JinjaScope(JinjaGlobals.functions)
        scope = JinjaScope(parent: globals)
        for (name, value) in context.values { scope.set(name, value) }
    }

    var output: String { buffer[0] }

    // MARK: Limits

    func step(_ offset: Int) throws(JinjaError) {
        steps += 1
        guard steps <= context.limits.steps else {
            throw JinjaError("rendering takes more than \(context.limits.steps) steps", at: offset)
        }
    }

    /// Counts text that is made on the way, so that doubling a string in a loop ends too.
    func charge(_ bytes: Int, at offset: Int) throws(JinjaError) {
        written = written &+ max(0, bytes)
        guard written <= context.limits.outputBytes, written >= 0 else {
            throw JinjaError("rendering makes more than \(context.limits.outputBytes) bytes of text", at: offset)
        }
    }

    func nested<Result>(
        at offset: Int, _ body: () throws(JinjaError) -> Result
    ) throws(JinjaError) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= context.limits.depth else {
            throw JinjaError("calls and expressions are nested deeper than \(context.limits.depth)", at: offset)
        }
        return try body()
    }

    func noteMissing(_ value: JinjaValue) {
        // What a condition without `else` gives where it is false is known: nothing.
        if case .undefined(let name) = value, name != "else", seenMissing.insert(name).inserted { missing.append(name) }
    }

    // MARK: Output

    private func write(_ text: String, at offset: Int) throws(JinjaError) {
        try charge(text.utf8.count, at: offset)
        buffer[buffer.count - 1] += text
    }

    /// Runs statements and gives what they write instead of sending it.
    func capture(_ statements: [JinjaStatement], in scope: JinjaScope) throws(JinjaError) -> String {
        buffer.append("")
        let saved = self.scope
        self.scope = scope
        defer { self.scope = saved }
        do {
            _ = try execute(statements)
        } catch {
            buffer.removeLast()
            throw error
        }
        return buffer.removeLast()
    }

    // MARK: Statements

    func run(_ statements: [JinjaStatement]) throws(JinjaError) {
        _ = try execute(statements)
    }

    func execute(_ statements: [JinjaStatement]) throws(JinjaError) -> Flow {
        for statement in statements {
            try step(0)
            let flow = try execute(statement)
            if flow != .next { return flow }
        }
        return .next
    }

    private func execute(_ statement: JinjaStatement) throws(JinjaError) -> Flow {
        switch statement {
        case .text(let text): try write(text, at: 0)
        case .output(let expression, let offset): try output(expression, offset)
        case .conditional(let arms, let otherwise): return try conditional(arms, otherwise)
        case .loop(let loop): try run(loop)
        case .assign(let target, let value, let offset): try assign(target, evaluate(value), offset)
        case .assignBlock(let name, let filter, let body, let offset):
            scope.set(name, try block(filter, body, offset))
        case .macro(let macro): scope.set(macro.name, .object(JinjaMacroObject(macro, scope: scope)))
        case .callBlock(let caller, let callee, let offset): try callBlock(caller, callee, offset)
        case .filterBlock(let filter, let body, let offset):
            try write(block(filter, body, offset).rendered(), at: offset)
        case .with(let values, let body): return try with(values, body)
        case .include(let name, let ignoresMissing, let offset): try include(name, ignoresMissing, offset)
        case .evaluate(let expression): _ = try evaluate(expression)
        case .breakLoop: return .breakLoop
        case .continueLoop: return .continueLoop
        }
        return .next
    }

    private func output(_ expression: JinjaExpression, _ offset: Int) throws(JinjaError) {
        let value = try evaluate(expression)
        noteMissing(value)
        try write(value.rendered(), at: offset)
    }

    private func conditional(
        _ arms: [(condition: JinjaExpression, body: [JinjaStatement])], _ otherwise: [JinjaStatement]
    ) throws(JinjaError) -> Flow {
        for (condition, body) in arms where try evaluate(condition).isTruthy {
            return try execute(body)
        }
        return try execute(otherwise)
    }

    private func with(
        _ values: [(name: String, value: JinjaExpression)], _ body: [JinjaStatement]
    ) throws(JinjaError) -> Flow {
        let inner = JinjaScope(parent: scope)
        for (name, value) in values { inner.set(name, try evaluate(value)) }
        let saved = scope
        scope = inner
        defer { scope = saved }
        return try execute(body)
    }

    func assign(_ target: JinjaTarget, _ value: JinjaValue, _ offset: Int) throws(JinjaError) {
        switch target {
        case .name(let name): scope.set(name, value)
        case .attribute(let name, let attribute):
            guard case .object(let object)? = scope[name], let namespace = object as? JinjaNamespace else {
                throw JinjaError("`\(name)` is no namespace, so `\(name).\(attribute)` cannot be set", at: offset)
            }
            namespace.values[attribute] = value
        case .tuple(let targets):
            guard let items = value.elements, items.count == targets.count else {
                throw JinjaError("\(targets.count) values were expected to unpack", at: offset)
            }
            for (target, item) in zip(targets, items) { try assign(target, item, offset) }
        }
    }

    private func block(
        _ filter: JinjaExpression?, _ body: [JinjaStatement], _ offset: Int
    ) throws(JinjaError) -> JinjaValue {
        let text = try capture(body, in: JinjaScope(parent: scope))
        guard let filter else { return .string(text) }
        let saved = scope
        scope = JinjaScope([JinjaStatement.bodyName: .string(text)], parent: scope)
        defer { scope = saved }
        return try evaluate(filter)
    }

    private func callBlock(
        _ caller: JinjaMacro, _ callee: JinjaExpression, _ offset: Int
    ) throws(JinjaError) {
        guard case .call(let function, let arguments, _) = callee,
            case .object(let object) = try evaluate(function), let macro = object as? JinjaMacroObject
        else { throw JinjaError("`call` needs a macro", at: offset) }
        let evaluated = try evaluate(arguments)
        let callerObject = JinjaValue.object(JinjaMacroObject(caller, scope: scope))
        try write(call(macro, evaluated, caller: callerObject, offset), at: offset)
    }

    private func include(
        _ name: JinjaExpression, _ ignoresMissing: Bool, _ offset: Int
    ) throws(JinjaError) {
        let names = try evaluate(name)
        let candidates: [JinjaValue] = if case .list(let list) = names { list } else { [names] }
        for case .string(let path) in candidates {
            guard let source = context.loader?(path) else { continue }
            guard !including.contains(path) else {
                throw JinjaError("`\(path)` includes itself", at: offset)
            }
            including.append(path)
            defer { including.removeLast() }
            let template: JinjaTemplate
            do {
                template = try JinjaTemplate(source, environment: context.environment)
            } catch {
                throw JinjaError("in `\(path)`, line \(error.line): \(error.message)", at: offset)
            }
            let text = try nested(at: offset) { () throws(JinjaError) in
                try capture(template.statements, in: JinjaScope(parent: scope))
            }
            return try write(text, at: offset)
        }
        guard ignoresMissing else {
            throw JinjaError("the included template \(names.representation()) was not found", at: offset)
        }
    }

    // MARK: Loops

    private func run(_ loop: JinjaLoop) throws(JinjaError) {
        try run(loop, over: evaluate(loop.source), in: scope, depth: 1)
    }

    /// Runs a loop, also when it is called again by its own `loop(…)`.
    func run(
        _ loop: JinjaLoop, over source: JinjaValue, in outer: JinjaScope, depth: Int
    ) throws(JinjaError) {
        noteMissing(source)
        guard var items = source.elements else {
            throw JinjaError("a value of type \(source.typeName) cannot be looped over", at: loop.offset)
        }
        let saved = scope
        defer { scope = saved }
        if let condition = loop.condition {
            var kept: [JinjaValue] = []
            for item in items {
                try step(loop.offset)
                scope = JinjaScope(parent: outer)
                try assign(loop.target, item, loop.offset)
                if try evaluate(condition).isTruthy { kept.append(item) }
            }
            items = kept
        }
        let object = JinjaLoopObject(items, depth: depth, recursion: loop.isRecursive ? (loop, outer) : nil)
        for (index, item) in items.enumerated() {
            try step(loop.offset)
            object.index = index
            scope = JinjaScope(["loop": .object(object)], parent: outer)
            try assign(loop.target, item, loop.offset)
            let flow = try nested(at: loop.offset) { () throws(JinjaError) in try execute(loop.body) }
            if flow == .breakLoop { break }
        }
        scope = outer
        if items.isEmpty { _ = try execute(loop.otherwise) }
    }

    /// `loop(items)` inside a recursive loop.
    func recurse(_ object: JinjaLoopObject, into source: JinjaValue, _ offset: Int) throws(JinjaError) -> String {
        guard let (loop, outer) = object.recursion else {
            throw JinjaError("this loop is not `recursive`", at: offset)
        }
        buffer.append("")
        do {
            try nested(at: offset) { () throws(JinjaError) in
                try run(loop, over: source, in: outer, depth: object.depth + 1)
            }
        } catch {
            buffer.removeLast()
            throw error
        }
        return buffer.removeLast()
    }
}
