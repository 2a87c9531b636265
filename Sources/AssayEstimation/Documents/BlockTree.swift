import AssayPrompts

/// How often the parts of a message are sent, by the loops and branches around them.
struct BlockTree {
    private let blocks: [PromptBlock]
    private let assumptions: OpenTextAssumptions
    private let groups: BranchGroups

    init(_ unit: PromptUnit, _ assumptions: OpenTextAssumptions) {
        blocks = unit.blocks
        self.assumptions = assumptions
        groups = BranchGroups(unit.blocks)
    }

    /// The sum of parts, each inside its innermost block. Complexity: O(parts x depth), and sorting the blocks.
    func sum(_ parts: [(block: Int?, bounds: TokenBounds)]) -> TokenBounds {
        var total = TokenBounds.zero
        var inside: [Int: TokenBounds] = [:]
        for (block, bounds) in parts {
            guard let block, blocks.indices.contains(block) else {
                total += bounds
                continue
            }
            inside[block, default: .zero] += bounds
            var next = blocks[block].parent
            while let parent = next, blocks.indices.contains(parent), inside[parent] == nil {
                inside[parent] = .zero
                next = blocks[parent].parent
            }
        }
        // The first arm with text of each group: a block stands behind its parent and behind the arms before it.
        var firstArm: [Int: Int] = [:]
        for index in inside.keys { firstArm[blocks[index].group] = min(index, firstArm[blocks[index].group] ?? index) }
        var choices: [Int: [TokenBounds]] = [:]
        for index in inside.keys.sorted(by: >) {
            let block = blocks[index]
            var bounds = inside[index] ?? .zero
            if block.kind == .loop || block.kind == .macro { bounds = bounds * assumptions.loop }
            if groups.isArm(block) {
                choices[block.group, default: []].append(bounds)
                guard firstArm[block.group] == index, let all = choices[block.group] else { continue }
                bounds = TokenBounds.oneOf(all, isOptional: groups.isOptional(block.group, arms: all.count))
            }
            if let parent = block.parent, blocks.indices.contains(parent), parent < index {
                inside[parent, default: .zero] += bounds
            } else {
                total += bounds
            }
        }
        return total
    }
}
