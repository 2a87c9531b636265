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
    /// Values were given, or how long they are, or it matters where they stand.
    private let expectsValues: Bool
    private let now = LocalTime.now()

    init(values: [PromptValues]?, expectsValues: Bool) {
        self.values = values
        self.expectsValues = expectsValues
    }

    /// The unit once for each set of values; nothing where it has no values or cannot be filled.
    ///
    /// - Parameter note: hears why it could not be.
    func fill(_ unit: ResolvedUnit, _ folder: PromptFolder, note: (String) -> Void) -> [Filling] {
        let isTemplate = unit.unit.openParts > 0 || !unit.unit.facts.includes.isEmpty
        guard isTemplate, unit.unit.syntax != .interpolation else {
            if expectsValues, !isTemplate, Self.looksLikeTemplate(unit.document) {
                note("{{ }} and {% %} stand for themselves in plain text; --as jinja, or another format, reads it as a template")
            }
            return []
        }
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

    /// Whether a text that is no template has what a template's values stand in.
    private static func looksLikeTemplate(_ document: PromptDocument) -> Bool {
        guard [.plain, .markdown].contains(document.format) else { return false }
        return zip(document.source, document.source.dropFirst()).contains {
            $0 == UInt8(ascii: "{") && ($1 == UInt8(ascii: "{") || $1 == UInt8(ascii: "%"))
        }
    }
}
