/// Finds models by the names people write.
///
/// A name is tried as it is, then with other separators, then by the table's patterns, then without routing prefixes
/// and snapshot dates, then with a family name put before it, then as the end of a path. The first of these that finds
/// something decides. When several providers sell what was found, the one closest to the model's maker is meant; when
/// that leaves more than one model, the name is ambiguous and that is an error.
public struct ModelFinder: Sendable {
    public let table: PriceTable
    /// For aliases that change their meaning.
    public let instant: UTCInstant

    public init(_ table: PriceTable, at instant: UTCInstant) {
        self.table = table
        self.instant = instant
    }

    /// The model with a name. A provider may stand before it (`azure/gpt-5`, `bedrock:...`) or be given apart.
    public func find(_ name: String, provider: String? = nil) throws(ModelNameError) -> ModelMatch {
        if let match = try match(name, provider: provider) { return match }
        let providers: Set<String>? = try provider.map { (name) throws(ModelNameError) in [try self.provider(name)] }
        throw .unknown(name: name, nearest: NearestModels(table).names(Self.wanted(name), among: providers))
    }

    /// The model with a name; nil where there is none, which takes a fraction of the time that the nearest names do.
    public func match(_ name: String, provider: String? = nil) throws(ModelNameError) -> ModelMatch? {
        let wanted = Self.wanted(name)
        guard wanted.utf8.contains(where: { $0 > 0x20 }) else { throw .empty }
        if let provider {
            let id = try self.provider(provider)
            if let match = try find(wanted, among: [id]) { return match }
            // The name may repeat the provider: `-m azure/gpt-5 --provider azure`.
            if let (prefix, rest) = qualification(wanted), prefix == id, let match = try find(rest, among: [id]) {
                return match
            }
            return try findByEnding(wanted, among: [id])
        }
        if let (provider, rest) = qualification(wanted) {
            // Under another name of the provider the prefix may be part of the model's name: a cloud can sell one model
            // in two ways, `bedrock/x` and `bedrock_mantle/x`.
            if !wanted.hasPrefix(provider + "/"), let match = try findWhole(wanted, provider) { return match }
            if let match = try find(rest, among: [provider]) { return match }
        }
        if let match = try find(wanted, among: nil) { return match }
        let (provider, rest): (Set<String>?, String) =
            qualification(wanted).map { ([$0.provider], $0.rest) } ?? (nil, wanted)
        return try findByEnding(rest, among: provider)
    }

    private static func wanted(_ name: String) -> String { String(Substring(name.lowercased()).trimmed) }

    /// The identifier of a provider that is called so.
    public func provider(_ name: String) throws(ModelNameError) -> String {
        if let id = ProviderNames.identifier(name, in: table) { return id }
        let nearest = EditDistance.nearest(to: name.lowercased(), among: table.providers, count: 3)
        throw .unknownProvider(name: name, nearest: nearest)
    }

    /// The provider before the first `/` or `:` of a name, and what follows.
    private func qualification(_ name: String) -> (provider: String, rest: String)? {
        guard let end = name.firstIndex(where: { $0 == "/" || $0 == ":" }),
            let id = ProviderNames.identifier(String(name[..<end]), in: table)
        else { return nil }
        let rest = name[name.index(after: end)...]
        return rest.isEmpty ? nil : (id, String(rest))
    }

    // MARK: Steps

    private struct Candidate {
        var model: ModelPrices
        var closeness: ProviderPrices.Kind
    }

    private func find(_ name: String, among providers: Set<String>?) throws(ModelNameError) -> ModelMatch? {
        if let match = try lookUp(name, among: providers) { return match }
        for form in NameForms.shorter(name) {
            if let match = try lookUp(form, among: providers, method: .shortened) { return match }
        }
        for family in NameForms.families {
            if let match = try lookUp(family + name, among: providers, method: .family) { return match }
        }
        return nil
    }

    /// A model whose name ends in this one after a slash: hosts write paths before names,
    /// `accounts/fireworks/models/llama-v3p3-70b-instruct`.
    ///
    /// - Complexity: O(size of the index), for names that nothing else finds.
    private func findByEnding(_ name: String, among providers: Set<String>?) throws(ModelNameError) -> ModelMatch? {
        guard name.utf8.count >= 3 else { return nil }
        let ending = "/" + NameIndex.fold(name)
        let rows = table.allRows().filter { row in
            providers?.contains(row.provider) != false && row.name.contains("/")
                && NameIndex.fold(row.name).hasSuffix(ending)
        }
        return try choose(load(rows, name), .shortened, nil, name)
    }

    /// A model that is called by the whole name, prefix included.
    private func findWhole(_ name: String, _ provider: String) throws(ModelNameError) -> ModelMatch? {
        let rows = table.rows(folded: NameIndex.fold(name)).filter {
            $0.provider == provider && $0.name == name
        }
        return try choose(load(rows, name), .exact, nil, name)
    }

