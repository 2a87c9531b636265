import AssayEstimation
import AssayLanguageServer
import AssayLinting
import AssayPrompts
import AssayTokenization

/// What the language server asks: configuration, vocabularies and prices. Everything is read anew for each linting;
/// that takes less than a millisecond, and nothing is ever stale.
final class EditorHost: LanguageServerHost {
    private let rules: LintRuleOptions
    private let counting: LintCountingOptions
    private let configuration: FilePath?
    private let pricing: LintPricing

    /// - Parameter configuration: the configuration to use for every file.
    init(_ rules: LintRuleOptions, _ counting: LintCountingOptions, configuration: FilePath?) throws(Failure) {
        self.rules = rules
        self.counting = counting
        self.configuration = configuration
        pricing = LintPricing(prices: try counting.prices.context())
    }

    func setup(path: String?, name: String, bytes: [UInt8]) throws(LanguageServerError) -> DocumentSetup? {
        do throws(Failure) {
            return try makeSetup(path.map { FilePath($0) }, name, bytes)
        } catch {
            throw LanguageServerError(error.description)
        }
    }

    private func makeSetup(_ path: FilePath?, _ name: String, _ bytes: [UInt8]) throws(Failure) -> DocumentSetup? {
        guard bytes.withUnsafeBufferPointer(BinaryCheck.kind) == nil else { return nil }
        let folder = absolute(path?.parent ?? FilePath("."))
        let setups = LintSetup(
            rules: rules, models: counting.models, vocabulary: counting.vocabulary,
            explicit: configuration, isIsolated: false, pricing: pricing)
        let group = try setups.group(in: folder)
        let place = folder.appending((path ?? FilePath(name)).lastComponent)
        let given = path == nil ? nil : group.format(for: place)
        let format = given ?? FormatDetector.detect(bytes, name: name)
        if let path {
            let isIncluded = given != nil || group.matches(group.configuration.include, place)
            let isPrompt = PromptCandidate.isCandidate(path) && !PromptCandidate.isLeftAlone(path, format)
            guard isIncluded || isPrompt, !group.matches(group.configuration.exclude, place) else { return nil }
        }
        return DocumentSetup(
            linter: group.setup(for: place).linter, format: format, meters: try meters(group),
            severity: rules.severity
        ) { name in
            path == nil ? nil : try? FileReader.make().readAll(.file(folder.appending(name)))
        }
    }

    /// A folder without symbolic links, as far as it exists: a file that is not saved yet has one too.
    private func absolute(_ folder: FilePath) -> FilePath {
        var missing: [[UInt8]] = []
        var next: FilePath? = folder
        while let path = next {
            if let real = SmallFile.canonicalPath(path) {
                return missing.reversed().reduce(real) { $0.appending($1) }
            }
            missing.append(path.lastComponent)
            next = path.parent
        }
        return FilePath("/")
    }

    /// A meter a model; without models, the vocabulary.
    private func meters(_ group: LintSetup.Group) throws(Failure) -> [TokenMeter] {
        let models = group.configuration.models
        guard !models.isEmpty else {
            let tokenizer = group.linter.tokenizer
            return [
                TokenMeter(name: tokenizer.vocabulary.name) { text in
                    (try? tokenizer.count(text)).map { TokenMeter.Count(low: $0, point: $0, high: $0) }
                }
            ]
        }
        var meters: [TokenMeter] = []
        for model in models {
            let id = try pricing.prices.model(model).model.id
            let column = try VocabularyLibrary().estimatedColumn(model: model, id: id)
            let cost = try pricing.inputCost(model)
            let count = { @Sendable (text: [UInt8]) -> TokenMeter.Count? in
                guard let tokens = try? column.tokenizer.count(text) else { return nil }
                var scripts = ScriptTally()
                if column.needsScripts { scripts.add(text) }
                let count = column.count(tokens, scripts: scripts)
                return TokenMeter.Count(low: count.low, point: count.point, high: count.high)
            }
            meters.append(TokenMeter(name: model, count: count, dollars: { cost($0)?.description }))
        }
        return meters
    }
}
