import AssayPrompts

/// The names that a template binds and reads.
struct TemplateNames {
    /// Bound by loops, assignments and macros.
    private(set) var bound: Set<String> = []
    /// Read anywhere: the first part of each path.
    private(set) var read: Set<String> = []

    init(_ unit: PromptUnit, source: [UInt8]) {
        for block in unit.blocks {
            bound.formUnion(block.targets)
            // A macro's parameters stand in its tag.
            if block.kind == .macro, source.indices.contains(block.header.upperBound - 1) {
                bound.formUnion(Self.words(String(decoding: source[block.header], as: UTF8.self)))
            }
            if block.kind == .assignment || block.kind == .macro { bound.formUnion(Self.words(block.expression)) }
            read.formUnion(block.references.map(Self.root))
        }
        for segment in unit.segments {
            read.formUnion(segment.references.map(Self.root))
            guard segment.kind == .directive else { continue }
            // `set a, b = …`, `from 'x' import a, b`, `with a = …`: every name that is not behind the equal sign.
            bound.formUnion(Self.words(String(segment.expression.prefix { $0 != "=" })))
        }
    }

    /// The first part of a path: `item` of `item.name` and `items[0]`.
    static func root(_ path: String) -> String {
        let name = path.drop { $0 == "$" || $0 == "@" || $0 == "." || $0 == "/" }
        return String(name.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }

    private static func words(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    /// Names that template engines know by themselves.
    static let builtIn: Set<String> = [
        "", "this", "loop", "true", "false", "none", "null", "True", "False", "None", "range", "caller", "super", "self",
        "namespace", "dict", "lipsum", "cycler", "joiner", "index", "key", "first", "last", "root", "history", "media",
        "section", "role", "now", "state", "auth", "context",
    ]
}
