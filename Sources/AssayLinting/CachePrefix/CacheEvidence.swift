import AssayPrompts

/// Whether the requests of a file are cached by prefix, and at which prices.
struct CacheEvidence {
    /// Price of a written token, as a multiple of a fresh one.
    var write: Double
    /// Price of a read token, as a multiple of a fresh one.
    var read: Double
    /// The model that the prices are of; nil for the usual ones.
    var model: String?
    /// The shortest prefix, in tokens, that is cached; nil where it is not known.
    var minimum: Int?

    /// Nil where nothing says that a cache is used: neither the file asks for one, nor a model of the run has one.
    ///
    /// - Parameter name: the model that the file names itself, whose prices go before those of the run's models.
    static func find(_ document: DocumentAnalysis, named name: String?) -> CacheEvidence? {
        let asks = asksForCache(document)
        let ofRun = document.context.models.lazy.compactMap { CacheEvidence($0) }.first
        guard asks || ofRun != nil else { return nil }
        if let own = name.flatMap({ document.model(named: $0) }) {
            return CacheEvidence(own) ?? (asks ? .usual : nil)
        }
        return ofRun ?? .usual
    }

    /// Nil for a model whose cached tokens are no cheaper.
    private init?(_ model: LintModel) {
        guard let read = model.cacheReadFactor, read < 1 else { return nil }
        self.init(write: model.cacheWriteFactor ?? 1, read: read, model: model.name, minimum: model.cacheMinimum)
    }

    private init(write: Double, read: Double, model: String?, minimum: Int? = nil) {
        (self.write, self.read, self.model, self.minimum) = (write, read, model, minimum)
    }

    /// Whether a prefix is known to be too short to be cached.
    func isTooShort(_ tokens: Int?) -> Bool {
        guard let tokens, let minimum else { return false }
        return tokens < minimum
    }

    /// What most providers that let a request mark its prefix ask: 1.25 x to write, 0.1 x to read.
    private static let usual = CacheEvidence(write: 1.25, read: 0.1, model: nil)

    private static func asksForCache(_ document: DocumentAnalysis) -> Bool {
        if document.document.units.contains(where: { !$0.facts.cacheBreakpoints.isEmpty }) { return true }
        if document.document.units.contains(where: { unit in
            unit.facts.settings.contains { setting in
                setting.path.split(separator: ".").contains { marks.contains(String($0)) }
                    || marks.contains(setting.value)
            }
        }) {
            return true
        }
        return document.codeHistory?.code.tokens.contains { token in
            (token.text.utf8.first == UInt8(ascii: "c") || token.text.utf8.first == UInt8(ascii: "p"))
                && marks.contains(token.text)
        } ?? false
    }

    private static let marks: Set<String> = [
        "cache_control", "cacheControl", "cachePoint", "prompt_cache_key", "promptCacheKey", "cachedContent",
        "cached_content", "cache_prompt", "prompt_cache_retention",
    ]

    /// Whether a sliding window of `turns` turns, of unknown length when nil, ever costs a tenth more than the whole history.
    func isDear(window turns: Int?) -> Bool {
        turns.map { HistoryPolicyCost.greatestExcess(window: $0, write: write, read: read) >= 0.1 } ?? true
    }

    /// What the finding says about a sliding window of `turns` turns; of unknown length when nil.
    func advice(window turns: Int?) -> String {
        let prices = "cache reads \(text(read)) x, writes \(text(write)) x" + (model.map { " on \($0)" } ?? "")
        guard let turns else {
            let factor = Int((2 * write / max(read, 0.001) - 1).rounded())
            return "a window of m turns pays only from turn (m - 1) x \(factor) on (\(prices))"
        }
        guard let turn = HistoryPolicyCost.breakEvenTurn(window: turns, write: write, read: read) else {
            return "it never pays (\(prices))"
        }
        return "with \(turns) turns it pays only from turn \(turn) on (\(prices))"
    }

    private func text(_ factor: Double) -> String {
        let hundredths = Int((factor * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100)"
            + (rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)")
    }
}
