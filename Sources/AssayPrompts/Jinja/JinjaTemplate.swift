/// A Jinja template, parsed and ready to render.
///
/// The subset is what chat templates and prompt templates use: loops with `loop.*`, conditions, filters, tests, macros
/// and call blocks, `set` and `set` blocks, namespaces, white-space control, includes through a loader, `break` and
/// `continue`, slices, methods of strings, lists and dictionaries, `raise_exception`, `tojson`, `strftime_now`.
/// Values cannot be changed in place, as in the sandbox that model hubs render chat templates in.
/// Template inheritance and imports are refused by name.
public struct JinjaTemplate: Sendable {
    let statements: [JinjaStatement]
    let source: [UInt8]

    /// How white space around tags is treated.
    public struct Environment: Sendable {
        public var trimBlocks: Bool
        public var lstripBlocks: Bool
        public var keepsTrailingNewline: Bool

        public init(trimBlocks: Bool = false, lstripBlocks: Bool = false, keepsTrailingNewline: Bool = false) {
            self.trimBlocks = trimBlocks
            self.lstripBlocks = lstripBlocks
            self.keepsTrailingNewline = keepsTrailingNewline
        }

        /// jinja2's own defaults.
        public static let jinja = Environment()
        /// How model hubs render chat templates (`trim_blocks` and `lstrip_blocks` on).
        public static let chatTemplate = Environment(trimBlocks: true, lstripBlocks: true)
        /// How promptflow and Prompty render templates.
        public static let promptflow = Environment(trimBlocks: true, keepsTrailingNewline: true)
    }

    /// Parses a template.
    public init(_ text: String, environment: Environment = .jinja) throws(JinjaError) {
        try self.init(Array(text.utf8), environment: environment)
    }

    /// Parses a template. Complexity: O(n).
    public init(_ source: [UInt8], environment: Environment = .jinja) throws(JinjaError) {
        // jinja2 reads every line break as LF before anything else.
        let source = Self.normalizingLineBreaks(source)
        self.source = source
        do throws(JinjaError) {
            let (tokens, problems) = JinjaLexer.tokens(source, in: 0..<source.count)
            if let problem = problems.first { throw JinjaError(problem.message, at: problem.offset) }
            let ranges = JinjaWhitespace.ranges(
                source, tokens, trimBlocks: environment.trimBlocks, lstripBlocks: environment.lstripBlocks,
                keepsTrailingNewline: environment.keepsTrailingNewline)
            let texts = ranges.map { String(decoding: source[$0], as: UTF8.self) }
            var parser = JinjaParser(source, tokens: tokens, texts: texts)
            statements = try parser.template()
        } catch {
            throw Self.located(error, in: source)
        }
    }

    /// What rendering may cost.
    public struct Limits: Sendable {
        /// Expressions and statements evaluated.
        public var steps: Int
        /// Bytes of output, intermediate texts included.
        public var outputBytes: Int
        /// Calls, includes and expressions inside each other.
        public var depth: Int

        public init(steps: Int = 2_000_000, outputBytes: Int = 64 << 20, depth: Int = 200) {
            self.steps = steps
            self.outputBytes = outputBytes
            self.depth = depth
        }
    }

    /// How `tojson` writes.
    public enum JSONStyle: Sendable {
        /// jinja2's own: keys sorted, `<`, `>`, `&` and `'` escaped.
        case jinja
        /// As chat templates are rendered: keys in their order, nothing escaped but what JSON needs.
        case chatTemplate
    }

    /// What a template is rendered with.
    public struct Context: Sendable {
        public var values: [(name: String, value: JinjaValue)]
        public var limits: Limits
        public var jsonStyle: JSONStyle
        /// The time `strftime_now` formats; without one the call is an error.
        public var now: CivilTime?
        /// Reads an included template; without one an include is an error.
        public var loader: (@Sendable (String) -> [UInt8]?)?
        public var environment: Environment

        public init(
            values: [(name: String, value: JinjaValue)] = [], limits: Limits = Limits(), jsonStyle: JSONStyle = .jinja,
            now: CivilTime? = nil, environment: Environment = .jinja, loader: (@Sendable (String) -> [UInt8]?)? = nil
        ) {
            self.values = values
            self.limits = limits
            self.jsonStyle = jsonStyle
            self.now = now
            self.environment = environment
            self.loader = loader
        }
    }

    /// What rendering gave.
    public struct Output: Sendable {
        public var text: String
        /// Names that were read and had no value, in order, each once; they rendered as nothing.
        public var missing: [String]
    }

    /// Renders the template. Nothing outside `context` is read and nothing is changed.
    public func render(_ context: Context) throws(JinjaError) -> Output {
        let renderer = JinjaRenderer(context)
        do throws(JinjaError) {
            try renderer.run(statements)
        } catch {
            throw Self.located(error, in: source)
        }
        return Output(text: renderer.output, missing: renderer.missing)
    }

    static func located(_ error: JinjaError, in source: [UInt8]) -> JinjaError {
        guard error.line == 0 else { return error }
        var error = error
        error.line = 1
        for byte in source.prefix(max(0, error.offset)) where byte == 0x0A { error.line += 1 }
        return error
    }

    private static func normalizingLineBreaks(_ source: [UInt8]) -> [UInt8] {
        guard source.contains(0x0D) else { return source }
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        for (index, byte) in source.enumerated() {
            if byte == 0x0D {
                if index + 1 >= source.count || source[index + 1] != 0x0A { result.append(0x0A) }
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
