import AssayPrompts
import AssayTokenization

/// A file with what rules ask about it, each answer worked out once and only when it is asked for.
///
/// An analysis belongs to one thread.
public final class DocumentAnalysis {
    public let path: String
    public let document: PromptDocument
    public let context: LintContext
    /// What tokens are counted with.
    public let tokenizer: Tokenizer
    /// The units that are sent: constants that the file itself never reads are left out.
    public private(set) lazy var units: [UnitAnalysis] = document.units.enumerated().map {
        UnitAnalysis(unit: $0.element, index: $0.offset, document: self)
    }
    /// What the program does with the lists it sends; nil for files that are no program.
    private(set) lazy var codeHistory = HistoryFlow(document)
    /// The worked examples of all units, and those in a program's own lists.
    private(set) lazy var allDemonstrations = units.map(\.demonstrations) + [UnitDemonstrations(listsOf: self)]
    /// The rules of the run by id, with the values of their options; nil where a rule is asked alone.
    var activeRules: [String: RuleOptions]?
    /// The file's earlier version; nil where there is none to compare with.
    public private(set) lazy var before: DocumentAnalysis? = earlier.flatMap { bytes in
        (try? PromptReader.read(bytes, name: path, as: document.format)).map {
            DocumentAnalysis(
                $0, source: LintSource(path: path, bytes: bytes), tokenizer: tokenizer, context: context)
        }
    }
    private let earlier: [UInt8]?
    private let readNeighbour: @Sendable (String) -> [UInt8]?
    private var neighbours: [String: PromptDocument?] = [:]
    private var models: [String: LintModel?] = [:]

    public init(
        _ document: PromptDocument, source: LintSource, tokenizer: Tokenizer, context: LintContext = LintContext()
    ) {
        self.document = document.withoutDistantValues
        self.path = source.path
        self.tokenizer = tokenizer
        self.context = context
        earlier = source.before
        readNeighbour = source.neighbour
    }

    /// The bytes that all spans refer to.
    public var source: [UInt8] { document.source }

    /// The options of a rule that runs, so that what it reports is not reported again by a weaker one; nil where it does
    /// not run.
    func options(of rule: any Rule.Type) -> RuleOptions? {
        let description = rule.description
        return activeRules.map { $0[description.id] } ?? RuleOptions(description)
    }

    /// A file beside this one, such as the configuration that names a template; nil where there is none that can be
    /// read.
    public func neighbour(_ name: String) -> PromptDocument? {
        if let known = neighbours[name] { return known }
        let document = readNeighbour(name).flatMap { try? PromptReader.read($0, name: name) }
        neighbours[name] = document
        return document
    }

    /// The names of the files that ``neighbour(_:)`` was asked for: the findings depend on them too.
    public var neighboursAskedFor: [String] { neighbours.keys.sorted() }

    /// What is known of a model that the file names; nil where nothing is.
    func model(named name: String) -> LintModel? {
        if let known = models[name] { return known }
        let model = context.model?(name)
        models[name] = model
        return model
    }

    /// The names of the models that rules asked about: the findings depend on them too.
    var modelsAskedFor: [String] { models.keys.sorted() }
}

extension PromptDocument {
    /// The document without the values of texts that stand elsewhere in a program and are sent by their name: what there
    /// is to say of them is said there.
    fileprivate var withoutDistantValues: PromptDocument {
        func isDistant(_ segment: Segment) -> Bool { segment.isOpenValue && segment.span.isEmpty }
        var document = self
        for unit in units.indices where units[unit].segments.contains(where: isDistant) {
            for message in units[unit].messages.indices {
                document.units[unit].messages[message].segments.removeAll(where: isDistant)
            }
        }
        return document
    }
}
