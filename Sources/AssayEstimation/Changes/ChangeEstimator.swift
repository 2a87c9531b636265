import AssayPricing
import AssayPrompts

/// Says what changes of prompts cost.
///
/// ```swift
/// let estimator = ChangeEstimator(before: old, after: new, renames: renames)
/// let changes = estimator.changes { _ in [model] }
/// ```
public struct ChangeEstimator {
    public let before: [ChangedFile]
    public let after: [ChangedFile]
    /// All units, each with what it was.
    public let pairs: [UnitPair]
    private let contents: (PromptUnit, PromptDocument) -> UnitContents

    /// - Parameters:
    ///   - renames: paths before, with the paths after.
    ///   - contents: finds examples and history in a unit.
    public init(
        before: [ChangedFile], after: [ChangedFile], renames: [String: String] = [:],
        contents: @escaping (PromptUnit, PromptDocument) -> UnitContents = { unit, _ in UnitContents(declaredIn: unit) }
    ) {
        self.before = before
        self.after = after
        pairs = UnitMatcher.pairs(before: before, after: after, renames: renames)
        self.contents = contents
    }

    /// A version of a unit with its file.
    public func version(_ index: UnitIndex?, in files: [ChangedFile]) -> (unit: PromptUnit, file: ChangedFile)? {
        guard let index, files.indices.contains(index.file) else { return nil }
        let file = files[index.file]
        guard file.document.units.indices.contains(index.unit) else { return nil }
        return (file.document.units[index.unit], file)
    }

    /// The units that were added, removed, changed or moved, in the order of the files as they are now.
    ///
    /// - Parameters:
    ///   - earlierModel: the model that a unit, as it was, is priced on where the prompts themselves say so; nil where
    ///     that of now does.
    ///   - title: what a name of a model stands for, so that another spelling is no other model.
    ///   - models: the models that a unit, at its place, is priced on.
    /// - Complexity: each changed unit is counted a few times a model; those that stay are not counted.
    public func changes(
        earlierModel: (PromptUnit, UnitChange.Place) -> ChangeModel? = { _, _ in nil },
        title: (String) -> String = { $0 },
        models: (PromptUnit, UnitChange.Place) -> [ChangeModel]
    ) -> [UnitChange] {
        pairs.compactMap { pair in
            // What is sent only inside another unit is priced there.
            let old = version(pair.before, in: before).flatMap { $0.unit.facts.isFragment ? nil : $0 }
            let new = version(pair.after, in: after).flatMap { $0.unit.facts.isFragment ? nil : $0 }
            if old == nil, new == nil { return nil }
            var change = UnitChange(
                status: .changed, before: old.map(Self.place), after: new.map(Self.place), basis: pair.basis, models: [],
                effects: [])
            if old == nil {
                change.status = .added
            } else if new == nil {
                change.status = .removed
            } else if pair.isSame, Self.haveSameFacts(old?.unit, new?.unit) {
                guard change.origin != nil else { return nil }
                change.status = .moved
            }
            if let unit = (new ?? old)?.unit {
                let prefix = change.status == .changed ? prefixChange(old, new) : nil
                let isOne = unit.facts.models.count < 2
                let earlier =
                    isOne && change.status == .changed ? old.flatMap { earlierModel($0.unit, Self.place($0)) } : nil
                change.models = models(unit, change.place).map { self.change(old, new, prefix, on: $0, after: earlier) }
            }
            if change.status == .changed || change.status == .added { change.effects = effects(old, new) }
            if let old, let new {
                // Where prices are on the models that are named, what is said of them says it.
                if !change.models.contains(where: { $0.earlierModel != nil }) {
                    change.effects += ChangeEffects.models(old.unit, new.unit, title, pricedOn: change.models)
                }
                change.effects += ChangeEffects.settings(old.unit, new.unit)
            }
            return change
        }
    }

    private static func place(_ version: (unit: PromptUnit, file: ChangedFile)) -> UnitChange.Place {
        UnitChange.Place(
            path: version.file.path, unit: version.unit.name,
            line: version.file.places.line(at: version.unit.span.lowerBound))
    }

    /// Whether settings that decide about cost are the same.
    private static func haveSameFacts(_ one: PromptUnit?, _ other: PromptUnit?) -> Bool {
        one?.facts.models == other?.facts.models && one?.facts.maxOutputTokens == other?.facts.maxOutputTokens
            && one?.facts.serviceTier == other?.facts.serviceTier
            && one?.facts.statedCacheLifetimes == other?.facts.statedCacheLifetimes
    }

    // MARK: One model

    private typealias Version = (unit: PromptUnit, file: ChangedFile)

    private func prefixChange(_ old: Version?, _ new: Version?) -> PrefixChange? {
        guard let old, let new else { return nil }
        return PrefixChange(from: old.unit, in: old.file.document, to: new.unit, in: new.file)
    }

    private func change(
        _ old: Version?, _ new: Version?, _ prefix: PrefixChange?, on model: ChangeModel, after earlier: ChangeModel?
    ) -> ModelChange {
        var change = ModelChange(model: model.prices.qualifiedName, effects: [])
        let first = earlier ?? model
        if first.prices.qualifiedName != change.model { change.earlierModel = first.prices.qualifiedName }
        do {
            change.before = try old.map { (version) throws(CostError) in
                try first.estimate(version.unit, version.file.document)
            }
            change.after = try new.map { (version) throws(CostError) in
                try model.estimate(version.unit, version.file.document)
            }
            if let name = change.earlierModel {
                change.effects.append(
                    ChangeEffect(.modelChanged, "it ran on \(name) and now runs on \(change.model)"))
            }
            change.effects += ChangeEffects.limits(change, of: model, before: first)
            if change.earlierModel == nil, let old, let new, let prefix, let input = change.after?.input {
                try CachePrefixComparison(old, new, prefix, input, model).compare(into: &change)
            }
        } catch {
            change.effects.append(ChangeEffect(.notEstimated, "it cannot be estimated: \(error)"))
        }
        return change
    }

    private func effects(_ old: Version?, _ new: Version?) -> [ChangeEffect] {
        guard let new else { return [] }
        let earlier = old.map { contents($0.unit, $0.file.document) } ?? UnitContents()
        return ChangeEffects.contents(from: earlier, to: contents(new.unit, new.file.document))
    }
}
