import AssayEstimation
import AssayPricing
import AssayPrompts

/// The models that units are priced on, under each declared traffic.
final class DiffModels {
    private let names: [String]
    private let assumptions: CostAssumptions
    private let makeShelf: (CostAssumptions) -> CostModelShelf
    private var shelves: [Traffic?: CostModelShelf] = [:]
    /// Why counts are estimates and which models are no longer served, each sentence once.
    private(set) var caveats: [String] = []

    /// - Parameter names: without any, the model that a unit names is taken.
    init(
        _ names: [String], _ assumptions: CostAssumptions, _ makeShelf: @escaping (CostAssumptions) -> CostModelShelf
    ) {
        (self.names, self.assumptions, self.makeShelf) = (names, assumptions, makeShelf)
    }

    /// Whether there is a model for a unit.
    func isKnown(for unit: PromptUnit) -> Bool { !names.isEmpty || !stated(unit).isEmpty }

    /// The models that a unit names. What a program calls so and nobody else, such as a deployment of one's own, is none.
    private func stated(_ unit: PromptUnit) -> [String] {
        guard unit.facts.isModelOfProgram else { return unit.facts.models }
        return unit.facts.models.filter { shelf(assumptions.traffic).qualifiedName($0) != nil }
    }

    /// Fails for a name that is none, before anything is read.
    ///
    /// - Parameter place: where one of the names stands; nil for the command line.
    func check(place: (Int) -> String?) throws(Failure) {
        for (index, name) in names.enumerated() {
            do throws(Failure) {
                _ = try shelf(assumptions.traffic).model(name)
            } catch {
                throw place(index).map { Failure("\($0): \(error)") } ?? error
            }
        }
    }

    /// The models of a unit.
    func models(
        of unit: PromptUnit, _ traffic: Traffic?
    ) throws(Failure) -> [(name: String, model: CostModel, assumptions: CostAssumptions)] {
        var result: [(name: String, model: CostModel, assumptions: CostAssumptions)] = []
        var assumptions = assumptions
        assumptions.traffic = traffic
        for name in names.isEmpty ? known(stated(unit)) : names {
            let model = try shelf(traffic).model(name)
            let retirement = model.match.model.retirement(at: shelf(traffic).instant)
            for caveat in [retirement, model.caveat].compactMap({ $0 }) where !caveats.contains(caveat) {
                caveats.append(caveat)
            }
            result.append((name, model, assumptions))
        }
        return result
    }

    /// Those of several that are known; of none, the first, whose failure says so.
    private func known(_ models: [String]) -> [String] {
        let known = models.count > 1 ? models.filter { shelf(assumptions.traffic).qualifiedName($0) != nil } : models
        return known.isEmpty ? Array(models.prefix(1)) : known
    }

    /// What a name stands for, as `provider/model`; the name itself where nothing is known of it.
    func title(_ name: String) -> String { shelf(assumptions.traffic).qualifiedName(name) ?? name }

    /// The model that a unit named before it was changed; nil where the command line or the configuration decides, where
    /// it named several, or where the name is none that is known.
    func earlierModel(of unit: PromptUnit, _ traffic: Traffic?) -> ChangeModel? {
        guard names.isEmpty, stated(unit).count == 1 else { return nil }
        return (try? changeModels(of: unit, traffic))?.first
    }

    /// The same, as changes are priced on them.
    func changeModels(of unit: PromptUnit, _ traffic: Traffic?) throws(Failure) -> [ChangeModel] {
        let instant = shelf(traffic).instant
        return try models(of: unit, traffic).map { _, model, assumptions in
            ChangeModel(model.match.model, at: instant, assumptions: assumptions) { (unit, document) throws(CostError) in
                try model.estimate(unit, in: document)
            }
        }
    }

    private func shelf(_ traffic: Traffic?) -> CostModelShelf {
        if let known = shelves[traffic] { return known }
        var assumptions = assumptions
        assumptions.traffic = traffic
        let shelf = makeShelf(assumptions)
        shelves[traffic] = shelf
        return shelf
    }
}
