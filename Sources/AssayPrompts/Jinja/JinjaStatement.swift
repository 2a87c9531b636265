/// The syntax tree of a Jinja template.
indirect enum JinjaStatement: Sendable {
    case text(String)
    case output(JinjaExpression, Int)
    case conditional([(condition: JinjaExpression, body: [JinjaStatement])], otherwise: [JinjaStatement])
    case loop(JinjaLoop)
    case assign(JinjaTarget, JinjaExpression, Int)
    /// `{% set name %}…{% endset %}`; the filter wraps the placeholder that stands for the body.
    case assignBlock(String, filter: JinjaExpression?, body: [JinjaStatement], Int)
    case macro(JinjaMacro)
    /// `{% call(arguments) macro() %}…{% endcall %}`
    case callBlock(JinjaMacro, JinjaExpression, Int)
    case filterBlock(JinjaExpression, body: [JinjaStatement], Int)
    case with([(name: String, value: JinjaExpression)], body: [JinjaStatement])
    case include(JinjaExpression, ignoresMissing: Bool, Int)
    case evaluate(JinjaExpression)
    case breakLoop(Int)
    case continueLoop(Int)

    /// The name under which a block's body is handed to its filters.
    static let bodyName = "\u{0}body"
}

struct JinjaLoop: Sendable {
    var target: JinjaTarget
    var source: JinjaExpression
    var condition: JinjaExpression?
    var body: [JinjaStatement]
    var otherwise: [JinjaStatement]
    var isRecursive: Bool
    var offset: Int
}

/// What a loop or an assignment binds.
indirect enum JinjaTarget: Sendable {
    case name(String)
    case attribute(String, String)
    case tuple([JinjaTarget])

    var names: [String] {
        switch self {
        case .name(let name): [name]
        case .attribute(let name, let attribute): ["\(name).\(attribute)"]
        case .tuple(let targets): targets.flatMap(\.names)
        }
    }
}

struct JinjaMacro: Sendable {
    var name: String
    var parameters: [(name: String, value: JinjaExpression?)]
    var body: [JinjaStatement]
    var offset: Int
}
