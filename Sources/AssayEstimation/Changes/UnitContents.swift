import AssayPrompts

/// What in a unit makes it grow: worked examples, and places where the conversation so far is filled in.
public struct UnitContents: Sendable, Hashable {
    /// Worked examples.
    public var examples: Int
    /// The names or expressions that hold the history, in the order of the file.
    public var histories: [String]

    public init(examples: Int = 0, histories: [String] = []) {
        self.examples = examples
        self.histories = histories
    }

    /// What the format itself marks: examples, and inputs declared as history.
    public init(declaredIn unit: PromptUnit) {
        examples = unit.segments.count { $0.kind == .example && $0.isSent }
        histories = unit.facts.inputs.filter(\.isHistory).map(\.name)
    }
}