    /// One form of a name: exactly, then with other separators, then by pattern. A pattern of the maker outranks the
    /// exact name at a cloud, which may list a snapshot that the maker does not.
    private func lookUp(
        _ name: String, among providers: Set<String>?, method: ModelMatch.Method? = nil
    ) throws(ModelNameError) -> ModelMatch? {
        let rows = table.rows(folded: NameIndex.fold(name)).filter { providers?.contains($0.provider) != false }
        let exact = rows.filter { $0.name == name }
        for (found, how) in [(exact, ModelMatch.Method.exact), (rows, .spelling)] where !found.isEmpty {
            // Within a provider a model's own name outranks another model's alias.
            let owners = Set(found.filter { $0.id.lowercased() == $0.name }.map(\.provider))
            let candidates = try load(
                found.filter { !owners.contains($0.provider) || $0.id.lowercased() == $0.name }, name)
            guard let closest = candidates.map(\.closeness).min() else { continue }
            if closest > .maker,
                let match = try choose(byPattern(name, providers, below: closest), .pattern, method, name)
            {
                return match
            }
            if closest > .maker, NameIndex.fold(name).hasSuffix("-latest"),
                candidates.allSatisfy({ $0.model.refusal != nil }), let match = try findAtMaker(name, providers, method)
            {
                return match
            }
            let all = try load(found, name).map(\.model.qualifiedName)
            if let match = try choose(candidates, how, method, name, alternatives: all) { return match }
        }
        return try choose(byPattern(name, providers, below: nil), .pattern, method, name)
    }

    /// The maker's own model that a name with `-latest` means where those who know the very name only sell it, and have no
    /// price: by a pattern, or by the name without its ending.
    private func findAtMaker(
        _ name: String, _ providers: Set<String>?, _ method: ModelMatch.Method?
    ) throws(ModelNameError) -> ModelMatch? {
        func isMeant(_ candidate: Candidate) -> Bool {
            candidate.closeness == .maker && candidate.model.refusal == nil
        }
        let matching = try byPattern(name, providers, below: nil, isMakers: true).filter(isMeant)
        if let match = try choose(matching, .pattern, method, name) { return match }
        for form in NameForms.shorter(name) {
            let rows = table.rows(folded: NameIndex.fold(form)).filter { providers?.contains($0.provider) != false }
            if let match = try choose(load(rows, form).filter(isMeant), .shortened, nil, name) { return match }
        }
        return nil
    }

    /// The models whose most particular pattern matches. With a limit, only those closer to the maker than that, and
    /// only when the pattern leaves nothing open but a date.
    ///
    /// - Parameter isMakers: whether only makers' own patterns count.
    private func byPattern(
        _ name: String, _ providers: Set<String>?, below limit: ProviderPrices.Kind?, isMakers: Bool = false
    ) throws(ModelNameError) -> [Candidate] {
        let matching = table.patterns().filter { row in
            providers?.contains(row.provider) != false && row.matches(name)
                && (limit == nil || row.pattern.isSnapshot(name))
        }
        // A cloud may spell out a snapshot that the maker's own pattern leaves open: the maker's is meant.
        var makers: [NameIndex.PatternRow] = []
        for row in matching where isMakers || row.pattern.isSnapshot(name) {
            if try closeness(row.provider, row.id) == .maker { makers.append(row) }
        }
        let eligible = makers.isEmpty && !isMakers ? matching : makers
        let longest = eligible.map(\.pattern.literalLength).max()
        let best = eligible.filter { $0.pattern.literalLength == longest }
        let candidates = try load(best.map { NameIndex.Row(name: name, provider: $0.provider, id: $0.id) }, name)
        return candidates.filter { candidate in limit.map { candidate.closeness < $0 } ?? true }
    }

    /// The one model that is meant among those found; an error when there are several, nil when there is none.
    private func choose(
        _ candidates: [Candidate], _ how: ModelMatch.Method, _ method: ModelMatch.Method?, _ name: String,
        alternatives: [String] = []
    ) throws(ModelNameError) -> ModelMatch? {
        guard let closest = candidates.map(\.closeness).min() else { return nil }
        let models = candidates.filter { $0.closeness == closest }.map(\.model)
        guard models.count == 1 else {
            throw .ambiguous(name: name, candidates: models.map(\.qualifiedName).sorted())
        }
        let others = Set(alternatives + candidates.map(\.model.qualifiedName)).subtracting([models[0].qualifiedName])
        return ModelMatch(model: models[0], method: method ?? how, alternatives: others.sorted())
    }

    /// The models of some rows, each once, without those whose alias does not hold at the instant.
    private func load(_ rows: [NameIndex.Row], _ name: String) throws(ModelNameError) -> [Candidate] {
        var seen: Set<String> = []
        var candidates: [Candidate] = []
        for row in rows where seen.insert("\(row.provider)/\(row.id)").inserted {
            let closeness = try closeness(row.provider, row.id)
            do {
                guard let model = try table.model(provider: row.provider, id: row.id),
                    model.answers(to: name, at: instant)
                else { continue }
                candidates.append(Candidate(model: model, closeness: closeness))
            } catch {
                throw .table(error)
            }
        }
        return candidates
    }

    /// How close a provider is to the maker of one of its models.
    private func closeness(_ provider: String, _ id: String) throws(ModelNameError) -> ProviderPrices.Kind {
        do {
            return try table.providerHeader(provider).map { ModelFamilies.closeness(of: $0, to: id) } ?? .host
        } catch {
            throw .table(error)
        }
    }
}

extension ModelPrices {
    /// Whether a name of this model is its name at an instant: only aliases with dates ever are not.
    fileprivate func answers(to name: String, at instant: UTCInstant) -> Bool {
        let same = aliases.filter { NameIndex.fold($0.name) == NameIndex.fold(name) }
        return same.isEmpty || same.contains { $0.validity.contains(instant) }
            || NameIndex.fold(id) == NameIndex.fold(name)
    }
}
