import AssayPrompts

/// Which blocks of a unit can never be sent in one request, because they stand in different arms of one branch.
struct ExclusiveBlocks: Sendable {
    private struct Arm {
        var group: Int
        var arm: Int
        /// The next block around it that is one of several arms.
        var outer: Int?
    }

    /// Each block that is one of several arms.
    private var arms: [Int: Arm] = [:]
    /// For each block the innermost of itself and those around it that is one of several arms.
    private var nearest: [Int?] = []

    /// Complexity: O(blocks): a block stands behind the one around it.
    init(_ blocks: [PromptBlock]) {
        var sizes: [Int: Int] = [:]
        for block in blocks { sizes[block.group, default: 0] += 1 }
        nearest.reserveCapacity(blocks.count)
        for (index, block) in blocks.enumerated() {
            let outer = block.parent.flatMap { $0 < index ? nearest[$0] : nil }
            let isArm = sizes[block.group] != 1
            if isArm { arms[index] = Arm(group: block.group, arm: block.arm, outer: outer) }
            nearest.append(isArm ? index : outer)
        }
    }

    /// Complexity: O(arms around the one x arms around the other).
    func areExclusive(_ first: Int, _ second: Int) -> Bool {
        guard nearest.indices.contains(first), nearest.indices.contains(second) else { return false }
        var one = nearest[first]
        while let arm = one.flatMap({ arms[$0] }) {
            var other = nearest[second]
            while let counterpart = other.flatMap({ arms[$0] }) {
                if arm.group == counterpart.group, arm.arm != counterpart.arm { return true }
                other = counterpart.outer
            }
            one = arm.outer
        }
        return false
    }
}
