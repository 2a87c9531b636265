import AssayEstimation
import AssayLinting
import AssayPricing
import AssayPrompts
import AssayTokenization

/// What a file is linted with: the configuration nearest above it, with the command line over it.
final class LintSetup {
    /// How one configuration file, or none, sets a run up.
    final class Group {
        let configuration: LintConfiguration
        /// How the first model's tokens follow from those that are counted; nil where they are the same.
        let estimate: ModelTokenization?
        /// The folder that the configuration's patterns start from.
        let folder: FilePath
        let linter: Linter
        private let patterns = PathPatterns()
        /// Patterns under `formats` that have matched no file yet.
        private(set) var unusedFormats: [String]

        init(
            _ configuration: LintConfiguration, folder: FilePath, tokenizer: Tokenizer, estimate: ModelTokenization?,
            context: LintContext
        ) {
            self.configuration = configuration
            self.estimate = estimate
            self.folder = folder
            unusedFormats = configuration.formats.flatMap(\.paths)
            linter = Linter(
                tokenizer: tokenizer, rules: configuration.activeRules { _ in false }, context: context)
        }

        /// Whether one of the patterns names the file or a folder around it.
        func matches(_ texts: [String], _ path: FilePath) -> Bool {
            !texts.isEmpty && patterns.match(texts, path.inside(folder).bytes[...])
        }

        /// What the configuration has a file read as; nil where it says nothing of it.
        func format(for path: FilePath) -> PromptFormat? {
            configuration.formats.first { matches($0.paths, path) }?.format
        }

        /// Takes a file of a folder into account for what ``unusedFormats`` says.
        func noteFormats(of path: FilePath) {
            guard !unusedFormats.isEmpty else { return }
            unusedFormats.removeAll { matches([$0], path) }
        }

        /// What a file is linted with.
        func setup(for path: FilePath) -> FileSetup {
            let matching = configuration.overrides.map { matches($0.paths, path) }
            if let known = setups[matching] { return known }
            var linter = linter
            if matching.contains(true) { linter.rules = configuration.activeRules { matches($0, path) } }
            let setup = FileSetup(
                linter: linter, salt: linter.salt,
                failLevel: FailLevel(rawValue: configuration.failOn ?? "info") ?? .info)
            setups[matching] = setup
            return setup
        }

        /// By which overrides apply.
        private var setups: [[Bool]: FileSetup] = [:]
    }

    /// A linter with the hash of everything that it depends on.
    struct FileSetup {
        var linter: Linter
        var salt: ContentHash
        var failLevel: FailLevel
    }

    private let rules: LintRuleOptions
    private let models: [String]
    private let vocabulary: String?
    private let explicit: FilePath?
    private let isIsolated: Bool
    private let pricing: LintPricing
    private var byFolder: [FilePath: Group] = [:]
    private var byFile: [FilePath: Group] = [:]

    /// - Parameters:
    ///   - explicit: the configuration to use for every file.
    ///   - isIsolated: whether no configuration is looked for.
    init(
        rules: LintRuleOptions, models: [String], vocabulary: String?, explicit: FilePath?, isIsolated: Bool,
        pricing: LintPricing
    ) {
        self.rules = rules
        self.models = models
        self.vocabulary = vocabulary
        self.explicit = explicit
        self.isIsolated = isIsolated
        self.pricing = pricing
    }

    /// The setup of the files in a folder, a path from the root on.
    func group(in folder: FilePath) throws(Failure) -> Group {
        if let known = byFolder[folder] { return known }
        let group: Group
        if let explicit {
            group = try load(explicit)
        } else if isIsolated {
            group = try make(LintConfiguration(), folder: folder)
        } else if let file = BudgetConfiguration.file(in: folder) {
            group = try load(file)
        } else if let parent = folder.parent {
            group = try self.group(in: parent)
        } else {
            group = try make(LintConfiguration(), folder: folder)
        }
        byFolder[folder] = group
        return group
    }

