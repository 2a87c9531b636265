import AssayEstimation
import AssayPrompts

extension UnitContents {
    /// What rules on examples and history find in a unit.
    ///
    /// - Complexity: O(n) in the text, times the depth of blocks.
    public init(reading unit: PromptUnit, in document: PromptDocument) {
        let text = DemonstrationText(unit, source: document.source)
        // Logs and training data hold conversations that took place; their turns are no choice of an author.
        let isRecord = [.session, .openTelemetry, .openaiFineTune].contains(document.format)
        let groups = DemonstrationFinder.groups(unit, text, readsTurns: !isRecord).filter { $0.demonstrations.count > 1 }
        let declared = UnitContents(declaredIn: unit)
        let isProgram = [.python, .javascript, .swift].contains(document.format)
        let places = TemplateHistory(unit, source: document.source, isProgram: isProgram).places.map(\.name)
        var examples = groups.reduce(0) { $0 + $1.demonstrations.count }
        // One alone is compared with no other, and is an example all the same: a second one would count as two.
        if examples == 0, !isRecord {
            examples = text.messages.count { MarkedDemonstrations.isSingle(text.bytes, $0) }
        }
        self.init(
            examples: max(declared.examples, examples),
            histories: places.isEmpty ? declared.histories : places)
    }
}
