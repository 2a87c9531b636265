import AssayEstimation
import AssayPrompts

/// Fills templates with the values beside them, or with those that were given.
struct PromptFiller {
    /// A unit with one set of values.
    struct Filling {
        var name: String
        var rendered: RenderedUnit
    }

    /// Values in place of those beside templates.
    let values: [PromptValues]?
    private let now = LocalTime.now()

    init(values: [PromptValues]?) { self.values = values }

    /// The unit once for each set of values; nothing where it has no values or cannot be filled.
    ///
    /// - Parameter note: hears why it could not be.
    func fill(_ unit: ResolvedUnit, _ folder: PromptFolder, note: (String) -> Void) -> [Filling] {
        let isTemplate = unit.unit.openParts > 0 || !unit.unit.facts.includes.isEmpty
        guard isTemplate, unit.unit.syntax != .interpolation else { return [] }
        var sets = values
        if sets == nil {
            let (values, problems) = FixtureResolver(read: folder.read).values(of: unit.unit)
            for problem in problems { note(problem.message) }
            sets = values
        }
        guard let sets, !sets.isEmpty else { return [] }
        let home = unit.path.map { folder.folder(of: $0) } ?? folder
        let renderer = UnitRenderer(unit.document, now: now, loader: { home.template($0) })
        var fillings: [Filling] = []
        for set in sets {
            let rendered = renderer.render(unit.unit, values: set.values)
            guard rendered.notes.isEmpty else {
                let subject = unit.path.map { "\($0) " } ?? ""
                note("\(subject)cannot be filled, so it is counted as it stands: \(rendered.notes[0])")
                return []
            }
            fillings.append(Filling(name: set.name, rendered: rendered))
        }
        return fillings
    }
}
