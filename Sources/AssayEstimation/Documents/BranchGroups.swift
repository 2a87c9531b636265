import AssayPrompts

/// The branches among the blocks of a unit: which blocks are arms of one, and whether one of them is always taken.
struct BranchGroups {
    private let blocks: [PromptBlock]
    private var arms: [Int: Int] = [:]
    private var exhaustive: Set<Int> = []

    init(_ blocks: [PromptBlock]) {
        self.blocks = blocks
        var first: [Int: String] = [:]
        for block in blocks {
            arms[block.group, default: 0] += 1
            if block.arm == 0 { first[block.group] = block.expression }
            // `else`, or the inverse of a section.
            if block.arm > 0, block.expression.isEmpty || block.expression == first[block.group] {
                exhaustive.insert(block.group)
            }
        }
    }

    /// Whether a block is sent or not as a branch decides.
    func isArm(_ block: PromptBlock) -> Bool { block.kind == .branch || arms[block.group, default: 1] > 1 }

    /// Whether it may be that none of some arms of a group is taken.
    func isOptional(_ group: Int, arms count: Int) -> Bool {
        count < arms[group, default: 1] || !exhaustive.contains(group)
    }
}
