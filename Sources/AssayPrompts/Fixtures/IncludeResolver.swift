import AssayText

/// A unit together with the file that its spans refer to.
public struct ResolvedUnit: Sendable {
    public var document: PromptDocument
    public var unit: PromptUnit
    /// The path of the file, where the unit was not read from the file at hand.
    public var path: String?

    public init(document: PromptDocument, unit: PromptUnit, path: String? = nil) {
        self.document = document
        self.unit = unit
        self.path = path
    }
}

/// Follows units that only name the file their text stands in: promptfoo's `file://`, promptflow's nodes, LangChain's
/// `template_path`.
public struct IncludeResolver: Sendable {
    private let read: @Sendable (String) -> [UInt8]?
    /// Formats whose units may be no more than a name. Includes of templates are a matter of rendering.
    public static let formats: Set<PromptFormat> = [.promptfoo, .promptflow, .langchain]

    /// - Parameter read: reads a file by the path that the prompt gives; nil where there is none.
    public init(read: @escaping @Sendable (String) -> [UInt8]?) {
        self.read = read
    }

    /// Whether a unit of a document of that format is no more than the name of a file.
    public static func isName(_ unit: PromptUnit, in format: PromptFormat) -> Bool {
        formats.contains(format) && !unit.facts.includes.isEmpty && !unit.segments.contains(where: \.isSent)
    }

    /// What a document sends.
    public struct Resolution: Sendable {
        public var units: [ResolvedUnit] = []
        /// What could not be read: prompts that are missing.
        public var problems: [ReadProblem] = []
        /// What is not read on purpose: programs that make prompts, and patterns of names.
        public var skipped: [ReadProblem] = []
    }

    /// The units of a document, those in other files read from there with the facts of the one that names them.
    ///
    /// A file that itself names others is refused, so that no chain of names can go in a circle.
    public func units(of document: PromptDocument) -> Resolution {
        var result = Resolution()
        for unit in document.units {
            guard Self.isName(unit, in: document.format), let reference = unit.facts.includes.first else {
                result.units.append(ResolvedUnit(document: document, unit: unit))
                continue
            }
            let offset = reference.span.lowerBound
            if let message = Self.reasonToSkip(reference.path) {
                result.skipped.append(ReadProblem(offset: offset, message: message))
                continue
            }
            do throws(ReadError) {
                result.units += try load(reference.path, for: unit, of: document.format)
            } catch {
                result.problems.append(ReadProblem(offset: offset, message: error.message))
            }
        }
        return result
    }

    /// `prompt.py`, `prompt.py:name` that names a function in it, and `prompts/*.txt`; nil for what names a text.
    private static func reasonToSkip(_ path: String) -> String? {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count > 1, let end = parts.last?.prefix(while: { $0 != ":" }).lowercased(), programs.contains(end) {
            return "\(path) is a program that makes the prompt; it is not counted"
        }
        guard path.contains("*") || path.contains(text: "{{") else { return nil }
        return "\(path) is a pattern, which is not followed; the files that it means count for themselves"
    }

    private static let programs: Set<String> = ["cjs", "cts", "go", "js", "mjs", "mts", "php", "py", "rb", "sh", "ts"]

    private func load(
        _ path: String, for host: PromptUnit, of format: PromptFormat
    ) throws(ReadError) -> [ResolvedUnit] {
        guard let source = read(path) else { throw ReadError(offset: 0, message: "cannot read \(path) beside it") }
        var document: PromptDocument
        switch format {
        case .promptfoo: document = Self.promptfoo(source, path)
        case .langchain: document = Self.template(source, host.syntax)
        default:
            do throws(ReadError) {
                document = try PromptReader.read(source, name: path, as: .jinja)
            } catch {
                throw ReadError(offset: error.offset, message: "\(path): \(error.message)")
            }
        }
        return document.units.enumerated().map { index, unit in
            var unit = unit
            unit.name = document.units.count == 1 ? host.name : "\(host.name).\(index)"
            let includes = unit.facts.includes
            unit.facts = host.facts
            unit.facts.includes = includes
            if var tools = host.facts.tools {
                // They stand in another file than the rest.
                tools.span = 0..<0
                for index in tools.segments.indices { tools.segments[index].span = 0..<0 }
                unit.messages.insert(tools, at: 0)
            }
            return ResolvedUnit(document: document, unit: unit, path: path)
        }
    }

    /// A text file may hold several prompts, divided by lines of `---`.
    private static func promptfoo(_ source: [UInt8], _ path: String) -> PromptDocument {
        var document = PromptDocument(format: .jinja, source: source)
        var start = 0
        var parts: [Range<Int>] = []
        if path.hasSuffix(".txt") {
            for line in Dedent.lines(source, 0..<source.count) where Dedent.text(source, line) == "---" {
                parts.append(start..<line.lowerBound)
                start = line.upperBound
            }
        }
        parts.append(start..<source.count)
        for part in parts where source[part].contains(where: { !ByteClass.isWhitespace($0) }) {
            // promptfoo takes the white space around a prompt away.
            let isSpace = ByteClass.isWhitespace
            let lower = source[part].firstIndex { !isSpace($0) } ?? part.lowerBound
            let upper = (source[part].lastIndex { !isSpace($0) } ?? part.lowerBound) + 1
            let text = DecodedText.verbatim(source, lower..<max(lower, upper))
            document.units.append(
                PromptfooReader.unit(text, name: "", span: part, source, &document.problems))
        }
        return document
    }

    private static func template(_ source: [UInt8], _ syntax: TemplateSyntax) -> PromptDocument {
        var document = PromptDocument(format: .plain, source: source)
        var builder = UnitBuilder(source, name: "", span: 0..<source.count, syntax: syntax)
        TemplateAssembler.append(.verbatim(source, 0..<source.count), syntax: syntax, to: &builder)
        document.problems = builder.problems
        document.units = [builder.finish()]
        return document
    }
}
