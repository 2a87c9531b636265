import AssayPrompts
import AssayTokenization

/// Which arms of its branches a unit is taken to send where nothing decides: a request has one arm of each.
struct ChosenArms {
    /// The arms that are left out where each branch sends the one with the most tokens, loops run once.
    let besidesLongest: Set<Int>
    /// The same where loops run as often as ``OpenTextAssumptions/rounds`` allows.
    let besidesMost: Set<Int>
    /// The arms that are left out where each branch sends the one with the fewest tokens, or none where it has no `else`.
    let besidesShortest: Set<Int>

    /// - Parameter valueTokens: what a value is taken to have.
    /// - Complexity: O(n) in the bytes of the unit, and sorting the blocks.
    init(_ unit: PromptUnit, in document: PromptDocument, _ tokenizer: Tokenizer, valueTokens: Int) {
        let groups = BranchGroups(unit.blocks)
        guard unit.blocks.contains(where: groups.isArm) else {
            (besidesLongest, besidesMost, besidesShortest) = ([], [], [])
            return
        }
        var own = [Int](repeating: 0, count: unit.blocks.count)
        for message in unit.messages {
            for run in SentRun.runs(of: message, in: document) {
                guard let block = run.block, own.indices.contains(block) else { continue }
                let tokens = run.isValue ? valueTokens : (try? tokenizer.count(run.bytes)) ?? run.bytes.count
                own[block] = own[block].saturatingAdd(tokens)
            }
        }
        func besides(rounds: Int, takesMost: Bool) -> Set<Int> {
            Self.besides(unit.blocks, groups, own, rounds: rounds, takesMost: takesMost)
        }
        besidesLongest = besides(rounds: 1, takesMost: true)
        besidesMost = besides(rounds: OpenTextAssumptions().rounds.upperBound, takesMost: true)
        besidesShortest = besides(rounds: 0, takesMost: false)
    }

    /// The arms that are not taken, the innermost branches first: a block stands behind its parent and the arms before it.
    private static func besides(
        _ blocks: [PromptBlock], _ groups: BranchGroups, _ own: [Int], rounds: Int, takesMost: Bool
    ) -> Set<Int> {
        var first: [Int: Int] = [:]
        for (index, block) in blocks.enumerated() where first[block.group] == nil { first[block.group] = index }
        var tokens = own
        var arms: [Int: [Int]] = [:]
        var result: Set<Int> = []
        for index in blocks.indices.reversed() {
            let block = blocks[index]
            if block.kind == .loop {
                let (product, overflow) = tokens[index].multipliedReportingOverflow(by: rounds)
                tokens[index] = overflow ? .max : product
            }
            var sent = tokens[index]
            if groups.isArm(block) {
                arms[block.group, default: []].append(index)
                guard first[block.group] == index, let all = arms[block.group] else { continue }
                // Of equals the first.
                let order = all.sorted { left, right in
                    let (one, other) = takesMost ? (right, left) : (left, right)
                    return (tokens[one], left) < (tokens[other], right)
                }
                let isNone = !takesMost && groups.isOptional(block.group, arms: all.count)
                result.formUnion(isNone ? order[...] : order.dropFirst())
                sent = isNone ? 0 : tokens[order[0]]
            }
            if let parent = block.parent, blocks.indices.contains(parent), parent < index {
                tokens[parent] = tokens[parent].saturatingAdd(sent)
            }
        }
        return result
    }
}