    /// What rules about a whole run ask, by the configuration of a folder.
    ///
    /// - Parameter absolute: the path from the root on of a path that reports show.
    func runContext(in folder: FilePath, absolute: @escaping (String) -> FilePath) throws(Failure) -> RunContext {
        let group = try group(in: folder)
        var run = RunContext()
        run.callsPerMonth = BudgetConfiguration.traffic(group.configuration.calls)?.callsAMonth
        if let model = group.configuration.models.first { run.inputCost = try pricing.inputCost(model) }
        for (kind, teams) in [("team", group.configuration.teams), ("label", group.configuration.labels)] {
            for team in teams {
                guard let budget = team.budget.flatMap({ try? ExactDecimal($0) }) else { continue }
                let calls = BudgetConfiguration.traffic(team.calls)?.callsAMonth
                run.teams.append(
                    LintTeam(name: "\(kind) \(team.name)", perMonth: budget, callsPerMonth: calls) { path in
                        team.paths.isEmpty || group.matches(team.paths, absolute(path))
                    })
            }
        }
        return run
    }

    /// Patterns under `formats` that no file matches, of configurations whose folders were walked as a whole.
    ///
    /// - Parameter roots: the folders that were walked, from the root on.
    func unusedFormats(below roots: [FilePath]) -> [(file: FilePath, pattern: String)] {
        byFile.sorted { $0.key < $1.key }.flatMap { file, group in
            let wasWalked = roots.contains { group.folder == $0 || group.folder.isBelow($0) }
            return wasWalked ? group.unusedFormats.map { (file, $0) } : []
        }
    }

    /// What else to do about a configuration that was found and cannot be taken.
    private static let foundAdvice = "lint without it (--no-config)"

    private func load(_ file: FilePath) throws(Failure) -> Group {
        if let known = byFile[file] { return known }
        let bytes: [UInt8]?
        do {
            bytes = try SmallFile.read(file)
        } catch {
            let advice = file == explicit ? "name another" : Self.foundAdvice
            throw Failure(cannot: "read the configuration", file, error, advice: "change its rights, or \(advice)")
        }
        guard let bytes else {
            throw Failure(configurationFolder: file) ?? Failure("there is no configuration \(file.display)")
        }
        let configuration: LintConfiguration
        do {
            configuration = try ConfigurationReader.read(bytes)
        } catch {
            throw Failure("\(file.display):\(error)")
        }
        let folder = SmallFile.canonicalPath(file)?.parent ?? FilePath("/")
        let group: Group
        do {
            group = try make(configuration, folder: folder)
        } catch {
            // The command line's own models and vocabulary come first.
            guard models.isEmpty, vocabulary == nil else { throw error }
            let unknown = configuration.models.firstIndex { (try? pricing.prices.model($0)) == nil }
            let line = unknown.map { ":\(configuration.modelLines[$0])" } ?? ""
            throw Failure("\(file.display)\(line): \(error)")
        }
        byFile[file] = group
        return group
    }

    private func make(_ configuration: LintConfiguration, folder: FilePath) throws(Failure) -> Group {
        var configuration = try rules.applied(to: configuration)
        if !models.isEmpty { configuration.models = models }
        if let vocabulary { configuration.vocabulary = vocabulary }
        let library = VocabularyLibrary()
        var context = try pricing.context(configuration.models)
        context.hasTeams = (configuration.teams + configuration.labels).contains { $0.budget != nil }
        let tokenizer: Tokenizer
        var estimate: ModelTokenization?
        if let name = configuration.vocabulary {
            tokenizer = try library.tokenizer(name)
        } else if let model = configuration.models.first {
            let column = try library.estimatedColumn(model: model, id: pricing.prices.model(model).model.id)
            tokenizer = column.tokenizer
            estimate = column.tokenization.flatMap { $0.method.isCounted ? nil : $0 }
        } else {
            tokenizer = try library.tokenizer("o200k_base")
        }
        let budget = BudgetTokens(
            models: configuration.models, pricing: pricing,
            text: UnitCounter(tokenizer, assumptions: OpenTextAssumptions(tokensPerValue: 0...0)))
        context.requestTokens = { unit, document in budget.tokens(of: unit, in: document) }
        return Group(configuration, folder: folder, tokenizer: tokenizer, estimate: estimate, context: context)
    }
}
