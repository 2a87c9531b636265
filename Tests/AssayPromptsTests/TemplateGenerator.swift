@testable import AssayPrompts

/// Makes templates from the parts of the language that prompts use, nested and combined at random.
struct TemplateGenerator {
    private var generator: SeededGenerator
    private static let values = """
        {"n": 3, "x": 2.5, "s": "Ab c", "e": "", "u": "né 你\\n", "l": [3, 1, 2], "w": ["b", "A", "c"], "z": null, \
        "t": true, "d": {"k": "v", "a": [1, "q"]}, "m": [{"role": "user", "content": " hi "}, \
        {"role": "assistant", "content": "<yo> & 'x'"}]}
        """

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> Jinja2.Case {
        let template = (0..<Int.random(in: 1...4, using: &generator)).map { _ in statement(3) }.joined()
        let escaped = template.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\n": text += "\\n"
            case "\"", "\\": text += "\\" + String(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        let isChat = Bool.random(using: &generator)
        let json = "{\"template\": \"\(escaped)\", \"chat\": \(isChat), \"values\": \(Self.values)}"
        guard let node = try? DataNode.json(Array(json.utf8)) else { preconditionFailure("not JSON: \(json)") }
        return Jinja2.Case(node)
    }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &generator) ?? "" }

    private mutating func statement(_ depth: Int) -> String {
        let text = pick(["", " ", "a", "\n", "  \n  ", "T: ", "\n\n"])
        let (open, close) = (pick(["{%", "{%-", "{% ", "{%+ "]), pick(["%}", "-%}", " %}", " %}\n"]))
        guard depth > 0 else { return text + output(1) }
        switch Int.random(in: 0..<9, using: &generator) {
        case 0:
            let body = statement(depth - 1)
            let other = pick(["", "{% else %}no", "{%- elif (\(expression(1))) -%}elif{% else %}\n"])
            return "\(text)\(open) if (\(expression(depth))) \(close)\(body)\(other){% endif %}"
        case 1:
            let list = pick(["l", "w", "m", "range(3)", "d", "d.items()", "s", "l|reverse", "m[1:]", "e", "w|sort"])
            let filter = pick(["", " if loop is defined", " if i", " if i != 1"])
            let body = pick(["{{ loop.index }}", "{{ i }}", "{{ loop.last }}{{ loop.length }}", statement(depth - 1)])
            let other = pick(["", "{% else %}none"])
            return "\(text)\(open) for i in \(list)\(filter) \(close)\(body)\(other){%- endfor %}"
        case 2: return "\(text)\(open) set \(pick(["a", "n", "q"])) = \(expression(depth)) \(close){{ a }}{{ q }}"
        case 3:
            return
                "{% set ns = namespace(v=\(expression(1))) %}{% for i in l %}{% set ns.v = i %}{% endfor %}{{ ns.v }}"
        case 4:
            return
                "\(open) macro f(a, b=\(expression(1))) \(close){{ a }}{{ b }}\(text){% endmacro %}{{ f(\(expression(1))) }}"
        case 5: return "{#\(pick(["", "-"])) note \(pick(["", "-"]))#}" + text + statement(depth - 1)
        default: return text + output(depth)
        }
    }

    private mutating func output(_ depth: Int) -> String {
        "\(pick(["{{", "{{-", "{{ "])) \(expression(depth)) \(pick(["}}", "-}}", " }}\n"]))"
    }

    private mutating func expression(_ depth: Int) -> String {
        let atom = pick([
            "n", "x", "s", "e", "u", "l", "w", "z", "t", "d", "m", "nope", "1", "0", "-2", "3.5", "'q'", "\"it's\"",
            "''",
            "true", "none", "[1, 2]", "(1, 'b')", "{'a': 1}", "m[0].content", "d.k", "d['a'][1]", "m[-1]['role']",
            "l[1:]", "s[::-1]", "w[:-1]", "d.nope", "m|length",
        ])
        guard depth > 0 else { return atom }
        let left = expression(depth - 1)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0:
            let sign = pick([
                "+", "-", "/", "//", "%", "~", "==", "!=", "<", ">=", "and", "or", "in", "not in",
            ])
            return "(\(left)) \(sign) \(expression(depth - 1))"
        case 1:
            let filter = pick([
                "upper", "lower", "trim", "title", "capitalize", "length", "first", "last", "join(', ')",
                "reverse|list",
                "list", "string", "int", "float", "default('D')", "default('D', true)", "replace('b', 'X')", "sort",
                "unique|list", "tojson", "tojson(indent=2)", "safe", "e", "abs", "round(1)", "max", "min", "sum",
                "string|indent(2)", "batch(2)|list", "select|list", "reject('none')|list", "map('upper')|list",
                "map(attribute='role')|join('-')", "selectattr('role', 'equalto', 'user')|list", "items|list",
                "dictsort", "wordcount", "string|truncate(3)", "center(7)", "striptags", "format(1)",
            ])
            return "(\(left))|\(filter)"
        case 2:
            let test = pick([
                "defined", "none", "string", "number", "mapping", "iterable", "sequence", "boolean", "integer", "float",
                "odd", "even", "divisibleby 2", "in l", "true", "not defined", "eq 3", "undefined", "upper", "lower",
            ])
            return "((\(left)) is \(test))"
        case 3:
            let method = pick([
                "upper()", "strip()", "split()", "split('b')", "startswith('A')", "endswith('c')", "replace('A', 'z')",
                "find('b')", "title()", "items()|list", "keys()|list", "values()|list", "get('k')", "get('q', 7)",
                "lstrip('A')",
                "join(w)", "count('b')", "isdigit()", "splitlines()", "partition(' ')", "index(1)", "rsplit(' ', 1)",
            ])
            return "(\(left)).\(method)"
        case 4: return "\(left) if \(expression(depth - 1)) else \(expression(0))"
        case 5: return "not \(left)"
        default: return atom
        }
    }
}
